/**
 * Somebody who never deployed here replaces the code of a function that may mint tokens; the new
 * code becomes another account and, as that account, makes a key for it.
 */
import { THIEF, account, person, pipeline, runtime } from "../../lib/gcp/callers.mjs";
import { createKey, generateToken, keyId, setProjectPolicy } from "../../lib/gcp/calls.mjs";
import { updateFunction, createFunction } from "../../lib/gcp/deployments.mjs";
import { deployHistory } from "../../lib/gcp/history.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const SIGNER = account("fn-link-signer");
const ADMIN = account("project-admin");

export default function tell(story) {
  const { add, addLong } = story;
  deployHistory(story, span);
  add(
    "signer role",
    "2026-10-02T09:00:00Z",
    person("ada"),
    setProjectPolicy([["ADD", "roles/iam.serviceAccountTokenCreator", `serviceAccount:${SIGNER}`]]),
  );
  addLong("first version", "2026-10-02T09:30:00Z", pipeline(), createFunction("link-signer", { account: SIGNER, tool: "terraform" }));
  for (const day of ["04", "07", "10", "14"])
    addLong(
      `version of ${day}`,
      `2026-10-${day}T13:00:00Z`,
      pipeline(),
      updateFunction("link-signer", { account: SIGNER, revision: Number(day) }),
    );
  addLong(
    "overwrite",
    "2026-10-19T21:44:12Z",
    person("bruno", { ip: THIEF }),
    updateFunction("link-signer", { account: SIGNER, revision: 99 }),
  );
  add("become", "2026-10-19T21:46:00Z", runtime(SIGNER), generateToken(ADMIN));
  add("key", "2026-10-19T21:46:03Z", runtime(ADMIN, { delegates: [SIGNER] }), createKey(ADMIN, keyId("code-update-by-stranger")));
}
