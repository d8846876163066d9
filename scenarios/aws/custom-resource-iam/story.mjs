/**
 * A CDK stack with a custom resource: its provider function keeps the application roles' policies
 * in order whenever the stack is deployed. The pipeline made the stack within the logs.
 */
import { throughCloudFormation } from "../../../bench/cloudtrail/callers.mjs";
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../../bench/cloudtrail/shapes/lambda.mjs";
import { createChangeSet, createLogStream, describeStacks, executeChangeSet } from "../../../bench/cloudtrail/shapes/others.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../lib/company.mjs";
import { fullHistory, pipelineRun } from "../../lib/history.mjs";

export const span = { from: "2026-10-04T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 1900, functions: 18 };

const STACK = "OrdersAccess";
const EXEC_ROLE = `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-${HOME}`;
const DEPLOY_ROLE = `cdk-hnb659fds-deploy-role-${ACCOUNT}-${HOME}`;
const PROVIDER_ROLE = "OrdersAccess-RoleGrantsProviderServiceRole4E1F-x8Kq2Lm9Zp0R";
const PROVIDER = makeFunction("OrdersAccess-RoleGrantsProvider7A3C9D21-tJ4vQ8sWm1Yb", PROVIDER_ROLE, {
  runtime: "nodejs22.x",
  timeout: 120,
  memory: 128,
  ip: "54.228.9.112",
});
const APP_ROLES = ["orders-task-role", "orders-prod-ingest-role", "orders-prod-export-role"];

export default function tell(story) {
  fullHistory(story, span);
  for (const [i, time] of ["2026-10-07T10:12:30Z", "2026-10-12T14:40:11Z", "2026-10-15T09:55:48Z", "2026-10-21T10:31:05Z"].entries()) {
    pipelineRun(story, `stack-${i}`, time, (caller, at) => deployStack(story, i, caller, at), {
      role: DEPLOY_ROLE,
      session: "aws-cdk-runner",
      agent: "aws-sdk-js/3.918.0 ua/2.1 os/linux#6.8.0-1030-azure lang/js md/nodejs#22.20.0 exec-env/CDK_CLI app/cdk-toolkit",
    });
  }
}

function deployStack(story, i, caller, at) {
  const { add } = story;
  add(`stack-${i}/describe`, at, caller(at), describeStacks(STACK));
  add(`stack-${i}/change-set`, at + 3000, caller(at), createChangeSet(ACCOUNT, HOME, STACK, `assets-${i}`, i === 0 ? "CREATE" : "UPDATE"));
  add(`stack-${i}/execute`, at + 12_000, caller(at), executeChangeSet(STACK));
  const cfn = (ms) => throughCloudFormation(story.site, EXEC_ROLE, "AWSCloudFormation", ms, at + 12_000);
  if (i === 0) createProvider(story, cfn, at + 15_000);
  else
    add(
      `stack-${i}/provider-code`,
      at + 20_000,
      cfn(at + 20_000),
      lambda.updateFunctionCode({ ...PROVIDER, build: `provider-${i}` }, at + 20_000, {
        bucket: `cdk-hnb659fds-assets-${ACCOUNT}-${HOME}`,
      }),
    );
  grantAppRoles(story, i, at + 52_000);
}

/** The provider may write the policies of the application's own roles, and nothing else. */
function createProvider(story, cfn, at) {
  const step = (label, after, call) => story.add(`provider/${label}`, at + after, cfn(at + after), call);
  const appRoles = `arn:aws:iam::${ACCOUNT}:role/orders-*`;
  const rights = iam.allow({
    actions: ["iam:PutRolePolicy", "iam:DeleteRolePolicy", "iam:AttachRolePolicy", "iam:DetachRolePolicy"],
    resources: appRoles,
  });
  step("role", 0, iam.createRole(ACCOUNT, PROVIDER_ROLE, iam.trustService("lambda.amazonaws.com"), at));
  step("basic", 17_000, iam.attachRolePolicy(PROVIDER_ROLE, iam.BASIC_EXECUTION));
  step("rights", 18_000, iam.putRolePolicy(PROVIDER_ROLE, "RoleGrantsProviderServiceRoleDefaultPolicy", rights));
  story.validateRole("provider/validate", at + 24_000, PROVIDER);
  step(
    "function",
    25_000,
    lambda.createFunction(PROVIDER, at + 25_000, {
      bucket: `cdk-hnb659fds-assets-${ACCOUNT}-${HOME}`,
      tags: { "aws:cloudformation:stack-name": STACK },
    }),
  );
}

/** CloudFormation calls the provider, which writes limited policies. */
function grantAppRoles(story, i, at) {
  const runtime = story.startRun(`stack-${i}/run`, at, PROVIDER);
  const step = (label, after, call) => story.add(`stack-${i}/${label}`, at + after, runtime(at + after), call);
  step("log-stream", 1000, createLogStream(`/aws/lambda/${PROVIDER.name}`, `2026/10/21/[$LATEST]provider${i}`));
  for (const [j, role] of APP_ROLES.entries()) {
    const document = iam.allow({
      actions: ["dynamodb:GetItem", "dynamodb:Query", ...(i > 1 ? ["dynamodb:BatchGetItem"] : [])],
      resources: `arn:aws:dynamodb:${HOME}:${ACCOUNT}:table/orders-table`,
    });
    step(`policy-${j}`, 2000 + j * 1000, iam.putRolePolicy(role, "orders-table-read", document));
  }
  step("attach", 6000, iam.attachRolePolicy("orders-task-role", `arn:aws:iam::${ACCOUNT}:policy/orders-exports-read`));
}
