import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { isFields } from "../../fields.ts";
import { folded, foldedText } from "../records/body.ts";
import { about, createdTrait, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { runAsOf } from "./identity-of.ts";

/*
 * Logic Apps, Automation accounts, Container Apps and Container Instances:
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/permissions/integration
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/permissions/management-and-governance
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/permissions/containers
 * Runbooks share the identity of their account, so the account is the automation and the runbook a detail of it.
 */

export const workloadEntities = extractors({
  workflow: changedWorkflow,
  container: changedContainer,
  automation_account: (call) => ({ ...about(call), runAsId: runAsOf(call), traits: createdTrait(call) }),
  runbook: changedRunbook,
  automation_part: (call) => about(call, { part: call.resource?.name }),
  automation_run: (call) => about(call, { runbook: runbookOf(call) }),
  callback_url: (call) => about(call, { trigger: call.resource?.names[1] }),
  connection: (call) => ({ ...about(call), targetId: call.resource?.id ?? null, targetType: "connection" }),
});

function changedWorkflow(call: Call): Entities {
  const definition = folded(call.request, "properties", "definition");
  return {
    ...about(call, {
      state: foldedText(call.request, "properties", "state"),
      actions: kindsOf(folded(definition, "actions")),
      triggers: kindsOf(folded(definition, "triggers")),
    }),
    runAsId: runAsOf(call),
    traits: [...createdTrait(call), "code_changed"],
  };
}

/** Types of a definition's steps, sorted, each once. */
function kindsOf(steps: unknown): string | null {
  if (!isFields(steps)) return null;
  const types = Object.values(steps).flatMap((step) => foldedText(step, "type") ?? []);
  return [...new Set(types)].toSorted().join(",") || null;
}

function changedContainer(call: Call): Entities {
  return {
    ...about(call, { image: imageOf(call) }),
    runAsId: runAsOf(call),
    traits: [...createdTrait(call), "code_changed"],
  };
}

function imageOf(call: Call): string | null {
  const template = folded(call.request, "properties", "template", "containers");
  const group = folded(call.request, "properties", "containers");
  const containers = Array.isArray(template) ? template : Array.isArray(group) ? group : [];
  const images = containers.flatMap((one) => foldedText(one, "image") ?? foldedText(one, "properties", "image") ?? []);
  return images.join(",") || null;
}

/** A draft has no effect until it is published; writing the runbook itself may create it with its content. */
function changedRunbook(call: Call): Entities {
  const isDraft = /\/draft(\/content)?\/write$/i.test(call.envelope.op);
  const traits: readonly Trait[] = isDraft ? ["pending", "code_changed"] : ["code_changed"];
  return { ...about(call, { runbook: runbookOf(call), codeSource: sourceOf(call) }), traits };
}

function sourceOf(call: Call): string | null {
  const uri = foldedText(call.request, "properties", "publishContentLink", "uri");
  return uri?.split("?")[0] ?? null;
}

/** From the resource's path, else from the body of a job or a schedule. */
export function runbookOf(call: Call): string | null {
  const isRunbook = call.resource?.type.includes("/runbooks") ?? false;
  return (isRunbook ? call.resource?.names[1] : null) ?? foldedText(call.request, "properties", "runbook", "name");
}
