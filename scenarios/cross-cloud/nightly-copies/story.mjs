/**
 * Two functions that copy data between clouds every night, in both directions, deployed by their pipelines: the everyday life of the
 * identifiers that the attacks use. The pair: once, the Lambda function's session makes a key in Google Cloud.
 */
import { getSecretValue, secretArn } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { enterAws, enterGoogle, googleToken, sessionInGoogle } from "../../lib/cross-cloud/callers.mjs";
import { account, person, pipeline } from "../../lib/gcp/callers.mjs";
import { accessSecret, createAccount, createKey, keyId, setAccountPolicy, uniqueId } from "../../lib/gcp/calls.mjs";
import { createFunction, updateFunction } from "../../lib/gcp/deployments.mjs";
import { deployHistory as googleHistory } from "../../lib/gcp/history.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { runOnce, usualDeploys } from "../../lib/routine.mjs";
import { toMs } from "../../lib/story.mjs";

export const clouds = ["aws", "gcp"];
export const span = { from: "2026-10-03T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const OUTBOUND = makeFunction("price-mirror", "price-mirror-role", { ip: "3.248.97.14" });
const MIRROR = account("price-mirror");
const INBOUND = account("fn-rate-sync");
const DAY = 86_400_000;

export default function tell({ aws, gcp, pair }) {
  fullHistory(aws, { ...span, functions: 12 });
  googleHistory(gcp, span);
  usualDeploys(aws, OUTBOUND, "mirror", ["2026-10-05T11:00:00Z", "2026-10-09T14:00:00Z", "2026-10-14T10:00:00Z"]);
  gcp.add("account", "2026-10-03T12:00:00Z", pipeline(), createAccount(INBOUND));
  gcp.addLong("first version", "2026-10-03T12:01:00Z", pipeline(), createFunction("rate-sync", { account: INBOUND, tool: "terraform" }));
  gcp.addLong("next version", "2026-10-13T13:00:00Z", pipeline(), updateFunction("rate-sync", { account: INBOUND, revision: 2 }));
  const trusted = sessionInGoogle(OUTBOUND).principal;
  gcp.add("trust", "2026-10-04T10:05:00Z", person("ada"), setAccountPolicy(MIRROR, [["ADD", "roles/iam.workloadIdentityUser", trusted]]));
  for (let night = 0; night < 15; night += 1) nightly(aws, gcp, night, pair);
}

function nightly(aws, gcp, night, pair) {
  const at = toMs("2026-10-05T23:30:00Z") + night * DAY;
  runOnce(aws, OUTBOUND, `out-${night}`, at, []);
  const there = enterGoogle(gcp, `out-${night}`, at + 4000, sessionInGoogle(OUTBOUND), MIRROR);
  gcp.add(`out-${night}/secret`, at + 5000, there, accessSecret("price-feed"));
  if (pair && night === 9) gcp.add("key", at + 6000, there, createKey(account("billing-export"), keyId("nightly-copies")));
  const here = enterAws(aws, `in-${night}`, at + 600_000, googleToken(uniqueId(INBOUND)), { role: "rate-import", ip: "34.96.44.17" });
  aws.add(`in-${night}/secret`, at + 602_000, here, getSecretValue(secretArn(ACCOUNT, HOME, "rates/database")));
}
