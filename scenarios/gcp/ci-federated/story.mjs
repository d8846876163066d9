/** A pipeline signs in through workload identity federation, impersonates its account and deploys what it always deploys, then a new function. */
import { account, federated, person, runtime } from "../../lib/gcp/callers.mjs";
import { accessSecret, createAccount, setProjectPolicy } from "../../lib/gcp/calls.mjs";
import { createFunction, setInvokers, updateFunction } from "../../lib/gcp/deployments.mjs";
import { deployHistory } from "../../lib/gcp/history.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const RUNNER = account("fn-webhooks");

export default function tell(story) {
  const { add, addLong } = story;
  deployHistory(story, { ...span, by: federated() });
  add(
    "pipeline role",
    "2026-10-01T08:00:00Z",
    person("ada"),
    setProjectPolicy([["ADD", "roles/cloudfunctions.developer", `serviceAccount:${federated().email}`]]),
  );
  add("account", "2026-10-20T09:00:00Z", federated(), createAccount(RUNNER));
  addLong("deploy", "2026-10-20T09:01:00Z", federated(), createFunction("webhooks", { account: RUNNER, tool: "cli-gcloud" }));
  add("open", "2026-10-20T09:02:30Z", federated(), setInvokers("webhooks", ["allUsers"]));
  addLong("again", "2026-10-20T11:30:00Z", federated(), updateFunction("webhooks", { account: RUNNER, revision: 2 }));
  add("read", "2026-10-20T11:35:00Z", runtime(RUNNER), accessSecret("webhooks-token"));
}
