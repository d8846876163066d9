/** The callers of an imaginary account, each with the network and the agent that it would have. */
import { awsService, iamUser, roleSession } from "./identities.mjs";
import { functionArn } from "./shapes/lambda.mjs";

const BOTO =
  "Boto3/1.40.61 md/Botocore#1.40.61 ua/2.1 os/linux#6.1.155-176.282.amzn2023.x86_64 md/arch#x86_64 lang/python#3.12.11 md/pyimpl#CPython";
const SDK_JS = "aws-sdk-js/3.918.0 ua/2.1 os/linux#5.10.244-267.968.amzn2.x86_64 lang/js md/nodejs#20.19.5";
const GO = "aws-sdk-go-v2/1.39.4 ua/2.1 os/linux lang/go#1.25.1 md/GOOS#linux md/GOARCH#amd64";
export const TERRAFORM =
  "APN/1.0 HashiCorp/1.0 Terraform/1.13.4 (+https://www.terraform.io) terraform-provider-aws/6.17.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.39.4 ua/2.1 os/linux lang/go#1.24.8 md/GOOS#linux md/GOARCH#amd64";
const AWS_CLI =
  "aws-cli/2.31.21 md/awscrt#0.28.2 ua/2.1 os/linux#6.8.0-85-generic md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython m/E,b,Z cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#";
const CONSOLE = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
const SSM_AGENT = "aws-sdk-go/1.55.5 (go1.23.8; linux; amd64) amazon-ssm-agent/3.3.2299.0";

/** A person signed in through IAM Identity Center, in the console. */
export function consolePerson(site, person, ms) {
  const identity = roleSession({
    account: site.account,
    role: person.role,
    path: `/aws-reserved/sso.amazonaws.com/${site.home}/`,
    session: person.name,
    ms,
    lifetimeMs: 8 * 3_600_000,
  });
  return { identity, ip: site.officeIp, agent: CONSOLE, account: site.account, console: true };
}

/** The same person at a terminal. `command` names the CLI command, as its agent string does. */
export function terminalPerson(site, person, ms, command) {
  const { console: _, ...caller } = consolePerson(site, person, ms);
  return { ...caller, agent: AWS_CLI + command };
}

export function instanceRole(site, instance, ms, agent = SSM_AGENT) {
  const identity = roleSession({ account: site.account, role: instance.role, session: instance.id, ms, ec2: true });
  return { identity, ip: instance.publicIp, agent, account: site.account };
}

export function taskRole(site, task, ms) {
  const identity = roleSession({ account: site.account, role: task.role, session: task.session, ms });
  return { identity, ip: task.ip, agent: `${SDK_JS} exec-env/AWS_ECS_FARGATE api/client#3.918.0`, account: site.account };
}

/**
 * Code of a function. `proof`: with `inScopeOf`, which AWS writes since 2025 but not for every
 * record; `marked`: with the runtime's mark in the agent, which code can remove.
 */
export function functionRuntime(site, fn, ms, { proof = true, marked = true, build = "" } = {}) {
  const identity = roleSession({
    account: site.account,
    role: fn.roleName ?? fn.role.slice(fn.role.lastIndexOf("/") + 1),
    ...(fn.rolePath === undefined ? {} : { path: fn.rolePath }),
    session: fn.name,
    ms,
    lifetimeMs: 3 * 3_600_000,
    ...(build === "" ? {} : { startMs: Number(build) }),
    ...(proof ? { functionArn: functionArn(fn) } : {}),
  });
  const isNode = (fn.runtime ?? "").startsWith("nodejs");
  const mark = `exec-env/AWS_Lambda_${fn.runtime ?? "python3.12"}`;
  const agent = isNode
    ? `${SDK_JS} ${marked ? `${mark} ` : ""}api/client#3.918.0`
    : `${BOTO} ${marked ? `${mark} ` : ""}cfg/retry-mode#legacy Botocore/1.40.61`;
  return { identity, ip: fn.ip ?? "3.248.97.14", agent, account: site.account };
}

/** The deploy pipeline's session: one for each run, named after the workflow. */
export function pipelineSession(site, ms, how = {}) {
  const { role, ip } = site.pipeline;
  const startMs = how.startMs ?? Math.floor(ms / 3_600_000) * 3_600_000;
  const identity = roleSession({
    account: site.account,
    role: how.role ?? role,
    session: how.session ?? "GitHubActions",
    ms,
    startMs,
    federated: site.pipeline.provider,
  });
  return { identity, ip: how.ip ?? ip, agent: how.agent ?? TERRAFORM, account: site.account };
}

export function user(site, name, how = {}) {
  return { identity: iamUser(site.account, name, how.keyId), ip: how.ip ?? site.officeIp, agent: how.agent ?? BOTO, account: site.account };
}

/** A vendor's role, assumed from the vendor's network. */
export function monitor(site, role, ms) {
  const identity = roleSession({
    account: site.account,
    role,
    session: role.startsWith("Datadog") ? "DatadogAWSIntegration" : "wiz-scan",
    ms,
  });
  return { identity, ip: role.startsWith("Datadog") ? "192.0.2.18" : "192.0.2.139", agent: GO, account: site.account };
}

export function linkedRole(site, name, ms) {
  const role = `AWSServiceRoleFor${name}`;
  const host = `${name.toLowerCase()}.amazonaws.com`;
  const identity = roleSession({ account: site.account, role, path: `/aws-service-role/${host}/`, session: name, ms, invokedBy: host });
  return { identity, ip: host, agent: host, account: site.account };
}

export function service(site, name) {
  return { identity: awsService(name), ip: name, agent: name, account: site.account };
}

/** A call that CloudFormation makes on behalf of a role session (forward access). */
export function throughCloudFormation(site, role, session, ms, startMs) {
  const identity = roleSession({ account: site.account, role, session, ms, startMs, invokedBy: "cloudformation.amazonaws.com" });
  return { identity, ip: "cloudformation.amazonaws.com", agent: "cloudformation.amazonaws.com", account: site.account };
}
