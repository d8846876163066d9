/**
 * A function rewrites CloudFormation templates on their way to a stack, so that an engineer makes the thief's role.
 * Retells Pacu's module cfn__resource_injection (https://github.com/RhinoSecurityLabs/pacu). What it did cannot be
 * tied to the function by any record: only the planting is anomalous.
 */
import { throughCloudFormation } from "../../../bench/cloudtrail/callers.mjs";
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { createStack, putBucketNotification, trust } from "../../lib/calls.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { administrator, thiefAs } from "../../lib/people.mjs";
import { runOnce } from "../../lib/routine.mjs";
import { tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-05T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };

const BUCKET = `cf-templates-1kq8x2vz7m-${HOME}`;
const FUNCTION = makeFunction("zk4t9w1xq7m2b0v", "template-reader", { runtime: "python3.9", ip: "54.228.31.90" });
const EVIL = "MaintenanceRole";

export default function tell(story) {
  fullHistory(story, span);
  story.validateRole("validate", "2026-10-17T01:02:33Z", FUNCTION);
  const permission = lambda.addPermission(FUNCTION, {
    principal: "s3.amazonaws.com",
    sourceArn: `arn:aws:s3:::${BUCKET}`,
    statementId: "q1nz5v8yak",
  });
  tellSteps(story, thiefAs(story, "svc-backup", "192.0.2.91"), [
    ["buckets", "2026-10-17T00:55:10Z", { service: "s3.amazonaws.com", name: "ListBuckets", readOnly: true }],
    ["create", "2026-10-17T01:02:34Z", lambda.createFunction(FUNCTION, toMs("2026-10-17T01:02:34Z"))],
    ["permission", "2026-10-17T01:02:37Z", permission],
    ["notification", "2026-10-17T01:02:39Z", putBucketNotification(BUCKET, FUNCTION)],
  ]);
  const location = { service: "s3.amazonaws.com", name: "GetBucketLocation", readOnly: true, request: { bucketName: BUCKET } };
  runOnce(story, FUNCTION, "rewrite", "2026-10-20T09:40:12Z", [["look", location]]);
  const at = "2026-10-20T09:40:20Z";
  const person = administrator(story, at);
  story.add(
    "stack",
    at,
    person,
    createStack(ACCOUNT, HOME, "returns-archive", { templateURL: `https://s3.${HOME}.amazonaws.com/${BUCKET}/returns.template` }),
  );
  const role = story.site.people[0].role;
  const session = story.site.people[0].name;
  const cfn = (ms) => throughCloudFormation(story.site, role, session, ms, toMs(at));
  const open = trust({ AWS: "arn:aws:iam::999988887777:root" });
  story.add("evil-role", toMs(at) + 6000, cfn(toMs(at) + 6000), iam.createRole(ACCOUNT, EVIL, open, toMs(at) + 6000));
  story.add("evil-rights", toMs(at) + 8000, cfn(toMs(at) + 8000), iam.attachRolePolicy(EVIL, iam.ADMINISTRATOR));
}
