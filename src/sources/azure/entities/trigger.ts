import type { Entities } from "../../../facts/fact.ts";
import { isFields } from "../../fields.ts";
import { automationColumns, automationOf, parseArmId } from "../names/arm-id.ts";
import { folded, foldedText } from "../records/body.ts";
import { about, detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { runbookOf } from "./workload.ts";

/*
 * What makes an automation run: Event Grid subscriptions, alerts' action groups, and schedules and webhooks of runbooks:
 * https://learn.microsoft.com/en-us/azure/templates/microsoft.eventgrid/eventsubscriptions
 * https://learn.microsoft.com/en-us/azure/templates/microsoft.insights/actiongroups
 * https://learn.microsoft.com/en-us/azure/automation/automation-webhooks
 */

export const triggerEntities = extractors({
  event_subscription: eventSubscription,
  action_group: actionGroup,
  runbook_trigger: (call) => ({
    ...about(call, { runbook: runbookOf(call), expires: foldedText(call.request, "properties", "expiryTime") }),
    targetId: call.resource?.id ?? null,
    targetType: call.resource?.type.split("/").at(-1) ?? null,
  }),
});

function eventSubscription(call: Call): Entities {
  const destination = folded(call.request, "properties", "destination");
  const resourceId = foldedText(destination, "properties", "resourceId");
  const watched = JSON.stringify(folded(call.request, "properties", "filter") ?? "");
  return {
    ...automationColumns(automationOf(resourceId)),
    targetId: call.resource?.id ?? null,
    targetType: "event_subscription",
    // Waiting for new role assignments is how a back door reacts to its removal.
    traits: /microsoft\.authorization\/role/i.test(watched) ? ["identity_trigger"] : [],
    detail: detail({
      source: call.resource?.id.split("/providers/microsoft.eventgrid/")[0],
      destination: foldedText(destination, "endpointType"),
      endpoint: resourceId,
    }),
  };
}

/** Receivers of an alert that are automations: one fact each. */
function actionGroup(call: Call): readonly Entities[] {
  const properties = folded(call.request, "properties");
  const receivers = [
    ...idsIn(properties, "azureFunctionReceivers", "functionAppResourceId"),
    ...idsIn(properties, "logicAppReceivers", "resourceId"),
    ...idsIn(properties, "automationRunbookReceivers", "automationAccountId"),
  ];
  return receivers.map((resourceId) => ({
    ...automationColumns(automationOf(resourceId)),
    targetId: call.resource?.id ?? null,
    targetType: "action_group",
    detail: detail({ endpoint: parseArmId(resourceId)?.id }),
  }));
}

function idsIn(properties: unknown, list: string, key: string): readonly string[] {
  const found = folded(properties, list);
  return Array.isArray(found) ? found.flatMap((one) => (isFields(one) ? (foldedText(one, key) ?? []) : [])) : [];
}
