import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { listAt, orderedJson, textAt } from "../../fields.ts";
import { automationNamed, automationOfName, functionOf, nameBelow } from "../names/automation.ts";
import type { AutomationRef } from "../names/automation.ts";
import { at, detail, extractors, text } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { runAsOf } from "../names/run-as.ts";

/*
 * What sets automations off: https://cloud.google.com/eventarc/docs/reference/rest/v1/projects.locations.triggers,
 * https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs. The account of a
 * trigger only calls its target; the target's own account does the work.
 */

export const triggerEntities = extractors({
  event_trigger: eventTrigger,
  function_trigger: functionTrigger,
  schedule: scheduledCall,
  schedule_trigger: scheduleTrigger,
  schedule_identity: scheduleIdentity,
  trigger_removed: removedTrigger,
});

/** Events about identities and rights: what a reactive back door waits for. */
const IDENTITY_EVENT =
  /iam\.(admin\.)?googleapis|iam\.googleapis\.com|SetIamPolicy|SetIAMPolicy|CreateServiceAccount|DeleteServiceAccount|cloudresourcemanager\.googleapis\.com|google\.iam\./;

function identityTrait(filters: unknown): readonly Trait[] {
  return IDENTITY_EVENT.test(orderedJson(filters ?? null)) ? ["identity_trigger"] : [];
}

function filtersText(filters: unknown): string {
  return listAt({ filters }, "filters")
    .map((filter) => `${textAt(filter, "attribute") ?? ""}=${textAt(filter, "value") ?? ""}`)
    .join(", ")
    .slice(0, 300);
}

function eventTrigger(call: Call): Entities {
  const asked = at(call.request, "trigger");
  const whole = [asked, call.response].find((part) => at(part, "destination") !== undefined) ?? asked;
  const filters = at(whole, "eventFilters");
  const name = nameBelow(call.resourceName, "triggers") ?? text(asked, "name") ?? text(call.response, "name");
  return {
    ...destinationOf(call, at(whole, "destination")),
    targetId: name,
    targetType: "event_trigger",
    traits: identityTrait(filters),
    detail: detail({ filters: filtersText(filters), triggerIdentity: text(whole, "serviceAccount") }),
  };
}

/** A service by name and region, a function or workflow by its resource name. */
function destinationOf(call: Call, destination: unknown): AutomationRef {
  const service = text(destination, "cloudRun", "service") ?? text(destination, "cloudRunService", "service");
  if (service !== null) {
    const region =
      text(destination, "cloudRun", "region") ?? text(destination, "cloudRunService", "region") ?? call.envelope.region ?? "unknown";
    return automationNamed(call, "services", `locations/${region}/services/${service}`, "run");
  }
  const named = text(destination, "cloudFunction") ?? text(destination, "workflow");
  // Only functions of the second generation can be reached so, and those have the service's id.
  return automationOfName(call, named?.replace("/functions/", "/services/") ?? null);
}

/** A trigger that a function brings along in its own definition. */
function functionTrigger(call: Call): Entities {
  const trigger = at(call.response, "eventTrigger") ?? at(call.request, "function", "eventTrigger");
  const filters = at(trigger, "eventFilters") ?? text(trigger, "resource");
  return {
    ...functionOf(call),
    targetId: text(trigger, "pubsubTopic") ?? text(trigger, "resource") ?? text(trigger, "trigger"),
    targetType: "event_trigger",
    traits: identityTrait(filters),
    detail: detail({
      eventType: text(trigger, "eventType"),
      filters: filtersText(filters),
      triggerIdentity: text(trigger, "serviceAccountEmail"),
    }),
  };
}

function jobOf(call: Call): unknown {
  return at(call.request, "job") ?? call.response;
}

/** Scheduler's own name among the jobs of other services: the full resource name. */
function scheduleOf(call: Call): AutomationRef {
  const name = nameBelow(call.resourceName, "jobs") ?? text(jobOf(call), "name") ?? text(call.request, "name");
  const short = name?.split("/").at(-1) ?? textAt(call.record, "resource", "labels", "job_id");
  if (short === undefined || short === null || short === "") return {};
  const region = /locations\/([^/]+)/.exec(name ?? "")?.[1] ?? call.envelope.region ?? "unknown";
  return {
    automationId: `//cloudscheduler.googleapis.com/projects/${call.envelope.account}/locations/${region}/jobs/${short}`,
    automationKind: "schedule",
    automationName: short,
  };
}

function target(call: Call): { readonly uri: string | null; readonly account: string | null } {
  const http = at(jobOf(call), "httpTarget");
  return {
    uri: text(http, "uri"),
    account: text(http, "oauthToken", "serviceAccountEmail") ?? text(http, "oidcToken", "serviceAccountEmail"),
  };
}

/** With a token of its own a schedule calls any interface of Google's: it is then an automation by itself. */
function scheduledCall(call: Call): Entities {
  const { uri, account } = target(call);
  const runAs = runAsOf(isGoogleInterface(uri) ? account : null);
  return {
    ...scheduleOf(call),
    runAsId: runAs.runAsId ?? null,
    targetId: uri ?? text(jobOf(call), "pubsubTarget", "topicName"),
    targetType: uri === null ? "topic" : "url",
    traits: ["code_changed", ...(call.envelope.op === "CreateJob" ? (["created"] as const) : []), ...(runAs.traits ?? [])],
    detail: detail({ schedule: text(jobOf(call), "schedule"), uri, triggerIdentity: account }),
  };
}

function isGoogleInterface(uri: string | null): boolean {
  return /^https:\/\/[a-z0-9-]+\.googleapis\.com\//.test(uri ?? "");
}

function scheduleIdentity(call: Call): Entities {
  const { uri, account } = target(call);
  const { runAsId = null, traits = [] } = runAsOf(isGoogleInterface(uri) ? account : null);
  return { ...scheduleOf(call), runAsId, targetId: runAsId, targetType: "service_account", traits };
}

/** The automation that a schedule sets off, where its address tells. */
function scheduleTrigger(call: Call): Entities {
  const { uri, account } = target(call);
  return {
    ...automationAt(call, uri),
    targetId: scheduleOf(call).automationId ?? null,
    targetType: "schedule",
    detail: detail({ schedule: text(jobOf(call), "schedule"), uri, triggerIdentity: account }),
  };
}

function automationAt(call: Call, uri: string | null): AutomationRef {
  const job = /^https:\/\/(?:([a-z0-9-]+)-)?run\.googleapis\.com\/.*?(?:locations\/([^/]+)\/|namespaces\/[^/]+\/)jobs\/([^/:]+):run/.exec(
    uri ?? "",
  );
  if (job !== null) return automationNamed(call, "jobs", `locations/${job[2] ?? job[1] ?? "unknown"}/jobs/${job[3] ?? ""}`, "job");
  const hosted = /^https:\/\/([a-z]+-[a-z]+\d+)-[a-z0-9-]+\.cloudfunctions\.net\/([^/?]+)/.exec(uri ?? "");
  if (hosted !== null) return automationNamed(call, "functions", `locations/${hosted[1] ?? ""}/functions/${hosted[2] ?? ""}`, "function");
  return automationOfName(call, /workflowexecutions\.googleapis\.com\/v\d\/(.*)\/executions/.exec(uri ?? "")?.[1] ?? null);
}

function removedTrigger(call: Call): Entities {
  const name = nameBelow(call.resourceName, "triggers") ?? scheduleOf(call).automationId ?? null;
  return { targetId: name, targetType: call.envelope.service === "eventarc" ? "event_trigger" : "schedule", traits: ["removal"] };
}
