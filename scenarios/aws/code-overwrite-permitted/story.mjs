/**
 * A leaked key replaces the code of an administrator's clean-up function and permits itself to call it.
 * Retells https://pathfinding.cloud/paths/lambda-005. Requests name the function by ARN and by part of it; its role
 * has a path.
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { getParameter } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { administrator, thiefAs } from "../../lib/people.mjs";
import { regularRuns, runOnce, usualDeploys } from "../../lib/routine.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-03T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };

const ROLE = "platform-janitor-role-7c1xk2m9";
const FUNCTION = makeFunction("platform-janitor", ROLE, { rolePath: "/service-role/", runtime: "python3.12", ip: "18.200.61.3" });

/** What it does in every run. */
const acts = () => [["settings", getParameter(ACCOUNT, HOME, "/platform-janitor/settings")]];

export default function tell(story) {
  fullHistory(story, span);
  const made = toMs("2026-10-03T08:50:12Z");
  story.add("rights", made, administrator(story, made), iam.attachRolePolicy(ROLE, iam.ADMINISTRATOR));
  const times = ["2026-10-05T11:14:00Z", "2026-10-08T14:02:00Z", "2026-10-13T09:48:00Z", "2026-10-16T10:30:00Z"];
  usualDeploys(story, FUNCTION, "janitor", times);
  regularRuns(story, FUNCTION, { label: "night", first: "2026-10-05T23:15:00Z", times: 16, acts });

  const armed = { ...FUNCTION, build: "armed" };
  const code = lambda.updateFunctionCode(armed, toMs("2026-10-21T04:33:19Z"));
  const permission = lambda.addPermission(FUNCTION, {
    principal: `arn:aws:iam::${ACCOUNT}:user/svc-monitoring`,
    statementId: "monitoring",
  });
  tellSteps(story, thiefAs(story, "svc-monitoring", "192.0.2.160"), [
    ["read", "2026-10-21T04:30:02Z", lambda.getFunction(FUNCTION)],
    ["code", "2026-10-21T04:33:19Z", { ...code, request: { ...code.request, functionName: lambda.functionArn(FUNCTION) } }],
    [
      "permission",
      "2026-10-21T04:34:05Z",
      { ...permission, request: { ...permission.request, functionName: `${ACCOUNT}:function:${FUNCTION.name}` } },
    ],
  ]);
  const at = "2026-10-21T04:35:11Z";
  runOnce(story, armed, "run", at, [["key", iam.createAccessKey(ACCOUNT, "svc-backup", toMs(at) + 2000, "second")]]);
}
