import type { TimelineEntry } from "../../../src/incidents/incident.ts";

/**
 * Made by hand for the report's own tests: accounts, names, addresses and times are invented
 * (documentation address ranges), and no program found these incidents.
 */

export const ACCOUNT = "111122223333";
export const FUNCTION = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:billing-export-sync`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/ops/lambda-maintenance-admin`;
export const USER = `arn:aws:iam::${ACCOUNT}:user/ci-deploy-legacy`;
export const BACKDOOR = `arn:aws:iam::${ACCOUNT}:user/svc-billing-ro`;
export const KEY = "AKIAEXAMPLE7QBACKDOR";

type EntryInput = Partial<TimelineEntry> & Pick<TimelineEntry, "time" | "stage" | "kind" | "operation" | "summary">;

/** An entry with plausible values wherever none is given. */
export function entry(number: number, input: EntryInput): TimelineEntry {
  return {
    fact: factName(number),
    actor: `${ROLE} (session billing-export-sync)`,
    target: FUNCTION,
    outcome: "success",
    attribution: { method: "credentials_issued_to", confidence: 1 },
    account: ACCOUNT,
    region: "eu-west-1",
    event_id: `7d0f3c52-0000-4000-8000-${String(number).padStart(12, "0")}`,
    source: "aws/cloudtrail",
    raw: {
      file: `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/03/14/${ACCOUNT}_CloudTrail_eu-west-1_20260314T0220Z_q8Xn2LwZ.json.gz`,
      sha256: "3f1e9a5c8b7d24601fe2c3d4958677a8b9c0d1e2f3a4b5c6d7e8f90123456789",
      offset: 18_211 + number * 1514,
      length: 1498,
    },
    ...input,
  };
}

export function factName(number: number): string {
  return `f_${(0xa10000000000 + number * 7919).toString(16)}`;
}
