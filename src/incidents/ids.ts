import { stableHash } from "../facts/fact-id.ts";

/** Id of an incident: analytic, account, automation and anchor fact. Late evidence changes nothing of it. */
export function incidentId(analytic: string, account: string, automationId: string, anchorFactId: string): string {
  return `inc_${stableHash([analytic, account, automationId, anchorFactId], 16)}`;
}
