/**
 * A new function with an administrator role is bound to a busy queue, so nobody needs to invoke it and no invocation
 * is logged. Retells https://pathfinding.cloud/paths/lambda-002.
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { createEventSourceMapping } from "../../lib/calls.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { administrator, makeAdminRole, thiefAs } from "../../lib/people.mjs";
import { runOnce } from "../../lib/routine.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-05T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };

const FUNCTION = makeFunction("orders-events-tap", "data-platform-admin", { runtime: "python3.13", ip: "63.32.144.9" });

export default function tell(story) {
  fullHistory(story, span);
  makeAdminRole(story, "data-platform-admin", "2026-10-07T09:31:00Z", (ms) => administrator(story, ms));
  story.validateRole("validate", "2026-10-20T22:12:03Z", FUNCTION);
  const queue = `arn:aws:sqs:${HOME}:${ACCOUNT}:${story.site.queues[0]}`;
  tellSteps(story, thiefAs(story, "svc-inventory", "192.0.2.27"), [
    ["roles", "2026-10-20T22:04:11Z", iam.listRoles()],
    ["create", "2026-10-20T22:12:04Z", lambda.createFunction(FUNCTION, toMs("2026-10-20T22:12:04Z"))],
    ["mapping", "2026-10-20T22:12:31Z", createEventSourceMapping(FUNCTION, queue)],
  ]);
  runOnce(story, FUNCTION, "run", "2026-10-20T22:12:58Z", [["attach", iam.attachUserPolicy("svc-inventory", iam.ADMINISTRATOR)]]);
  story.add("after", "2026-10-20T22:20:40Z", thiefAs(story, "svc-inventory", "192.0.2.27"), iam.listUsers());
}
