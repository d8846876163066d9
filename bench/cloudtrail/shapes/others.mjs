/**
 * Calls to STS, EventBridge, Secrets Manager, SSM, CloudFormation, CloudWatch Logs and KMS as
 * CloudTrail writes them (each service's "logging with CloudTrail" page).
 */
import { idFrom, uuidFrom } from "../random.mjs";
import { roleId } from "../identities.mjs";
import { spokenTime } from "../record.mjs";

const HOUR = 3_600_000;

export const getCallerIdentity = () => ({ service: "sts.amazonaws.com", name: "GetCallerIdentity", readOnly: true });

/** @param {{account: string, role: string, path?: string, session: string, keyId: string, ms: number, extra?: object}} of */
export function assumeRole(of) {
  const roleArn = `arn:aws:iam::${of.account}:role${of.path ?? "/"}${of.role}`;
  return {
    service: "sts.amazonaws.com",
    name: "AssumeRole",
    readOnly: true,
    shared: true,
    request: { roleArn, roleSessionName: of.session, ...of.extra },
    response: {
      credentials: { accessKeyId: of.keyId, expiration: spokenTime(of.ms + HOUR, ",") },
      assumedRoleUser: {
        assumedRoleId: `${roleId(of.account, of.role)}:${of.session}`,
        arn: `arn:aws:sts::${of.account}:assumed-role/${of.role}/${of.session}`,
      },
    },
    resources: [{ accountId: of.account, type: "AWS::IAM::Role", ARN: roleArn }],
  };
}

/** Lambda proves at create time that it may assume the role: not a run. */
export function validationSessionName(fnName, ms) {
  const stamp = new Date(ms).toISOString().replaceAll(/\D/g, "").slice(0, 17);
  return `awslambda_${100 + ((fnName.length * 37) % 880)}_${stamp}`;
}

export function assumeRoleWithWebIdentity(of) {
  const call = assumeRole({ ...of, extra: { durationSeconds: 3600 } });
  return {
    ...call,
    name: "AssumeRoleWithWebIdentity",
    response: {
      credentials: call.response.credentials,
      subjectFromWebIdentityToken: of.subject,
      assumedRoleUser: call.response.assumedRoleUser,
      provider: `arn:aws:iam::${of.account}:oidc-provider/${of.provider}`,
      audience: "sts.amazonaws.com",
    },
  };
}

export function putRule(account, region, name, pattern, how = {}) {
  const request = { name, ...(pattern === null ? {} : { eventPattern: JSON.stringify(pattern) }), state: "ENABLED", ...how };
  return { service: "events.amazonaws.com", name: "PutRule", request, response: { ruleArn: ruleArn(account, region, name) } };
}

export const ruleArn = (account, region, name) => `arn:aws:events:${region}:${account}:rule/${name}`;

export function putTargets(rule, targetArn, id = "0") {
  return {
    service: "events.amazonaws.com",
    name: "PutTargets",
    request: { rule, targets: [{ id, arn: targetArn }] },
    response: { failedEntryCount: 0, failedEntries: [] },
  };
}

const secrets = (name, request, response, readOnly = false) => ({
  service: "secretsmanager.amazonaws.com",
  name,
  readOnly,
  request,
  response,
});

/** Full ARN with the six random letters that Secrets Manager adds. */
export function secretArn(account, region, name) {
  return `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${idFrom("", `${account}/${name}`, 6)}`;
}

export const getSecretValue = (secretId, how = {}) => secrets("GetSecretValue", { secretId, ...how }, null, true);
export const describeSecret = (secretId) => secrets("DescribeSecret", { secretId }, null, true);
export const listSecrets = () => secrets("ListSecrets", { maxResults: 100 }, null, true);
export const putSecretValue = (secretId, token) =>
  secrets("PutSecretValue", { secretId, clientRequestToken: token, versionStages: ["AWSPENDING"] }, { arn: secretId });
export const updateSecretVersionStage = (secretId, to, from) =>
  secrets(
    "UpdateSecretVersionStage",
    { secretId, versionStage: "AWSCURRENT", moveToVersionId: to, removeFromVersionId: from },
    { aRN: secretId },
  );
export const getRandomPassword = () => secrets("GetRandomPassword", { passwordLength: 32, excludeCharacters: "/@\"'\\" }, null, true);
export const rotateSecret = (secretId, token) =>
  secrets("RotateSecret", { secretId, clientRequestToken: token }, { aRN: secretId, versionId: token });

export function getParameter(account, region, name) {
  return {
    service: "ssm.amazonaws.com",
    name: "GetParameter",
    readOnly: true,
    request: { name, withDecryption: true },
    resources: [{ accountId: account, ARN: `arn:aws:ssm:${region}:${account}:parameter${name}` }],
  };
}

const logs = (name, request) => ({ service: "logs.amazonaws.com", name, request });
export const createLogGroup = (logGroupName) => logs("CreateLogGroup", { logGroupName });
export const createLogStream = (logGroupName, logStreamName) => logs("CreateLogStream", { logGroupName, logStreamName });

const cloudFormation = (name, request, response, readOnly = false) => ({
  service: "cloudformation.amazonaws.com",
  name,
  readOnly,
  request,
  response,
});
const stackId = (account, region, name) => `arn:aws:cloudformation:${region}:${account}:stack/${name}/${uuidFrom(`${account}/${name}`)}`;
export function createChangeSet(account, region, name, label, type = "UPDATE") {
  const request = {
    stackName: name,
    changeSetName: "cdk-deploy-change-set",
    changeSetType: type,
    capabilities: ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
    templateURL: `https://cdk-hnb659fds-assets-${account}-${region}.s3.${region}.amazonaws.com/${label}.json`,
    roleARN: `arn:aws:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-${region}`,
  };
  return cloudFormation("CreateChangeSet", request, {
    id: `arn:aws:cloudformation:${region}:${account}:changeSet/cdk-deploy-change-set/${uuidFrom(label)}`,
    stackId: stackId(account, region, name),
  });
}
export const executeChangeSet = (name) => cloudFormation("ExecuteChangeSet", { stackName: name, changeSetName: "cdk-deploy-change-set" });
export const describeStacks = (name) => cloudFormation("DescribeStacks", { stackName: name }, null, true);
