import type { Privilege } from "../../../facts/kinds.ts";
import type { Statement } from "./document.ts";
import { fitsWildcard } from "../../../util/wildcard.ts";

/*
 * How much power a policy's text gives. The ladder follows the self-escalation and
 * principal-access paths of https://pathfinding.cloud; boundaries, denials and organisation
 * policies are not in the record and stay out of the judgement.
 */

/** Rights that together make an administrator of identities: whoever has all can take anything else. */
const ADMIN_PROBES = [
  "iam:GetUser",
  "iam:CreateUser",
  "iam:AttachUserPolicy",
  "iam:PutRolePolicy",
  "iam:CreatePolicyVersion",
  "iam:DeleteRole",
];

/** Rights that turn into other rights. */
const ESCALATION = [
  "iam:PassRole",
  "iam:PutUserPolicy",
  "iam:PutRolePolicy",
  "iam:PutGroupPolicy",
  "iam:AttachUserPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachGroupPolicy",
  "iam:CreatePolicyVersion",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "iam:AddUserToGroup",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteUserPermissionsBoundary",
  "sts:AssumeRole",
  "lambda:UpdateFunctionCode",
  "lambda:UpdateFunctionConfiguration",
];

/** Rights that read what others keep secret. */
const DATA = [
  "s3:GetObject",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "kms:Decrypt",
  "dynamodb:Scan",
  "dynamodb:GetItem",
];

/** Privilege of the grant text: the highest of its statements. An empty list of grants gives 0. */
export function judgePrivilege(statements: readonly Statement[]): Privilege {
  let highest: Privilege = 0;
  for (const statement of statements) {
    const level = narrowed(judgeStatement(statement), statement.restricted);
    if (level > highest) highest = level;
  }
  return highest;
}

function judgeStatement(statement: Statement): Privilege {
  const allows = (action: string): boolean => isAllowed(statement, action);
  const broad = isBroad(statement);
  if (broad && ADMIN_PROBES.every(allows)) return 3;
  if (ESCALATION.some(allows)) return broad ? 2 : 1;
  return broad && DATA.some(allows) ? 1 : 0;
}

/** A condition that keeps callers out takes one step off, but never hides rights altogether. */
function narrowed(level: Privilege, restricted: boolean): Privilege {
  if (!restricted) return level;
  return level === 3 ? 2 : level === 2 ? 1 : level;
}

function isAllowed(statement: Statement, action: string): boolean {
  // Of a statement with both, which IAM refuses, the wider reading counts.
  if (statement.actions.some((pattern) => fitsWildcard(pattern, action))) return true;
  return statement.notActions.length > 0 && !statement.notActions.some((pattern) => fitsWildcard(pattern, action));
}

/** Whether a statement reaches everything of a kind: `*`, `arn:aws:iam::*:role/*`, `NotResource`. */
function isBroad(statement: Statement): boolean {
  return statement.notResources.length > 0 || statement.resources.some(isBroadResource);
}

function isBroadResource(resource: string): boolean {
  const parts = resource.split(":");
  if (parts[0] !== "arn") return /^[*?]+$/.test(resource);
  // Cut short, the last wildcard stands for all the rest: `arn:aws:iam::*`.
  if (parts.length < 6) return resource.endsWith("*");
  const tail = parts.slice(5).join(":");
  // Before the slash others have a type, S3 the bucket's name.
  return parts[2] === "s3" ? /^[*?]+(\/\*+)*$/.test(tail) : /^([a-z-]+[:/])?[*?]+([/:]\*+)*$/.test(tail);
}
