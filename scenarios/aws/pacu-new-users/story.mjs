/**
 * A function waits for new users: five days later an administrator creates one, and the function
 * makes itself a key for it. Retells Pacu's module lambda__backdoor_new_users
 * (https://github.com/RhinoSecurityLabs/pacu). Everything is in us-east-1, where IAM events are.
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { createLogStream, getCallerIdentity, putRule, putTargets, ruleArn } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { administrator, thiefAs } from "../../lib/people.mjs";
import { toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-02T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 2000, functions: 18 };

const REGION = "us-east-1";
const NAME = "q7x2m0kz4v9t1ab";
const FUNCTION = makeFunction(NAME, "identity-sync", {
  region: REGION,
  runtime: "python3.9",
  handler: "lambda_function.lambda_handler",
  ip: "3.236.118.9",
});
const PATTERN = {
  source: ["aws.iam"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: { eventSource: ["iam.amazonaws.com"], eventName: ["CreateUser"] },
};
const NEW_USER = "t.okafor";

export default function tell(story) {
  fullHistory(story, span);
  plant(story);
  hireSomebody(story);
  fire(story);
}

function plant(story) {
  const thief = thiefAs(story, "svc-monitoring", "192.0.2.201", "Boto3/1.24.90 Python/3.10.12 Linux/5.15.0-1051-aws Botocore/1.27.96");
  const step = (label, time, call) => story.add(label, time, thief, call, REGION);
  step("who-am-i", "2026-10-16T22:05:11Z", getCallerIdentity());
  step("roles", "2026-10-16T22:06:30Z", iam.listRoles());
  story.validateRole("validate", "2026-10-16T22:09:40Z", FUNCTION);
  step("create", "2026-10-16T22:09:41Z", lambda.createFunction(FUNCTION, toMs("2026-10-16T22:09:41Z")));
  step("rule", "2026-10-16T22:09:44Z", putRule(ACCOUNT, REGION, NAME, PATTERN));
  step(
    "permission",
    "2026-10-16T22:09:45Z",
    lambda.addPermission(FUNCTION, {
      principal: "events.amazonaws.com",
      sourceArn: ruleArn(ACCOUNT, REGION, NAME),
      statementId: "k3fw9zq1xe",
    }),
  );
  step("targets", "2026-10-16T22:09:46Z", putTargets(NAME, lambda.functionArn(FUNCTION)));
}

/** An ordinary first working day, five days later. */
function hireSomebody(story) {
  const step = (label, time, call) => story.add(label, time, administrator(story, time), call);
  step("hire/user", "2026-10-21T08:31:02Z", iam.createUser(ACCOUNT, NEW_USER, toMs("2026-10-21T08:31:02Z")));
  step("hire/login", "2026-10-21T08:31:04Z", iam.createLoginProfile(NEW_USER, toMs("2026-10-21T08:31:04Z")));
  step("hire/group", "2026-10-21T08:31:39Z", iam.addUserToGroup("platform", NEW_USER));
}

/** No `inScopeOf` here, as in many records: session name, role and agent must do. */
function fire(story) {
  const runtime = story.startRun("assume", "2026-10-21T08:31:48Z", FUNCTION, { proof: false });
  story.add(
    "log-stream",
    "2026-10-21T08:31:49Z",
    runtime("2026-10-21T08:31:49Z"),
    createLogStream(`/aws/lambda/${NAME}`, "2026/10/21/[$LATEST]9b8a7c6d5e4f40312a1b0c9d8e7f6a5b"),
    REGION,
  );
  story.add(
    "key",
    "2026-10-21T08:31:50Z",
    runtime("2026-10-21T08:31:50Z"),
    iam.createAccessKey(ACCOUNT, NEW_USER, toMs("2026-10-21T08:31:50Z")),
  );
}
