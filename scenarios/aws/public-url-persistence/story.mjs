/**
 * A stolen user tries whether it may start machines, starts miners itself, and leaves a function with rights over IAM
 * behind a public URL, for later. Retells
 * https://aws.amazon.com/blogs/security/cryptomining-campaign-targeting-amazon-ec2-and-amazon-ecs/ (GuardDuty, 2025).
 * The function is never called, so no effect is there to be found.
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import {
  createFunctionUrl,
  createServiceLinkedRole,
  openFunctionUrl,
  plainCall,
  registerTask,
  runInstances,
  runTask,
} from "../../lib/calls.mjs";
import { ACCOUNT, makeFunction } from "../../lib/company.mjs";
import { fullHistory } from "../../lib/history.mjs";
import { thiefAs } from "../../lib/people.mjs";
import { refused, tellSteps, toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-05T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };

const ROLE = "generate-service-role-a1f4";
const FUNCTION = makeFunction("generate-service-a1f4c2", ROLE, { runtime: "python3.12" });
const DRY = "Request would have succeeded, but DryRun flag is set.";

export default function tell(story) {
  fullHistory(story, span);
  const ofLambda = iam.trustService("lambda.amazonaws.com");
  story.validateRole("validate", "2026-10-19T02:24:50Z", FUNCTION);
  tellSteps(story, thiefAs(story, "svc-backup", "192.0.2.219"), [
    ["dry-run", "2026-10-19T02:14:01Z", refused(runInstances("g4dn.xlarge", 1, "dry"), "Client.DryRunOperation", DRY)],
    ["linked-role", "2026-10-19T02:16:20Z", createServiceLinkedRole("ecs.amazonaws.com", toMs("2026-10-19T02:16:20Z"))],
    ["task", "2026-10-19T02:18:33Z", registerTask("batch-7", "docker.io/yenik65958/secret:user")],
    ["run-task", "2026-10-19T02:18:50Z", runTask("default", "batch-7:1", 10)],
    ["machines", "2026-10-19T02:20:05Z", runInstances("g6.xlarge", 8, "miners")],
    ["protect", "2026-10-19T02:21:11Z", plainCall("ec2", "ModifyInstanceAttribute", { disableApiTermination: { value: true } })],
    ["role", "2026-10-19T02:24:31Z", iam.createRole(ACCOUNT, ROLE, ofLambda, toMs("2026-10-19T02:24:31Z"))],
    ["rights", "2026-10-19T02:24:33Z", iam.attachRolePolicy(ROLE, "arn:aws:iam::aws:policy/IAMFullAccess")],
    ["create", "2026-10-19T02:24:51Z", lambda.createFunction(FUNCTION, toMs("2026-10-19T02:24:51Z"))],
    ["permission-first", "2026-10-19T02:25:00Z", openFunctionUrl(FUNCTION)],
    ["url", "2026-10-19T02:25:02Z", createFunctionUrl(FUNCTION, "NONE")],
    ["permission-second", "2026-10-19T02:25:03Z", openFunctionUrl(FUNCTION, "lambda:InvokeFunction")],
  ]);
}
