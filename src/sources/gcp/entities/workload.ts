import type { Entities } from "../../../facts/fact.ts";
import { listAt, objectAt, textAt } from "../../fields.ts";
import { nameBelow, workflowOf } from "../names/automation.ts";
import type { AutomationRef } from "../names/automation.ts";
import { at, detail, extractors, text } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { deniedPass } from "../records/refusal.ts";
import { runAsOf } from "../names/run-as.ts";

/*
 * Workflows, App Engine versions and builds, which run code or calls as a service account:
 * https://cloud.google.com/workflows/docs/audit-logging,
 * https://cloud.google.com/appengine/docs/admin-api/reference/rest/v1/apps.services.versions and
 * https://cloud.google.com/build/docs/api/reference/rest/v1/projects.builds
 */

export const workloadEntities = extractors({
  workflow: (call) =>
    workload(call, workflowOf(call), text(call.response, "serviceAccount") ?? text(call.request, "workflow", "serviceAccount")),
  app_version: (call) => workload(call, appOf(call), appAccount(call)),
  build: (call) => workload(call, buildOf(call), buildAccount(call)),
  deployment,
  workload_identity: workloadIdentity,
  workload_deleted: (call) => ({ ...automationOf(call), traits: ["removal"] }),
});

function workload(call: Call, automation: AutomationRef, account: string | null): Entities {
  const runAs = runAsOf(account);
  const isCreate = /^(Create|Run|Retry)/.test(call.envelope.op);
  return {
    ...automation,
    runAsId: runAs.runAsId ?? null,
    traits: ["code_changed", ...(isCreate ? (["created"] as const) : []), ...(runAs.traits ?? []), ...deniedPass(call)],
    detail: detail({
      revision: text(call.response, "revisionId"),
      calls: calledHosts(text(call.request, "workflow", "sourceContents")),
      steps: stepsOf(call),
      repository: text(buildIn(call), "source", "repoSource", "repoName") ?? text(buildIn(call), "source", "gitSource", "url"),
      trigger: textAt(call.record, "resource", "labels", "build_trigger_id"),
      errorMessage: textAt(call.payload, "status", "message"),
    }),
  };
}

/** Services that a workflow's definition names in its calls. */
function calledHosts(source: string | null): string | null {
  const hosts = (source ?? "").slice(0, 100_000).match(/\b[a-z]+\.googleapis\.com|\bgoogleapis\.[a-z]+/g) ?? [];
  return [...new Set(hosts)].toSorted().join(",") || null;
}

function automationOf(call: Call): AutomationRef {
  if (call.envelope.service === "workflows") return workflowOf(call);
  return call.envelope.service === "appengine" ? appOf(call) : buildOf(call);
}

/** A service of App Engine; its versions are revisions. */
function appOf(call: Call): AutomationRef {
  const path = text(call.request, "parent") ?? call.resourceName;
  const service = /services\/([^/]+)/.exec(path)?.[1] ?? textAt(call.record, "resource", "labels", "module_id") ?? "default";
  return { automationId: `apps/${call.envelope.account}/services/${service}`, automationKind: "app", automationName: service };
}

function buildIn(call: Call): ReturnType<typeof objectAt> {
  const places = [at(call.response, "metadata", "build"), at(call.request, "build"), at(call.request, "trigger", "build")];
  return objectAt({ found: places.find((place) => place !== undefined) }, "found");
}

function buildAccount(call: Call): string | null {
  const places = [
    at(call.response, "metadata", "build"),
    call.response,
    at(call.request, "build"),
    at(call.request, "trigger"),
    at(call.request, "trigger", "build"),
  ];
  return places.map((place) => text(place, "serviceAccount")).find((found) => found !== null) ?? defaultOfBuilds(call);
}

/**
 * A build that names no account runs as the project's own for builds, which goes by the project's number; the answer's names hold it:
 * https://cloud.google.com/build/docs/cloud-build-service-account. Those of triggers are left out: they run for whoever pushes.
 */
function defaultOfBuilds(call: Call): string | null {
  const build = buildIn(call);
  if (
    call.envelope.op !== "CreateBuild" ||
    textAt(call.record, "resource", "labels", "build_trigger_id") ||
    text(build, "buildTriggerId") !== null
  )
    return null;
  const named = [text(build, "name"), text(call.response, "name"), text(build, "logsBucket")].join(" ");
  const number = /projects\/(\d+)\/|\b(\d+)\.cloudbuild-logs\./.exec(named);
  const found = number?.[1] ?? number?.[2];
  return found === undefined ? null : `${found}@cloudbuild.gserviceaccount.com`;
}

/** A build by its trigger if it has one, since that is what is changed and run again; else by itself. */
function buildOf(call: Call): AutomationRef {
  const labels = objectAt(call.record, "resource", "labels");
  const isTrigger = call.envelope.op.endsWith("Trigger");
  const trigger = textAt(labels, "build_trigger_id") ?? text(buildIn(call), "buildTriggerId") ?? (isTrigger ? triggerName(call) : null);
  const build = textAt(labels, "build_id") ?? text(call.response, "metadata", "build", "id") ?? text(call.request, "id");
  const name = trigger ?? build;
  if (name === null) return {};
  const region = /locations\/([^/]+)/.exec(call.resourceName)?.[1] ?? call.envelope.region ?? "global";
  const id = `projects/${call.envelope.account}/locations/${region}/${trigger === null ? "builds" : "triggers"}/${name}`;
  return { automationId: id, automationKind: "build", automationName: name };
}

function triggerName(call: Call): string | null {
  const path = nameBelow(call.resourceName, "triggers")?.split("/").at(-1);
  return path ?? text(call.response, "id") ?? text(call.request, "triggerId") ?? text(call.request, "trigger", "name");
}

/** Tools that its steps use, by image. */
function stepsOf(call: Call): string | null {
  const images = listAt(buildIn(call), "steps").map((step) => textAt(step, "name"));
  return (
    images
      .filter((image) => image !== null)
      .slice(0, 10)
      .join(",") || null
  );
}

/** App Engine tells the request in `serviceData`: https://cloud.google.com/logging/docs/reference/audit/appengine/rest/Shared.Types/AuditData */
function appAccount(call: Call): string | null {
  const told = at(call.payload, "serviceData", "createVersion", "request", "version");
  return text(call.response, "serviceAccount") ?? text(call.request, "version", "serviceAccount") ?? text(told, "serviceAccount");
}

function workloadIdentity(call: Call): Entities {
  const named = call.envelope.service === "cloudbuild" ? buildAccount(call) : text(call.response, "serviceAccount");
  const asked = text(call.request, "workflow", "serviceAccount") ?? appAccount(call);
  const { runAsId = null, traits = [] } = runAsOf(named ?? asked);
  return { ...automationOf(call), runAsId, targetId: runAsId, targetType: "service_account", traits: [...traits, ...deniedPass(call)] };
}

/** A deployment of Deployment Manager makes whatever its configuration says, as Google's own agent with an editor's rights. */
function deployment(call: Call): Entities {
  const name = textAt(call.record, "resource", "labels", "name") ?? text(call.request, "name");
  const isCreate = call.envelope.op.endsWith("insert");
  return {
    ...(name === null
      ? {}
      : { automationId: `projects/${call.envelope.account}/deployments/${name}`, automationKind: "build", automationName: name }),
    traits: ["code_changed", ...(isCreate ? (["created"] as const) : [])],
    detail: detail({ errorMessage: textAt(call.payload, "status", "message") }),
  };
}
