/**
 * The credentials of a container are stolen; with them the thief reads functions' code, replaces one, and through its
 * role reaches another account, where it makes a key. Retells
 * https://sysdig.com/blog/cloud-breach-terraform-data-theft/ (SCARLETEEL). An organisation's trail has both accounts.
 */
import { taskRole } from "../../../bench/cloudtrail/callers.mjs";
import { roleSession } from "../../../bench/cloudtrail/identities.mjs";
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { assumeRole, getParameter } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { regularRuns, runOnce, usualDeploys } from "../../lib/routine.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-03T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };
export const delivery = { organisation: "o-4w8kz1m2qx" };

const OTHER = "444455556666";
const FUNCTION = makeFunction("billing-statements", "billing-statements-role", { runtime: "python3.12", ip: "52.208.7.201" });
const THIEF = { ip: "192.0.2.37", agent: "aws-cli/2.15.30 Python/3.11.8 Linux/6.5.0-kali3-amd64 exe/x86_64.kali.2024 prompt/off" };

/** What it does in every run. */
const acts = () => [["settings", getParameter(ACCOUNT, HOME, "/billing-statements/settings")]];

export default function tell(story) {
  fullHistory(story, span);
  usualDeploys(story, FUNCTION, "billing", [
    "2026-10-05T10:41:00Z",
    "2026-10-08T13:13:00Z",
    "2026-10-14T12:02:00Z",
    "2026-10-19T09:33:00Z",
  ]);
  regularRuns(story, FUNCTION, { label: "usual", first: "2026-10-03T07:10:00Z", times: 18, acts });

  const stolen = (time) => ({ ...taskRole(story.site, story.site.tasks[2], toMs(time)), ...THIEF });
  const armed = { ...FUNCTION, build: "armed" };
  tellSteps(story, stolen, [
    ["functions", "2026-10-21T05:02:19Z", lambda.listFunctions()],
    ["read-1", "2026-10-21T05:03:30Z", lambda.getFunction(FUNCTION)],
    ["read-2", "2026-10-21T05:03:44Z", lambda.getFunction(story.site.functions[3])],
    ["code", "2026-10-21T05:20:08Z", lambda.updateFunctionCode(armed, toMs("2026-10-21T05:20:08Z"))],
  ]);

  const at = toMs("2026-10-21T07:10:00Z");
  const keyId = "ASIA4OTHERACCOUNT777";
  const assumed = assumeRole({ account: OTHER, role: "finance-integration", session: "statements", keyId, ms: at + 3000 });
  runOnce(story, armed, "usual-18", at, [
    ["settings", getParameter(ACCOUNT, HOME, "/billing-statements/settings")],
    ["hop", assumed],
  ]);
  const identity = roleSession({ account: OTHER, role: "finance-integration", session: "statements", ms: at, startMs: at + 3000, keyId });
  const inOther = { identity, ip: FUNCTION.ip, agent: "Boto3/1.40.61 md/Botocore#1.40.61 exec-env/AWS_Lambda_python3.12", account: OTHER };
  story.add("other/users", at + 5000, inOther, iam.listUsers());
  story.add("other/key", at + 6000, inOther, iam.createAccessKey(OTHER, "finance-export", at + 6000, "second"));
}
