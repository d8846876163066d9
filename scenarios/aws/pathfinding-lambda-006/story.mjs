/**
 * A developer's stolen session passes an administrator role to a new function and lets a foreign
 * account call it. The call itself is in nobody's logs here; what the function does is.
 * Retells https://pathfinding.cloud/paths/lambda-006.
 */
import { pipelineSession } from "../../../bench/cloudtrail/callers.mjs";
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { createLogStream, getCallerIdentity } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { developer, makeAdminRole } from "../../lib/people.mjs";
import { toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-05T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 2100, functions: 18 };

const FOREIGN = "444455556666";
const FUNCTION = makeFunction("catalog-prod-warmup", "data-migration", { runtime: "nodejs20.x", timeout: 300, ip: "54.228.61.77" });

export default function tell(story) {
  fullHistory(story, span);
  makeAdminRole(story, "data-migration", "2026-10-08T13:05:40Z", (ms) => pipelineSession(story.site, ms));

  const step = (label, time, command, call) => story.add(label, time, { ...developer(story, time, command), ip: "192.0.2.91" }, call);
  step("who-am-i", "2026-10-20T19:48:12Z", "sts.get-caller-identity", getCallerIdentity());
  step("roles", "2026-10-20T19:49:50Z", "iam.list-roles", iam.listRoles());
  step("role-rights", "2026-10-20T19:51:21Z", "iam.list-attached-role-policies", iam.listAttachedRolePolicies("data-migration"));
  story.validateRole("validate", "2026-10-20T20:02:16Z", FUNCTION);
  step("create", "2026-10-20T20:02:17Z", "lambda.create-function", lambda.createFunction(FUNCTION, toMs("2026-10-20T20:02:17Z")));
  step(
    "permission",
    "2026-10-20T20:03:38Z",
    "lambda.add-permission",
    lambda.addPermission(FUNCTION, { principal: FOREIGN, statementId: "partner-warmup" }),
  );

  // The agent lacks the runtime's mark: the code cleared AWS_EXECUTION_ENV.
  const runtime = story.startRun("assume", "2026-10-20T20:17:02Z", FUNCTION, { marked: false });
  const act = (label, time, call) => story.add(label, time, runtime(time), call);
  act(
    "log-stream",
    "2026-10-20T20:17:03Z",
    createLogStream(`/aws/lambda/${FUNCTION.name}`, "2026/10/20/[$LATEST]0a4c5d1e7f2b4c6d8e9f0a1b2c3d4e5f"),
  );
  act("users", "2026-10-20T20:17:04Z", iam.listUsers());
  act("key", "2026-10-20T20:17:06Z", iam.createAccessKey(ACCOUNT, "svc-backup", toMs("2026-10-20T20:17:06Z"), "second"));
}
