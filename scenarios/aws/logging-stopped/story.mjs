/**
 * In a region that nobody uses, a new function gets an administrator role; then the trail is stopped, for nine hours.
 * What the function did in the dark is in no log. Retells the order of
 * https://stratus-red-team.cloud/attack-techniques/AWS/aws.defense-evasion.cloudtrail-stop/ around
 * https://pathfinding.cloud/paths/lambda-001.
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { plainCall, stopLogging } from "../../lib/calls.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { administrator, makeAdminRole, thiefAs } from "../../lib/people.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-05T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };
export const delivery = { dark: { from: "2026-10-20T20:41:15Z", to: "2026-10-21T06:02:00Z" } };

const REGION = "ap-southeast-3";
const FUNCTION = makeFunction("quarterly-figures", "data-platform-admin", { region: REGION, runtime: "python3.12", ip: "108.136.4.9" });
const TRAIL = `arn:aws:cloudtrail:${HOME}:${ACCOUNT}:trail/org-trail`;

export default function tell(story) {
  fullHistory(story, span);
  makeAdminRole(story, "data-platform-admin", "2026-10-07T09:31:00Z", (ms) => administrator(story, ms));
  story.validateRole("validate", "2026-10-20T20:36:49Z", FUNCTION);
  const thief = thiefAs(story, "svc-inventory", "192.0.2.71");
  tellSteps(story, thief, [
    ["roles", "2026-10-20T20:28:13Z", iam.listRoles()],
    ["trails", "2026-10-20T20:30:02Z", plainCall("cloudtrail", "DescribeTrails", null, { readOnly: true })],
    ["stop", "2026-10-20T20:41:15Z", stopLogging(TRAIL)],
  ]);
  story.add("create", "2026-10-20T20:36:50Z", thief, lambda.createFunction(FUNCTION, toMs("2026-10-20T20:36:50Z")), REGION);
  const morning = "2026-10-21T06:02:00Z";
  story.add("start", morning, administrator(story, morning), plainCall("cloudtrail", "StartLogging", { name: TRAIL }));
}
