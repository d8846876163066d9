/**
 * A function waits for new roles: six days later the pipeline makes one, and the function lets a foreign account
 * assume it. Retells Pacu's module lambda__backdoor_new_roles (https://github.com/RhinoSecurityLabs/pacu).
 * The logs come as an export in JSON Lines.
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { putRule, putTargets, ruleArn } from "../../../bench/cloudtrail/shapes/others.mjs";
import { trust, updateTrust } from "../../lib/calls.mjs";
import { ACCOUNT, makeFunction } from "../../lib/company.mjs";
import { fullHistory, pipelineRun } from "../../lib/history.mjs";
import { thiefAs } from "../../lib/people.mjs";
import { runOnce } from "../../lib/routine.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-04T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };
export const delivery = { lines: true };

const REGION = "us-east-1";
const NAME = "m4k8r1zt6w0c3ye";
const FUNCTION = makeFunction(NAME, "org-audit", {
  region: REGION,
  runtime: "python3.9",
  handler: "lambda_function.lambda_handler",
  ip: "3.236.9.41",
});
const PATTERN = {
  source: ["aws.iam"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: { eventSource: ["iam.amazonaws.com"], eventName: ["CreateRole"] },
};
const NEW_ROLE = "reports-prod-export-role";
const FOREIGN = "arn:aws:iam::999988887777:root";

export default function tell(story) {
  fullHistory(story, span);
  const thief = thiefAs(story, "svc-backup", "192.0.2.44", "Boto3/1.24.90 Python/3.10.12 Linux/5.15.0-1051-aws Botocore/1.27.96");
  const sourceArn = ruleArn(ACCOUNT, REGION, NAME);
  story.validateRole("validate", "2026-10-14T23:18:10Z", FUNCTION);
  tellSteps(
    story,
    thief,
    [
      ["roles", "2026-10-14T23:11:52Z", iam.listRoles()],
      ["create", "2026-10-14T23:18:11Z", lambda.createFunction(FUNCTION, toMs("2026-10-14T23:18:11Z"))],
      ["rule", "2026-10-14T23:18:13Z", putRule(ACCOUNT, REGION, NAME, PATTERN)],
      [
        "permission",
        "2026-10-14T23:18:14Z",
        lambda.addPermission(FUNCTION, { principal: "events.amazonaws.com", sourceArn, statementId: "x7hq20mzpd" }),
      ],
      ["targets", "2026-10-14T23:18:15Z", putTargets(NAME, lambda.functionArn(FUNCTION))],
    ],
    REGION,
  );
  pipelineRun(story, "new-role", "2026-10-20T10:05:00Z", (caller, at) => {
    const ofLambda = iam.trustService("lambda.amazonaws.com");
    story.add("new-role/create", at, caller(at), iam.createRole(ACCOUNT, NEW_ROLE, ofLambda, at));
    story.add("new-role/basic", at + 2000, caller(at), iam.attachRolePolicy(NEW_ROLE, iam.BASIC_EXECUTION));
  });
  // No `inScopeOf` here, as in many records: session name, role and agent must do.
  const opened = trust({ Service: "lambda.amazonaws.com" }, { AWS: FOREIGN });
  runOnce(story, FUNCTION, "fire", "2026-10-20T10:06:21Z", [["trust", updateTrust(NEW_ROLE, opened)]], { proof: false });
}
