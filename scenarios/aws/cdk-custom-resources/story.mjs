/**
 * A new CDK stack brings two of the CDK's own provider functions: one sets the retention of log groups, the other
 * makes the OIDC provider of the pipeline. After the sources of https://github.com/aws/aws-cdk (aws-logs, aws-iam).
 */
import { throughCloudFormation } from "../../../bench/cloudtrail/callers.mjs";
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { createChangeSet, executeChangeSet } from "../../../bench/cloudtrail/shapes/others.mjs";
import { createOidcProvider, putRetention } from "../../lib/calls.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory, pipelineRun } from "../../lib/history.mjs";
import { runOnce } from "../../lib/routine.mjs";

export const span = { from: "2026-10-04T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1500, functions: 18 };

const STACK = "PlatformBase";
const EXEC_ROLE = `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${HOME}`;
const ASSETS = `cdk-hnb659fds-assets-${ACCOUNT}-${HOME}`;
const provider = (id, ip) => makeFunction(`${STACK}-${id}`, `${STACK}-${id.slice(0, 20)}ServiceRole-9ZkQ`, { runtime: "nodejs22.x", ip });
const RETENTION = provider("LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a-xT2n", "54.228.60.2");
const OIDC = provider("CustomAWSCDKOpenIdConnectProviderCustomResource-m1Rv", "54.228.60.9");
const MANAGED = { actions: ["logs:PutRetentionPolicy", "logs:DeleteRetentionPolicy"], resources: "*" };
const TRUSTING = {
  actions: ["iam:CreateOpenIDConnectProvider", "iam:DeleteOpenIDConnectProvider", "iam:UpdateOpenIDConnectProviderThumbprint"],
  resources: "*",
};

export default function tell(story) {
  fullHistory(story, span);
  const how = { role: `cdk-hnb659fds-deploy-role-${ACCOUNT}-${HOME}`, session: "aws-cdk-runner" };
  pipelineRun(story, "stack", "2026-10-19T13:02:00Z", (caller, at) => deploy(story, caller, at), how);
}

function deploy(story, caller, at) {
  story.add("stack/change-set", at, caller(at), createChangeSet(ACCOUNT, HOME, STACK, "platform-base", "CREATE"));
  story.add("stack/execute", at + 9000, caller(at), executeChangeSet(STACK));
  const cfn = (ms) => throughCloudFormation(story.site, EXEC_ROLE, "AWSCloudFormation", ms, at + 9000);
  makeProvider(story, cfn, "retention", RETENTION, MANAGED, at + 12_000);
  makeProvider(story, cfn, "oidc", OIDC, TRUSTING, at + 14_000);
  const groups = story.site.functions.slice(0, 8).map((fn, i) => [`group-${i}`, putRetention(`/aws/lambda/${fn.name}`, 30)]);
  runOnce(story, RETENTION, "retention/run", at + 58_000, groups);
  runOnce(story, OIDC, "oidc/run", at + 61_000, [["provider", createOidcProvider(ACCOUNT, "token.actions.githubusercontent.com")]]);
}

function makeProvider(story, cfn, label, fn, rights, at) {
  const step = (name, after, call) => story.add(`${label}/${name}`, at + after, cfn(at + after), call);
  step("role", 0, iam.createRole(ACCOUNT, fn.roleName, iam.trustService("lambda.amazonaws.com"), at));
  step("rights", 3000, iam.putRolePolicy(fn.roleName, `${fn.roleName}DefaultPolicy`, iam.allow(rights)));
  story.validateRole(`${label}/validate`, at + 20_000, fn);
  step("create", 21_000, lambda.createFunction(fn, at + 21_000, { bucket: ASSETS, tags: { "aws:cloudformation:stack-name": STACK } }));
}
