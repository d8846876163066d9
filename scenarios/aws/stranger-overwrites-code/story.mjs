/**
 * A leaked key of a user who never deployed anything replaces the code of a function that nobody has changed in these logs.
 * The function reads secrets that it never read, and gets its old code back. After
 * https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.lambda-overwrite-code/ and
 * https://pathfinding.cloud/paths/lambda-004.
 */
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { getCallerIdentity, getParameter, getSecretValue, listSecrets, secretArn } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { thiefAs } from "../../lib/people.mjs";
import { regularRuns, runOnce } from "../../lib/routine.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-05T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 600, functions: 18 };

const FUNCTION = makeFunction("loyalty-points", "loyalty-points-role", { runtime: "python3.11", ip: "52.19.8.41" });
const secret = (name) => getSecretValue(secretArn(ACCOUNT, HOME, name));
const acts = () => [
  ["settings", getParameter(ACCOUNT, HOME, "/loyalty-points/settings")],
  ["own-secret", secret("loyalty/database")],
];

export default function tell(story) {
  fullHistory(story, span);
  regularRuns(story, FUNCTION, { label: "usual", first: "2026-10-05T05:30:00Z", times: 15, acts });

  const armed = { ...FUNCTION, build: "armed" };
  const at = toMs("2026-10-20T02:16:40Z");
  tellSteps(story, thiefAs(story, "svc-newsletter", "192.0.2.77"), [
    ["who-am-i", "2026-10-20T02:11:04Z", getCallerIdentity()],
    ["functions", "2026-10-20T02:11:31Z", lambda.listFunctions()],
    ["read", "2026-10-20T02:12:10Z", lambda.getFunction(FUNCTION)],
    ["arm", "2026-10-20T02:16:02Z", lambda.updateFunctionCode(armed, toMs("2026-10-20T02:16:02Z"))],
    ["run", "2026-10-20T02:16:38Z", lambda.invoke(FUNCTION)],
    ["restore", "2026-10-20T02:21:15Z", lambda.updateFunctionCode(FUNCTION, toMs("2026-10-20T02:21:15Z"))],
  ]);
  runOnce(story, armed, "armed", at, [
    ["secrets", listSecrets()],
    ["payments", secret("payments/provider-key")],
    ["warehouse", secret("warehouse/database")],
  ]);
}
