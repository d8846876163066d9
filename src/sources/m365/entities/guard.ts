import type { Entities } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { textAt } from "../../fields.ts";
import { bag } from "../records/audit-record.ts";
import { detail, extractors } from "./extractor.ts";

/*
 * Settings of Exchange that keep mail inside or that log what happens to it:
 * https://learn.microsoft.com/en-us/defender-office-365/outbound-spam-policies-external-email-forwarding
 * https://learn.microsoft.com/en-us/purview/audit-log-enable-disable
 */

export const guardEntities = extractors({
  mail_guard: (record) => ({ ...settingOf(record), targetType: "guardrail", traits: ["guardrail_weakened"] }),
  audit_setting: (record) => ({ ...settingOf(record), traits: ["logging_weakened"] }),
});

function settingOf(record: LogRecord): Entities {
  const parameters = [...bag(record, "Parameters")].filter(([name]) => !["domaincontroller", "organization"].includes(name));
  return {
    targetId: textAt(record, "ObjectId")?.toLowerCase() ?? null,
    targetType: "setting",
    detail: detail({ settings: parameters.map(([name, value]) => `${name}: ${value}`).join(", ") }),
  };
}
