import type { Entities } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { parsedJson, textAt } from "../../fields.ts";
import { addressesIn, isOutside } from "../names/addresses.ts";
import { bag, opened } from "../records/audit-record.ts";
import { detail, extractors, traitsIf } from "./extractor.ts";

/*
 * What administrators of the Power Platform change, and agents of Copilot Studio. The meaning stands in a list of names and values,
 * `PropertyCollection`, names beginning with `powerplatform.analytics.`:
 * https://learn.microsoft.com/en-us/power-platform/admin/activity-logging-auditing/activity-logs-admin
 * https://learn.microsoft.com/en-us/microsoft-copilot-studio/admin-logging-copilot-studio
 */

export const platformEntities = extractors({
  data_policy: policyOf,
  data_policy_loosened: (record) => ({ ...policyOf(record), targetType: "guardrail", traits: ["guardrail_weakened"] }),
  environment_rules: (record) => ({ ...environmentOf(record), targetType: "guardrail", traits: ["guardrail_weakened"] }),
  connection: connectionOf,
  new_agent: (record, envelope) => ({ ...agentOf(record), runAsId: envelope.actorId, traits: ["created"] }),
  changed_agent: (record) => ({ ...agentOf(record), traits: ["code_changed"] }),
  removed_agent: (record) => ({ ...agentOf(record), traits: ["removal"] }),
  agent_share: (record, envelope) => {
    const recipient = addressesIn(propertyOf(record, "recipient") ?? "")[0] ?? null;
    return {
      ...agentOf(record),
      targetId: recipient,
      targetType: "identity",
      traits: traitsIf({ foreign_account: recipient !== null && isOutside(recipient, record, envelope) }),
    };
  },
});

/** A property by the last parts of its name, wherever in the schema's tree it stands. */
function propertyOf(record: LogRecord, ending: string): string | null {
  for (const [name, value] of bag(record, "PropertyCollection")) {
    if ((name === ending || name.endsWith(`.${ending}`)) && value !== "") return value;
  }
  return null;
}

function environmentOf(record: LogRecord): Entities {
  const environment = propertyOf(record, "resource.environment.id") ?? propertyOf(record, "environment.id");
  const tenant = propertyOf(record, "resource.tenant.id") ?? textAt(record, "OrganizationId");
  return {
    targetId: (environment ?? tenant)?.toLowerCase() ?? null,
    targetType: environment === null ? "tenant" : "environment",
    detail: detail({ resource: propertyOf(record, "resource.display_name"), role: propertyOf(record, "enduser.role") }),
  };
}

function policyOf(record: LogRecord): Entities {
  const place = environmentOf(record);
  return {
    ...place,
    detail: {
      ...place.detail,
      ...detail({
        change: propertyOf(record, "api_policy.operation_name") ?? textAt(record, "Operation"),
        policyId: propertyOf(record, "resource.id"),
      }),
    },
  };
}

/** Which connector it is stands, if anywhere, in the id: `shared_office365`. */
function connectionOf(record: LogRecord): Entities {
  const more = opened(record, "AdditionalInfo");
  const environment = textAt(more, "environmentName") ?? textAt(more, "EnvironmentName");
  return {
    targetId: textAt(record, "ResourceId") ?? textAt(record, "ObjectId"),
    targetType: "connection",
    detail: detail({ environment, action: textAt(more, "actionName") ?? textAt(more, "ActionName") }),
  };
}

/** An agent of Copilot Studio: `ENVIRONMENT/BOT`, lower case. */
function agentOf(record: LogRecord): Entities {
  const bot = textAt(record, "BotId") ?? propertyOf(record, "bot.id") ?? propertyOf(record, "botid");
  const environment = textAt(record, "EnvironmentId") ?? propertyOf(record, "environment.id") ?? "unknown";
  return {
    automationId: bot === null ? null : `${environment}/${bot}`.toLowerCase(),
    automationKind: "app",
    automationName: propertyOf(record, "bot.name") ?? textAt(parsedJson(textAt(record, "BotData")), "name"),
    detail: detail({ schemaName: textAt(record, "BotSchemaName") ?? propertyOf(record, "bot.schema_name") }),
  };
}
