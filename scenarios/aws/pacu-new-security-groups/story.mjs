/**
 * A function waits for new security groups and opens each to the world. Retells Pacu's module
 * lambda__backdoor_new_sec_groups (https://github.com/RhinoSecurityLabs/pacu). Requests name the function by its ARN;
 * its role, made in the console years ago, has a path.
 */
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { putRule, putTargets, ruleArn } from "../../../bench/cloudtrail/shapes/others.mjs";
import { authorizeIngress, createSecurityGroup, groupId } from "../../lib/calls.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { administrator, thiefAs } from "../../lib/people.mjs";
import { runOnce } from "../../lib/routine.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-04T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };

const NAME = "w8z3p0xk5r7bq2n";
const FUNCTION = makeFunction(NAME, "network-tagger-role-9vq1x3zt", {
  rolePath: "/service-role/",
  runtime: "python3.9",
  ip: "34.240.77.18",
});
const PATTERN = {
  source: ["aws.ec2"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: { eventSource: ["ec2.amazonaws.com"], eventName: ["CreateSecurityGroup"] },
};
const GROUP = "returns-batch";

/** Some tools name a function by its whole ARN. */
const byArn = (call) => ({ ...call, request: { ...call.request, functionName: lambda.functionArn(FUNCTION) } });

export default function tell(story) {
  fullHistory(story, span);
  const sourceArn = ruleArn(ACCOUNT, HOME, NAME);
  const permission = lambda.addPermission(FUNCTION, { principal: "events.amazonaws.com", sourceArn, statementId: "b0r7wz44xe" });
  story.validateRole("validate", "2026-10-16T03:41:06Z", FUNCTION);
  tellSteps(story, thiefAs(story, "svc-monitoring", "192.0.2.118"), [
    ["functions", "2026-10-16T03:36:50Z", lambda.listFunctions()],
    ["create", "2026-10-16T03:41:07Z", lambda.createFunction(FUNCTION, toMs("2026-10-16T03:41:07Z"))],
    ["rule", "2026-10-16T03:41:09Z", putRule(ACCOUNT, HOME, NAME, PATTERN)],
    ["permission", "2026-10-16T03:41:10Z", byArn(permission)],
    ["targets", "2026-10-16T03:41:11Z", putTargets(NAME, lambda.functionArn(FUNCTION))],
  ]);
  story.add("group", "2026-10-19T12:22:40Z", administrator(story, "2026-10-19T12:22:40Z"), createSecurityGroup(GROUP));
  runOnce(story, FUNCTION, "fire", "2026-10-19T12:23:31Z", [["open", authorizeIngress(groupId(GROUP), "0.0.0.0/0")]]);
}
