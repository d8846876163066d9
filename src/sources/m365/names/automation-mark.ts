import type { LogRecord } from "../../contract.ts";
import { flagAt, objectAt, textAt } from "../../fields.ts";
import { opened } from "../records/audit-record.ts";

/*
 * How records show that a flow or Logic App acted in a person's name. Connectors sign in as one application of Microsoft's and send
 * the agent `azure-logic-apps/1.0 (workflow HEX; version N) microsoft-flow/1.0`, which anybody else can send as well:
 * https://learn.microsoft.com/en-us/power-platform/admin/block-forwarded-email-from-power-automate
 * https://learn.microsoft.com/en-us/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
 */

/** Client of all connectors of Power Automate, Power Apps and Logic Apps. */
export const CONNECTORS_APP = "7ab7862c-4c57-491e-8a45-d52a7e023983";

/** Applications in whose name flows act. The portal is none of them: there, people act. */
const AUTOMATION_APPS: ReadonlySet<string> = new Set([
  CONNECTORS_APP,
  "871c010f-5e61-4fb1-83ac-98610a7e9110", // Microsoft Flow
  "7df0a125-d3be-4c96-aa54-591f83ff541c", // Microsoft Flow Service
]);

const AGENT = /azure-logic-apps|microsoft-flow/i;

/** Bytes of which at least one stands in every record with the mark. */
export const MARK_NEEDLES: readonly string[] = [...AUTOMATION_APPS, "azure-logic-apps", "microsoft-flow", "IsWorkflow"];

/** Whether the record says that an automation acted, and the application if that is what says it. */
export interface AutomationMark {
  readonly isMarked: boolean;
  readonly appId: string | null;
}

/** The mark by applications, which only Microsoft writes, or else by the agent. */
export function markOf(apps: readonly (string | null)[], agents: readonly (string | null)[]): AutomationMark {
  const appId = apps.map((app) => app?.toLowerCase() ?? "").find((app) => AUTOMATION_APPS.has(app)) ?? null;
  return { isMarked: appId !== null || agents.some((agent) => agent !== null && AGENT.test(agent)), appId };
}

/** The mark on a record of the unified audit log. */
export function auditMark(record: LogRecord): AutomationMark {
  const context = opened(record, "AppAccessContext");
  const apps = [textAt(record, "AppId"), textAt(record, "ClientAppId"), textAt(record, "ApplicationId"), textAt(context, "ClientAppId")];
  const mark = markOf(apps, [textAt(record, "UserAgent"), textAt(record, "ClientInfoString")]);
  // The services of Power Automate write its own records: only a connector says that a flow changed a flow.
  if (mark.appId !== CONNECTORS_APP && isOfPlatform(record)) return { isMarked: false, appId: null };
  return mark.isMarked || flagAt(record, "IsWorkflow") !== true ? mark : { isMarked: true, appId: null };
}

function isOfPlatform(record: LogRecord): boolean {
  return /^(microsoftflow|powerapps|powerplatform)$/i.test(textAt(objectAt(record), "Workload") ?? "");
}
