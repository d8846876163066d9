/** The logs begin as a company moves in: nobody has a past yet. The pipeline makes a rotation in its first week, whose keys are used at once. */
import { account, pipeline, runtime, withKey } from "../../lib/gcp/callers.mjs";
import { accessSecret, addSecret, createAccount, createKey, keyId, setProjectPolicy } from "../../lib/gcp/calls.mjs";
import { createFunction } from "../../lib/gcp/deployments.mjs";
import { deployHistory } from "../../lib/gcp/history.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const ROTATOR = account("fn-key-rotation");
const PARTNER = account("partner-upload");
const PARTNERS_OFFICE = "198.51.100.70";

export default function tell(story) {
  const { add, addLong } = story;
  deployHistory(story, span);
  add("account", "2026-10-02T08:00:00Z", pipeline(), createAccount(ROTATOR));
  add(
    "role",
    "2026-10-02T08:00:10Z",
    pipeline(),
    setProjectPolicy([["ADD", "roles/iam.serviceAccountKeyAdmin", `serviceAccount:${ROTATOR}`]]),
  );
  addLong("deploy", "2026-10-02T08:01:00Z", pipeline(), createFunction("key-rotation", { account: ROTATOR, tool: "terraform" }));
  for (const day of ["03", "10", "17"]) {
    add(`make ${day}`, `2026-10-${day}T03:00:00Z`, runtime(ROTATOR), createKey(PARTNER, keyId(`first week ${day}`)));
    add(`store ${day}`, `2026-10-${day}T03:00:05Z`, runtime(ROTATOR), addSecret("partner-upload-key"));
    add(
      `use ${day}`,
      `2026-10-${day}T05:00:00Z`,
      withKey(PARTNER, keyId(`first week ${day}`), PARTNERS_OFFICE),
      accessSecret("partner-feed"),
    );
  }
}
