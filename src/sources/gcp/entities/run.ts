import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { isFields, listAt, textAt, valueAt } from "../../fields.ts";
import { automationOfName, nameBelow, runOf } from "../names/automation.ts";
import { at, detail, extractors, text } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { deniedPass } from "../records/refusal.ts";
import { runAsOf } from "../names/run-as.ts";

/*
 * Services and jobs of Cloud Run: https://cloud.google.com/run/docs/audit-logging. The first version of
 * the interface follows Knative's shape, the second its own:
 * https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
 */

export const runEntities = extractors({
  run_workload: changedWorkload,
  run_identity: runIdentity,
  run_deleted: (call) => ({ ...runOf(call), traits: ["removal"] }),
  run_invocation: invocation,
  function_call: invocation,
  workflow_run: invocation,
});

type Template = ReturnType<typeof at>;

/** The part that says what runs as whom, wherever the version of the interface and the kind of workload put it. */
function templateOf(whole: unknown): Template {
  const isJob = isFields(at(whole, "template", "template")) || isFields(valueAt(whole, "spec", "template", "spec", "template"));
  const second = isJob ? at(whole, "template", "template") : at(whole, "template");
  if (isFields(second)) return second;
  return isJob ? valueAt(whole, "spec", "template", "spec", "template", "spec") : valueAt(whole, "spec", "template", "spec");
}

function wholesOf(call: Call): readonly unknown[] {
  return [call.response, at(call.request, "service"), at(call.request, "job")];
}

function fromTemplate(call: Call, read: (template: Template) => string | null): string | null {
  return (
    wholesOf(call)
      .map((whole) => read(templateOf(whole)))
      .find((found) => found !== null) ?? null
  );
}

function accountOf(template: Template): string | null {
  return text(template, "serviceAccount") ?? text(template, "serviceAccountName");
}

function imageOf(template: Template): string | null {
  return (
    listAt(template, "containers")
      .map((container) => textAt(container, "image"))
      .find((image) => image !== null) ?? null
  );
}

function changedWorkload(call: Call): Entities {
  const runAs = runAsOf(fromTemplate(call, accountOf));
  return {
    ...runOf(call),
    runAsId: runAs.runAsId ?? null,
    automationVersion: text(call.response, "status", "latestCreatedRevisionName") ?? text(call.response, "latestCreatedRevision"),
    traits: [...changeTraits(call), ...(runAs.traits ?? []), ...deniedPass(call)],
    detail: detail({
      image: fromTemplate(call, imageOf),
      ingress: text(call.response, "ingress"),
      uri: text(call.response, "uri") ?? text(call.response, "status", "url"),
      client: textAt(at(call.request, "service") ?? at(call.request, "job"), "metadata", "annotations", "run.googleapis.com/client-name"),
      errorMessage: textAt(call.payload, "status", "message"),
    }),
  };
}

/**
 * A service or job is always written whole, so every change can bring other code. What the functions
 * agent writes only carries out a change of a function, which has an entry of its own.
 */
function changeTraits(call: Call): readonly Trait[] {
  const isCreate = call.envelope.op.startsWith("Create");
  const isTrial = at(call.request, "validateOnly") === true || at(call.request, "dryRun") === "all";
  const isCarriedOut = call.envelope.actorType === "service";
  return [...(isCreate ? (["created"] as const) : []), "code_changed", ...(isTrial || isCarriedOut ? (["no_change"] as const) : [])];
}

function runIdentity(call: Call): Entities {
  const { runAsId = null, traits = [] } = runAsOf(fromTemplate(call, accountOf));
  return {
    ...runOf(call),
    runAsId,
    targetId: runAsId,
    targetType: "service_account",
    traits: [...traits, ...changeTraits(call).filter((trait) => trait === "no_change"), ...deniedPass(call)],
  };
}

/** Runs of jobs, functions and workflows by a call; overrides change what one run does. */
function invocation(call: Call): Entities {
  const overrides = listAt(at(call.request, "overrides", "containerOverrides"));
  const args = overrides.flatMap((override) => listAt(override, "args")).filter((arg) => typeof arg === "string");
  const named = automationOfName(call, nameBelow(call.resourceName, "workflows") ?? nameBelow(call.resourceName, "functions"));
  return {
    ...(named.automationId === undefined ? runOf(call) : named),
    detail: detail({
      execution: text(call.response, "metadata", "name") ?? text(call.response, "name"),
      overrides: overrides.length === 0 ? null : overrides.length,
      arguments: args.join(" ").slice(0, 300),
    }),
  };
}
