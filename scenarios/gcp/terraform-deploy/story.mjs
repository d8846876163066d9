/** The pipeline makes an account, gives it rights and deploys a function with it; the first try fails because the account is not there yet. */
import { account, pipeline, runtime } from "../../lib/gcp/callers.mjs";
import { accessSecret, createAccount, setAccountPolicy, setProjectPolicy } from "../../lib/gcp/calls.mjs";
import { createFunction } from "../../lib/gcp/deployments.mjs";
import { deployHistory } from "../../lib/gcp/history.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const RUNNER = account("fn-exports");

export default function tell(story) {
  const { add, addLong } = story;
  deployHistory(story, span);
  add("account", "2026-10-19T12:00:00Z", pipeline(), createAccount(RUNNER));
  add(
    "role",
    "2026-10-19T12:00:20Z",
    pipeline(),
    setProjectPolicy([["ADD", "roles/secretmanager.secretAccessor", `serviceAccount:${RUNNER}`]]),
  );
  add(
    "right to attach",
    "2026-10-19T12:00:25Z",
    pipeline(),
    setAccountPolicy(RUNNER, [["ADD", "roles/iam.serviceAccountUser", `serviceAccount:${pipeline().email}`]]),
  );
  const missing = { code: 5, message: `Service account ${RUNNER} does not exist.` };
  addLong(
    "failed",
    "2026-10-19T12:00:40Z",
    pipeline(),
    { ...createFunction("exports", { account: RUNNER, tool: "terraform" }), response: undefined, status: missing },
    3000,
  );
  addLong("deploy", "2026-10-19T12:02:00Z", pipeline(), createFunction("exports", { account: RUNNER, tool: "terraform" }));
  add("read", "2026-10-19T12:05:00Z", runtime(RUNNER), accessSecret("exports-db"));
}
