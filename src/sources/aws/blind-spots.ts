import type { SourceBlindSpots } from "../../facts/blind-spot.ts";

/** What AWS logs cannot show by themselves; the same for every source, since an automation is seen through any of them. */
export const AWS_BLIND_SPOTS: SourceBlindSpots = {
  noInvocations: {
    stage: "execute",
    reason: "Lambda data events are not in these logs",
    fix: "Log data events of type AWS::Lambda::Function on the trail",
  },
  noNetwork: {
    stage: "effect",
    reason: "No network telemetry for functions in these logs",
    fix: "Add VPC flow logs and resolver query logs, or GuardDuty Lambda Protection for functions outside a VPC",
  },
};
