/** A function rotates a service account's key every few days: it makes one, stores it as a secret, and deletes the one before. */
import { account, pipeline, runtime } from "../../lib/gcp/callers.mjs";
import { addSecret, createAccount, createKey, deleteKey, keyId, setProjectPolicy } from "../../lib/gcp/calls.mjs";
import { createFunction, updateFunction } from "../../lib/gcp/deployments.mjs";
import { deployHistory } from "../../lib/gcp/history.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const ROTATOR = account("fn-key-rotation");
const PARTNER = account("partner-upload");

export default function tell(story) {
  const { add, addLong } = story;
  deployHistory(story, span);
  add("account", "2026-10-10T10:00:00Z", pipeline(), createAccount(ROTATOR));
  add(
    "role",
    "2026-10-10T10:00:30Z",
    pipeline(),
    setProjectPolicy([["ADD", "roles/iam.serviceAccountKeyAdmin", `serviceAccount:${ROTATOR}`]]),
  );
  addLong("deploy", "2026-10-10T10:01:00Z", pipeline(), createFunction("key-rotation", { account: ROTATOR, tool: "terraform" }));
  addLong("change", "2026-10-16T10:01:00Z", pipeline(), updateFunction("key-rotation", { account: ROTATOR, revision: 2 }));
  for (const day of ["11", "13", "15", "17", "19", "21"]) {
    add(`make ${day}`, `2026-10-${day}T11:00:00Z`, runtime(ROTATOR), createKey(PARTNER, keyId(`rotation ${day}`)));
    add(`store ${day}`, `2026-10-${day}T11:00:04Z`, runtime(ROTATOR), addSecret("partner-upload-key"));
    add(`delete ${day}`, `2026-10-${day}T11:00:09Z`, runtime(ROTATOR), deleteKey(PARTNER, keyId(`rotation before ${day}`)));
  }
}
