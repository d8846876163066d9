/**
 * The first ever `terraform apply` in an account, by an engineer at a terminal: the new role is
 * not yet known to Lambda, so CreateFunction fails twice before it succeeds. Then the function
 * runs on a schedule. The logs begin with it: nobody has any history.
 */
import { terminalPerson, TERRAFORM } from "../../../bench/cloudtrail/callers.mjs";
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import {
  createLogGroup,
  createLogStream,
  getCallerIdentity,
  putRule,
  putTargets,
  ruleArn,
} from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { refused, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-12T07:00:00Z", to: "2026-10-13T07:00:00Z", ordinary: 2400, functions: 18 };

const FUNCTION = makeFunction("orders-dev-reconcile", "orders-dev-reconcile-role", { runtime: "nodejs22.x", timeout: 60, memory: 256 });
const RULE = "orders-dev-reconcile-schedule";
const NOT_YET = "The role defined for the function cannot be assumed by Lambda.";

export default function tell(story) {
  const { site, add } = story;
  const engineer = (time) => ({ ...terminalPerson(site, site.people[2], toMs(time), ""), agent: TERRAFORM });
  const step = (label, time, call) => add(label, time, engineer(time), call);

  step("who-am-i", "2026-10-12T07:21:03Z", getCallerIdentity());
  step(
    "role",
    "2026-10-12T07:21:09Z",
    iam.createRole(ACCOUNT, FUNCTION.roleName, iam.trustService("lambda.amazonaws.com"), toMs("2026-10-12T07:21:09Z"), {
      tags: [{ key: "managed-by", value: "terraform" }],
    }),
  );
  const rights = iam.allow(
    { actions: ["dynamodb:Query", "dynamodb:GetItem"], resources: `arn:aws:dynamodb:${HOME}:${ACCOUNT}:table/orders-table` },
    {
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: `arn:aws:logs:${HOME}:${ACCOUNT}:log-group:/aws/lambda/${FUNCTION.name}:*`,
    },
  );
  step("rights", "2026-10-12T07:21:10Z", iam.putRolePolicy(FUNCTION.roleName, "orders-dev-reconcile", rights));
  step("log-group", "2026-10-12T07:21:10Z", createLogGroup(`/aws/lambda/${FUNCTION.name}`));

  const create = (time) => lambda.createFunction(FUNCTION, toMs(time), { tags: { "managed-by": "terraform" } });
  step("create-fails", "2026-10-12T07:21:11Z", refused(create("2026-10-12T07:21:11Z"), "InvalidParameterValueException", NOT_YET));
  step("create-fails-again", "2026-10-12T07:21:15Z", refused(create("2026-10-12T07:21:15Z"), "InvalidParameterValueException", NOT_YET));
  story.validateRole("validate", "2026-10-12T07:21:20Z", FUNCTION);
  step("create", "2026-10-12T07:21:21Z", create("2026-10-12T07:21:21Z"));
  step("rule", "2026-10-12T07:21:23Z", putRule(ACCOUNT, HOME, RULE, null, { scheduleExpression: "rate(1 hour)" }));
  step(
    "permission",
    "2026-10-12T07:21:24Z",
    lambda.addPermission(FUNCTION, {
      principal: "events.amazonaws.com",
      sourceArn: ruleArn(ACCOUNT, HOME, RULE),
      statementId: "terraform-20261012072124118300000001",
    }),
  );
  step("targets", "2026-10-12T07:21:24Z", putTargets(RULE, lambda.functionArn(FUNCTION), "reconcile"));

  for (let hour = 0; hour < 20; hour += 1) {
    const at = toMs("2026-10-12T08:21:30Z") + hour * 3_600_000;
    const runtime = story.startRun(`run-${hour}`, at, FUNCTION);
    add(
      `run-${hour}/log`,
      at + 1000,
      runtime(at + 1000),
      createLogStream(`/aws/lambda/${FUNCTION.name}`, `2026/10/12/[$LATEST]reconcile-${hour}`),
    );
    add(`run-${hour}/table`, at + 2000, runtime(at + 2000), {
      service: "dynamodb.amazonaws.com",
      name: "DescribeTable",
      readOnly: true,
      request: { tableName: "orders-table" },
    });
  }
}
