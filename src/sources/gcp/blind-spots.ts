import type { SourceBlindSpots } from "../../facts/blind-spot.ts";

/** What Google Cloud's logs cannot show by themselves; the same for every source, since an automation is seen through any of them. */
export const GCP_BLIND_SPOTS: SourceBlindSpots = {
  noInvocations: {
    stage: "execute",
    reason: "Runs of functions, jobs and workflows are not in these logs of Google Cloud",
    fix: "Add the request logs of Cloud Run, and Data Access logs (DATA_WRITE) of run, cloudfunctions and workflowexecutions",
  },
  noNetwork: {
    stage: "effect",
    reason: "No network telemetry for serverless of Google Cloud in these logs",
    fix: "Send egress through a VPC with flow logs and DNS logging, and add findings of Security Command Center",
  },
};
