/**
 * A leaked key replaces the code of a Lambda function that copies prices to Google Cloud every night. The new code enters Google as
 * usual and makes a key of a stronger account there; the key deploys a function of its own. Google's logs name the function's
 * role and session in every step, which is what ties the two clouds together.
 */
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { makeFunction } from "../../lib/company.mjs";
import { enterGoogle, sessionInGoogle } from "../../lib/cross-cloud/callers.mjs";
import { account, person, withKey } from "../../lib/gcp/callers.mjs";
import { accessSecret, createKey, keyId, setAccountPolicy, setProjectPolicy } from "../../lib/gcp/calls.mjs";
import { createFunction } from "../../lib/gcp/deployments.mjs";
import { deployHistory as googleHistory } from "../../lib/gcp/history.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { thiefAs } from "../../lib/people.mjs";
import { runOnce, usualDeploys } from "../../lib/routine.mjs";
import { toMs } from "../../lib/story.mjs";

export const clouds = ["aws", "gcp"];
export const span = { from: "2026-10-03T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const FUNCTION = makeFunction("price-mirror", "price-mirror-role", { ip: "3.248.97.14" });
const MIRROR = account("price-mirror");
const PLATFORM = account("platform-admin");
const DAY = 86_400_000;

export default function tell({ aws, gcp, pair }) {
  fullHistory(aws, { ...span, functions: 12 });
  googleHistory(gcp, span);
  usualDeploys(aws, FUNCTION, "mirror", ["2026-10-05T11:00:00Z", "2026-10-09T14:00:00Z", "2026-10-14T10:00:00Z"]);
  gcp.add("owner role", "2026-10-04T10:00:00Z", person("ada"), setProjectPolicy([["ADD", "roles/owner", `serviceAccount:${PLATFORM}`]]));
  const trusted = sessionInGoogle(FUNCTION).principal;
  gcp.add("trust", "2026-10-04T10:05:00Z", person("ada"), setAccountPolicy(MIRROR, [["ADD", "roles/iam.workloadIdentityUser", trusted]]));
  for (let night = 0; night < 15; night += 1) usualNight(aws, gcp, night);

  const armed = { ...FUNCTION, build: "armed" };
  const at = "2026-10-20T02:10:00Z";
  const code = lambda.updateFunctionCode(armed, toMs("2026-10-20T02:04:31Z"));
  aws.add("code", "2026-10-20T02:04:31Z", thiefAs(aws, "svc-monitoring", "192.0.2.160"), code);
  runOnce(aws, armed, "run", at, []);
  // The pair: the same deeds by a session of another role.
  const session = sessionInGoogle(FUNCTION, pair ? "price-reports-role" : FUNCTION.roleName);
  const inside = enterGoogle(gcp, "enter", toMs(at) + 5000, session, MIRROR);
  const key = keyId("lambda-enters-google");
  gcp.add("key", toMs(at) + 7000, inside, createKey(PLATFORM, key));
  gcp.addLong("function", "2026-10-20T02:40:00Z", withKey(PLATFORM, key), createFunction("metrics-agent", { account: PLATFORM }));
}

function usualNight(aws, gcp, night) {
  const at = toMs("2026-10-05T23:30:00Z") + night * DAY;
  if (at > toMs("2026-10-19T23:59:00Z")) return;
  runOnce(aws, FUNCTION, `night-${night}`, at, []);
  const inside = enterGoogle(gcp, `night-${night}`, at + 4000, sessionInGoogle(FUNCTION), MIRROR);
  gcp.add(`night-${night}/secret`, at + 5000, inside, accessSecret("price-feed"));
}
