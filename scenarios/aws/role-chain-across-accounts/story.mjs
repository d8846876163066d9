/**
 * A new function's role assumes a role in a second account, that one a role in a third, and that one the third's
 * administrator, under another session name each time; there a user is made an administrator. Builds on
 * https://pathfinding.cloud/paths/sts-001. Each AssumeRole between accounts is recorded in both, with one shared id.
 */
import { roleSession } from "../../../bench/cloudtrail/identities.mjs";
import { uuidFrom } from "../../../bench/cloudtrail/random.mjs";
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { assumeRole, getCallerIdentity } from "../../../bench/cloudtrail/shapes/others.mjs";
import { makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { thiefAs } from "../../lib/people.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-04T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };
export const delivery = { organisation: "o-4w8kz1m2qx" };

const FUNCTION = makeFunction("inventory-compare", "inventory-reader", { runtime: "python3.12", ip: "34.240.5.150" });
const HOPS = [
  { account: "444455556666", role: "shared-services-reader", session: "compare", keyId: "ASIA4HOPONE222333444" },
  { account: "777788889999", role: "network-support", session: "i-0f3b9a1c2d4e5f607", keyId: "ASIA4HOPTWO222333444" },
  { account: "777788889999", role: "OrganizationAccountAccessRole", session: "console", keyId: "ASIA4HOPTHREE2233444" },
];

export default function tell(story) {
  fullHistory(story, span);
  story.validateRole("validate", "2026-10-20T15:20:30Z", FUNCTION);
  tellSteps(story, thiefAs(story, "svc-inventory", "192.0.2.140"), [
    ["who-am-i", "2026-10-20T15:11:00Z", getCallerIdentity()],
    ["create", "2026-10-20T15:20:31Z", lambda.createFunction(FUNCTION, toMs("2026-10-20T15:20:31Z"))],
    ["invoke", "2026-10-20T15:21:40Z", lambda.invoke(FUNCTION, "Event")],
  ]);
  const at = toMs("2026-10-20T15:21:42Z");
  let caller = story.startRun("start", at, FUNCTION)(at);
  for (const [i, hop] of HOPS.entries()) {
    const ms = at + 2000 + i * 3000;
    assumedIn(story, `hop-${i}`, ms, caller, hop);
    const identity = roleSession({ ...hop, ms, startMs: ms });
    caller = { identity, ip: FUNCTION.ip, agent: "Boto3/1.40.61 md/Botocore#1.40.61 lang/python#3.12.11", account: hop.account };
  }
  story.add("users", at + 12_000, caller, iam.listUsers());
  story.add("attach", at + 13_000, caller, iam.attachUserPolicy("breakglass", iam.ADMINISTRATOR));
}

/** Between accounts both sides record it: the caller's, and the role's owner with the answer's details. */
function assumedIn(story, label, ms, caller, hop) {
  const call = assumeRole({ ...hop, ms });
  const sharedId = uuidFrom(`${story.name}/${label}/shared`);
  story.add(label, ms, caller, call);
  story.steps.get(label).sharedEventID = sharedId;
  if (caller.account === hop.account) return;
  story.add(`${label}/other-side`, ms, { ...caller, account: hop.account, identity: asSeenAbroad(caller.identity) }, call);
  story.steps.get(`${label}/other-side`).sharedEventID = sharedId;
}

function asSeenAbroad({ principalId, accountId }) {
  return { type: "AWSAccount", principalId, accountId };
}
