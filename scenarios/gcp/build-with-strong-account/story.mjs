/**
 * A build is started by hand with the account of the infrastructure pipeline; its only step makes
 * a key for another account, which is used from outside an hour later.
 * Retells https://rhinosecuritylabs.com/gcp/iam-privilege-escalation-gcp-cloudbuild/.
 */
import { THIEF, account, person, runtime, withKey } from "../../lib/gcp/callers.mjs";
import { accessSecret, createKey, keyId, setProjectPolicy } from "../../lib/gcp/calls.mjs";
import { createBuild } from "../../lib/gcp/deployments.mjs";
import { deployHistory } from "../../lib/gcp/history.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const INFRA = account("infra-apply");
const BACKUP = account("backup-writer");
const KEY = keyId("build-with-strong-account");

export default function tell(story) {
  const { add, addLong } = story;
  deployHistory(story, span);
  add(
    "infra role",
    "2026-10-04T10:00:00Z",
    person("ada"),
    setProjectPolicy([["ADD", "roles/iam.serviceAccountKeyAdmin", `serviceAccount:${INFRA}`]]),
  );
  addLong(
    "build",
    "2026-10-20T01:20:00Z",
    person("eva", { ip: THIEF }),
    createBuild("7c1f3c5e-91d4-4a57-8a0e-2f6f1f3a9b10", INFRA),
    180_000,
  );
  add("key", "2026-10-20T01:21:35Z", runtime(INFRA), createKey(BACKUP, KEY));
  add("use", "2026-10-20T02:25:10Z", withKey(BACKUP, KEY), accessSecret("backup-encryption"));
}
