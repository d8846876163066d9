import type { SourceBlindSpots } from "../../facts/blind-spot.ts";

/** What Workspace logs cannot show by themselves: Reports have no application for scripts, and triggers are written nowhere. */
export const WORKSPACE_BLIND_SPOTS: SourceBlindSpots = {
  noInvocations: {
    stage: "execute",
    reason: "Runs of Apps Script are not in these logs",
    fix: "Tie scripts to standard Cloud projects and send their script.googleapis.com logs, or add a list of script.processes",
  },
  noNetwork: {
    stage: "effect",
    reason: "What scripts send to the internet is not in these logs",
    fix: "UrlFetch calls show only where they arrive; allow listed addresses only, and keep the scope script.external_request in view",
  },
};
