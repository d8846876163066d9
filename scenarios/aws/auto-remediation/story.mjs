/**
 * The pipeline deploys a function that answers new access keys and inline policies: it switches keys off and takes
 * policies away. It waits for IAM events and acts on identities that somebody just changed, as a back door would.
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { putRule, putTargets, ruleArn } from "../../../bench/cloudtrail/shapes/others.mjs";
import { plainCall } from "../../lib/calls.mjs";
import { ACCOUNT, makeFunction } from "../../lib/company.mjs";
import { fullHistory, pipelineRun } from "../../lib/history.mjs";
import { administrator } from "../../lib/people.mjs";
import { runOnce } from "../../lib/routine.mjs";
import { toMs } from "../../lib/story.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };

const REGION = "us-east-1";
const ROLE = "iam-guard-role";
const FUNCTION = makeFunction("iam-guard", ROLE, { region: REGION, runtime: "python3.13", ip: "3.236.55.21" });
const PATTERN = {
  source: ["aws.iam"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: { eventSource: ["iam.amazonaws.com"], eventName: ["CreateAccessKey", "PutUserPolicy"] },
};

export default function tell(story) {
  fullHistory(story, span);
  pipelineRun(story, "guard", "2026-10-14T11:02:00Z", (caller, at) => deployGuard(story, caller, at));
  for (const [i, time] of ["2026-10-15T08:41:00Z", "2026-10-19T14:10:00Z", "2026-10-21T09:25:00Z"].entries())
    guardAgainst(story, i, toMs(time));
}

function deployGuard(story, caller, at) {
  const step = (label, after, call) => story.add(`guard/${label}`, at + after, caller(at + after), call, REGION);
  const rights = iam.allow({ actions: ["iam:UpdateAccessKey", "iam:DeleteUserPolicy"], resources: `arn:aws:iam::${ACCOUNT}:user/*` });
  step("role", 0, iam.createRole(ACCOUNT, ROLE, iam.trustService("lambda.amazonaws.com"), at));
  step("rights", 1000, iam.putRolePolicy(ROLE, "iam-guard", rights));
  story.validateRole("guard/validate", at + 11_000, FUNCTION);
  step("create", 12_000, lambda.createFunction(FUNCTION, at + 12_000, { bucket: `deploy-artifacts-${ACCOUNT}` }));
  step("rule", 14_000, putRule(ACCOUNT, REGION, "iam-guard", PATTERN));
  const sourceArn = ruleArn(ACCOUNT, REGION, "iam-guard");
  step(
    "permission",
    15_000,
    lambda.addPermission(FUNCTION, { principal: "events.amazonaws.com", sourceArn, statementId: "terraform-2026101411" }),
  );
  step("targets", 16_000, putTargets("iam-guard", lambda.functionArn(FUNCTION)));
}

/** An administrator makes a key by hand, against the rules; the guard switches it off. */
function guardAgainst(story, i, at) {
  const user = story.site.users[i % 3];
  const policy = plainCall("iam", "DeleteUserPolicy", { userName: user, policyName: "quick-fix" }, { global: true });
  story.add(`case-${i}/key`, at, administrator(story, at), iam.createAccessKey(ACCOUNT, user, at, `guarded-${i}`));
  runOnce(story, FUNCTION, `case-${i}`, at + 40_000, [
    ["list", iam.listAccessKeys(user)],
    ["off", iam.updateAccessKey(user, iam.newKeyId(ACCOUNT, user, `guarded-${i}`), "Inactive")],
    ...(i === 1 ? [["policy", policy]] : []),
  ]);
}
