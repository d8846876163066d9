import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { numberAt, textAt } from "../../fields.ts";
import { isGuestName } from "../names/actor.ts";
import { isOutside } from "../names/addresses.ts";
import { connectorNames, connectorTraits } from "../names/connectors.ts";
import { detail, extractors, traitsIf } from "./extractor.ts";

/*
 * Flows of Power Automate: made, edited, shared, deleted. Runs, actions, the definition and the flow's name are not logged:
 * https://learn.microsoft.com/en-us/power-platform/admin/logging-power-automate
 */

export const flowEntities = extractors({
  new_flow: (record, envelope) => {
    const flow = flowOf(record);
    return { ...flow, runAsId: envelope.actorId, traits: ["created", ...(flow.traits ?? [])] };
  },
  edited_flow: (record) => {
    const flow = flowOf(record);
    return { ...flow, traits: ["code_changed", ...(flow.traits ?? [])] };
  },
  deleted_flow: (record) => ({ ...flowOf(record), traits: ["removal"] }),
  flow_share: (record, envelope) => shareOf(record, envelope, false),
  flow_share_removed: (record, envelope) => shareOf(record, envelope, true),
});

function flowOf(record: LogRecord): Entities {
  const url = textAt(record, "FlowDetailsUrl");
  const connectors = connectorNames(textAt(record, "FlowConnectorNames"));
  return {
    automationId: flowId(url),
    automationKind: "flow",
    automationName: textAt(record, "FlowDisplayName") ?? textAt(record, "FlowName"),
    traits: connectorTraits(connectors),
    detail: detail({
      capabilities: connectors.join(", "),
      flowDetailsUrl: url,
      byAdmin: userTypeInitiated(record) === 2 ? true : null,
      license: textAt(record, "LicenseDisplayName"),
    }),
  };
}

/** `ENVIRONMENT/FLOW` from the address of a flow's page, lower case. */
export function flowId(url: string | null): string | null {
  const [, environment, flow] = /\/environments\/([^/?#]+)\/flows\/(?:shared\/)?([^/?#]+)/i.exec(url ?? "") ?? [];
  if (flow !== undefined) return `${environment}/${flow}`.toLowerCase();
  const alone = /\/flows\/(?:shared\/)?([^/?#]+)/i.exec(url ?? "")?.[1];
  return alone === undefined ? null : `unknown/${alone.toLowerCase()}`;
}

/** 3 lets the recipient change the flow, 2 only run it. */
const OWNER = /^(3|owner|readwrite|canedit)$/i;

function shareOf(record: LogRecord, envelope: Envelope, isRemoval: boolean): Entities {
  const { automationId = null, automationKind = null, automationName = null, detail: told } = flowOf(record);
  const recipient = textAt(record, "RecipientUPN")?.toLowerCase() ?? null;
  const permission = textAt(record, "SharingPermission") ?? numberAt(record, "SharingPermission")?.toString() ?? null;
  return {
    automationId,
    automationKind,
    automationName,
    targetId: recipient,
    targetType: "identity",
    traits: traitsIf({
      removal: isRemoval,
      co_owner: permission !== null && OWNER.test(permission),
      guest: isGuestName(recipient),
      foreign_account: recipient !== null && isOutside(recipient, record, envelope),
      self_target: recipient !== null && recipient === envelope.actorId,
    }),
    detail: { ...told, ...detail({ permission }) },
  };
}

/** Who did it: 1 an owner, 2 an administrator. */
function userTypeInitiated(record: LogRecord): number | null {
  return numberAt(record, "UserTypeInitiated") ?? (textAt(record, "UserTypeInitiated") === "2" ? 2 : null);
}
