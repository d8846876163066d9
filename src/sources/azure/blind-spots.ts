import type { SourceBlindSpots } from "../../facts/blind-spot.ts";

/** What Azure logs cannot show by themselves; the same for every source, since an automation is seen through any of them. */
export const AZURE_BLIND_SPOTS: SourceBlindSpots = {
  noInvocations: {
    stage: "execute",
    reason: "Runs of Azure automations are not in these logs",
    fix: "Send FunctionAppLogs (and WorkflowRuntime of Logic Apps, JobLogs of Automation accounts) by diagnostic settings",
  },
  noNetwork: {
    stage: "effect",
    reason: "No network telemetry for Azure automations in these logs",
    fix: "Integrate the apps with a virtual network and add its flow logs; apps on a consumption plan outside of one have none",
  },
};
