/**
 * IAM calls as CloudTrail writes them: always in us-east-1, many with null `responseElements`,
 * dates in words, trust documents percent-encoded in responses
 * (docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html; shapes as in the public
 * detonation logs of DataDog/stratus-red-team).
 */
import { idFrom } from "../random.mjs";
import { roleId, userId } from "../identities.mjs";
import { spokenTime } from "../record.mjs";

const iam = (name, request, response, readOnly = false) => ({
  service: "iam.amazonaws.com",
  name,
  global: true,
  readOnly,
  request,
  response,
});

export const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
export const BASIC_EXECUTION = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

/** Trust in services: `{"Version":…,"Statement":[{…"Service":"lambda.amazonaws.com"…}]}`. */
export function trustService(service) {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
}

/** @param {readonly {actions: string | readonly string[], resources: string | readonly string[]}[]} allows */
export function allow(...allows) {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: allows.map(({ actions, resources }) => ({ Effect: "Allow", Action: actions, Resource: resources })),
  });
}

export function createRole(account, roleName, trust, ms, how = {}) {
  const path = how.path ?? "/";
  return iam(
    "CreateRole",
    { path, roleName, assumeRolePolicyDocument: trust, ...(how.tags === undefined ? {} : { tags: how.tags }) },
    {
      role: {
        path,
        roleName,
        roleId: roleId(account, roleName),
        arn: `arn:aws:iam::${account}:role${path}${roleName}`,
        createDate: spokenTime(ms),
        assumeRolePolicyDocument: encodeURIComponent(trust),
      },
    },
  );
}

export function createUser(account, userName, ms) {
  return iam(
    "CreateUser",
    { userName },
    {
      user: {
        path: "/",
        userName,
        userId: userId(account, userName),
        arn: `arn:aws:iam::${account}:user/${userName}`,
        createDate: spokenTime(ms),
      },
    },
  );
}

/** `serial` tells one key of a user from the next. */
export function createAccessKey(account, userName, ms, serial = "1") {
  const accessKeyId = newKeyId(account, userName, serial);
  return iam("CreateAccessKey", { userName }, { accessKey: { userName, accessKeyId, status: "Active", createDate: spokenTime(ms) } });
}

export function newKeyId(account, userName, serial = "1") {
  return idFrom("AKIA", `${account}/${userName}/${serial}`, 20);
}

export const updateAccessKey = (userName, accessKeyId, status) => iam("UpdateAccessKey", { userName, accessKeyId, status });
export const deleteAccessKey = (userName, accessKeyId) => iam("DeleteAccessKey", { userName, accessKeyId });
export const listAccessKeys = (userName) => iam("ListAccessKeys", { userName }, null, true);
export const attachRolePolicy = (roleName, policyArn) => iam("AttachRolePolicy", { roleName, policyArn });
export const attachUserPolicy = (userName, policyArn) => iam("AttachUserPolicy", { userName, policyArn });
export const putRolePolicy = (roleName, policyName, policyDocument) => iam("PutRolePolicy", { roleName, policyName, policyDocument });
export const createLoginProfile = (userName, ms) =>
  iam(
    "CreateLoginProfile",
    { userName, passwordResetRequired: true },
    { loginProfile: { userName, createDate: spokenTime(ms), passwordResetRequired: true } },
  );
export const addUserToGroup = (groupName, userName) => iam("AddUserToGroup", { groupName, userName });
export const listRoles = () => iam("ListRoles", { maxItems: 1000 }, null, true);
export const listUsers = () => iam("ListUsers", { maxItems: 1000 }, null, true);
export const listAttachedRolePolicies = (roleName) => iam("ListAttachedRolePolicies", { roleName }, null, true);
export const listAttachedUserPolicies = (userName) => iam("ListAttachedUserPolicies", { userName }, null, true);
