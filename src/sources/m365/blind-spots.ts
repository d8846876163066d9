import type { SourceBlindSpots } from "../../facts/blind-spot.ts";

/** What logs of Microsoft 365 cannot show; the same for every source, since a flow is seen through any of them. */
export const M365_BLIND_SPOTS: SourceBlindSpots = {
  noInvocations: {
    stage: "execute",
    reason: "Runs of flows are not logged",
    fix: "Keep run records in Dataverse (flowrun) or Application Insights; the audit log holds changes of flows only, no runs and no definition",
  },
  noNetwork: {
    stage: "effect",
    reason: "Calls of flows to other services are not logged",
    fix: "Limit connectors that reach the internet by data policies of the Power Platform; no log shows what HTTP actions send",
  },
};
