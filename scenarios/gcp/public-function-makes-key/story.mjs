/**
 * A developer's stolen session deploys a function that runs as a powerful account, opens it to
 * everybody, and lets it make a key for the billing account; the key is then used from outside.
 * Retells https://github.com/RhinoSecurityLabs/GCP-IAM-Privilege-Escalation (functions with a privileged account).
 */
import { THIEF, FUNCTIONS_AGENT, account, agent, person, runtime, withKey } from "../../lib/gcp/callers.mjs";
import { createKey, keyId, listSecrets, accessSecret, setProjectPolicy } from "../../lib/gcp/calls.mjs";
import { createFunction, setInvokers, writeService } from "../../lib/gcp/deployments.mjs";
import { deployHistory } from "../../lib/gcp/history.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const RUNNER = account("ops-automation");
const BILLING = account("billing-export");
const KEY = keyId("public-function-makes-key");

export default function tell(story) {
  const { add, addLong } = story;
  deployHistory(story, span);
  add("owner role", "2026-10-06T10:00:00Z", person("ada"), setProjectPolicy([["ADD", "roles/owner", `serviceAccount:${RUNNER}`]]));
  const thief = person("farid", { ip: THIEF });
  addLong("create", "2026-10-20T02:31:53Z", thief, createFunction("cache-warmer", { account: RUNNER }));
  add("service", "2026-10-20T02:32:20Z", agent(FUNCTIONS_AGENT), writeService("cache-warmer", RUNNER));
  add("open", "2026-10-20T02:33:10Z", thief, setInvokers("cache-warmer", ["allUsers"]));
  add("key", "2026-10-20T02:34:02Z", runtime(RUNNER), createKey(BILLING, KEY));
  add("use", "2026-10-20T03:05:41Z", withKey(BILLING, KEY), listSecrets());
  add("loot", "2026-10-20T03:06:12Z", withKey(BILLING, KEY), accessSecret("payment-provider"));
}
