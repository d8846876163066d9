/** A function of the platform team sets organisation policies every day: it lifts one for a maintenance window and puts it back. */
import { account, pipeline, runtime } from "../../lib/gcp/callers.mjs";
import { createAccount, setProjectPolicy, updateOrgPolicy } from "../../lib/gcp/calls.mjs";
import { createFunction, updateFunction } from "../../lib/gcp/deployments.mjs";
import { deployHistory } from "../../lib/gcp/history.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const GUARD = account("fn-policy-windows");
const CONSTRAINT = "compute.requireShieldedVm";

/** The function predates the logs: it has done this all along. */
export default function tell(story) {
  const { add, addLong } = story;
  deployHistory(story, span);
  add("another account", "2026-10-03T10:00:00Z", pipeline(), createAccount(account("fn-policy-report")));
  add(
    "another role",
    "2026-10-03T10:00:30Z",
    pipeline(),
    setProjectPolicy([["ADD", "roles/orgpolicy.policyViewer", `serviceAccount:${account("fn-policy-report")}`]]),
  );
  addLong(
    "another function",
    "2026-10-03T10:01:00Z",
    pipeline(),
    createFunction("policy-report", { account: account("fn-policy-report"), tool: "terraform" }),
  );
  addLong("change", "2026-10-16T10:01:00Z", pipeline(), updateFunction("policy-windows", { account: GUARD, revision: 2 }));
  for (let day = 1; day <= 21; day += 1) {
    const date = `2026-10-${String(day).padStart(2, "0")}`;
    add(`lift ${date}`, `${date}T01:00:00Z`, runtime(GUARD), updateOrgPolicy(CONSTRAINT, false));
    add(`restore ${date}`, `${date}T03:00:00Z`, runtime(GUARD), updateOrgPolicy(CONSTRAINT, true));
  }
}
