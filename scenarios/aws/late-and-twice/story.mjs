/**
 * One attack over four regions, whose records arrive late and twice: the role in us-east-1, the function in a region
 * that nobody uses, secrets at home, an open network in a third. Two trails deliver, one region comes three days
 * later, and one record was updated afterwards. Builds on https://pathfinding.cloud/paths/lambda-001.
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { getSecretValue, secretArn } from "../../../bench/cloudtrail/shapes/others.mjs";
import { authorizeIngress } from "../../lib/calls.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { thiefAs } from "../../lib/people.mjs";
import { runOnce } from "../../lib/routine.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-04T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };
export const delivery = { twice: ["ap-south-1", "us-east-1"], lateDays: { "us-east-1": 3, "us-west-2": 9 } };

const REGION = "ap-south-1";
const ROLE = "edge-cache-maintenance";
const FUNCTION = makeFunction("edge-cache-purge", ROLE, { region: REGION, runtime: "nodejs20.x", ip: "13.232.60.14" });

export default function tell(story) {
  fullHistory(story, span);
  const thief = thiefAs(story, "svc-backup", "192.0.2.99");
  const ofLambda = iam.trustService("lambda.amazonaws.com");
  tellSteps(story, thief, [
    ["role", "2026-10-19T21:40:10Z", iam.createRole(ACCOUNT, ROLE, ofLambda, toMs("2026-10-19T21:40:10Z"))],
    ["rights", "2026-10-19T21:40:14Z", iam.attachRolePolicy(ROLE, iam.ADMINISTRATOR)],
  ]);
  story.validateRole("validate", "2026-10-19T21:40:33Z", FUNCTION);
  story.add("create", "2026-10-19T21:40:34Z", thief, lambda.createFunction(FUNCTION, toMs("2026-10-19T21:40:34Z")), REGION);
  runOnce(story, FUNCTION, "run", "2026-10-19T21:44:01Z", [
    ["secret", getSecretValue(secretArn(ACCOUNT, HOME, "payments/processor")), HOME],
    ["open", authorizeIngress("sg-0c4b7a1d2e3f45678", "0.0.0.0/0", 22), "us-west-2"],
    ["key", iam.createAccessKey(ACCOUNT, "svc-monitoring", toMs("2026-10-19T21:44:05Z"), "second")],
  ]);
  // CloudTrail marks what it delivers late (record-contents page, `addendum`).
  story.steps.get("run/open").addendum = { reason: "DELIVERY_DELAY", updatedFields: "", originalRequestID: "", originalEventID: "" };
}
