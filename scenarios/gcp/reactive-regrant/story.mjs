/**
 * A function that waits for changes of the project's policy: when the back door's owner role is
 * taken away, it gives it back within seconds. The intruder made it days before.
 */
import { THIEF, DEFAULT_COMPUTE, account, person, runtime } from "../../lib/gcp/callers.mjs";
import { setProjectPolicy } from "../../lib/gcp/calls.mjs";
import { createFunction, createTrigger } from "../../lib/gcp/deployments.mjs";
import { deployHistory } from "../../lib/gcp/history.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const KEEPER = account("policy-sync");
const DOOR = "user:dmitri@fernwood.example";

export default function tell(story) {
  const { add, addLong } = story;
  deployHistory(story, span);
  add(
    "keeper role",
    "2026-10-05T09:00:00Z",
    person("ada"),
    setProjectPolicy([["ADD", "roles/resourcemanager.projectIamAdmin", `serviceAccount:${KEEPER}`]]),
  );
  const thief = person("dmitri", { ip: THIEF });
  addLong("create", "2026-10-13T23:40:10Z", thief, createFunction("policy-audit", { account: KEEPER }));
  const filters = [
    { attribute: "type", value: "google.cloud.audit.log.v1.written" },
    { attribute: "serviceName", value: "cloudresourcemanager.googleapis.com" },
    { attribute: "methodName", value: "SetIamPolicy" },
  ];
  addLong("bind", "2026-10-13T23:42:30Z", thief, createTrigger("policy-audit", "policy-audit", filters, DEFAULT_COMPUTE));
  add("removed", "2026-10-20T10:15:00Z", person("ada"), setProjectPolicy([["REMOVE", "roles/owner", DOOR]]));
  add("given back", "2026-10-20T10:15:21Z", runtime(KEEPER), setProjectPolicy([["ADD", "roles/owner", DOOR]]));
}
