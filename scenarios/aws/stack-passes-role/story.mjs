/**
 * A leaked key may not touch Lambda, but it may give CloudFormation a stack and an administrator's role: the stack
 * makes a function, which runs as a custom resource and makes a key. Retells
 * https://pathfinding.cloud/paths/cloudformation-001, in AWS GovCloud (US).
 */
import { throughCloudFormation } from "../../../bench/cloudtrail/callers.mjs";
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { createStack } from "../../lib/calls.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { thiefAs } from "../../lib/people.mjs";
import { runOnce } from "../../lib/routine.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-05T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };
export const delivery = { partition: "aws-us-gov" };

const EXEC_ROLE = "cloudformation-service-role";
const ROLE = "reporting-Handler-1XK2M9QZ7";
const FUNCTION = makeFunction("reporting-Handler-a8Kx20Zq", ROLE, { runtime: "python3.12", ip: "52.61.18.40" });

export default function tell(story) {
  fullHistory(story, span);
  const start = toMs("2026-10-20T13:30:40Z");
  const roleARN = `arn:aws:iam::${ACCOUNT}:role/${EXEC_ROLE}`;
  tellSteps(story, thiefAs(story, "svc-inventory", "192.0.2.55"), [
    ["roles", "2026-10-20T13:22:01Z", iam.listRoles()],
    ["stack", start, createStack(ACCOUNT, HOME, "reporting", { roleARN, templateURL: "https://s3.amazonaws.com/rpt-7x1/handler.yaml" })],
  ]);
  const cfn = (time) => throughCloudFormation(story.site, EXEC_ROLE, "AWSCloudFormation", toMs(time), start);
  const ofLambda = iam.trustService("lambda.amazonaws.com");
  story.validateRole("validate", start + 24_000, FUNCTION);
  tellSteps(story, cfn, [
    ["role", start + 5000, iam.createRole(ACCOUNT, ROLE, ofLambda, start + 5000)],
    ["rights", start + 8000, iam.attachRolePolicy(ROLE, iam.ADMINISTRATOR)],
    [
      "create",
      start + 25_000,
      lambda.createFunction(FUNCTION, start + 25_000, { bucket: "rpt-7x1", tags: { "aws:cloudformation:stack-name": "reporting" } }),
    ],
  ]);
  runOnce(story, FUNCTION, "run", start + 40_000, [["key", iam.createAccessKey(ACCOUNT, "svc-backup", start + 42_000, "second")]]);
}
