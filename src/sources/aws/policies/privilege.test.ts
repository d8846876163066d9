import { describe, expect, it } from "vitest";
import { namedPolicyPrivilege } from "./named.ts";
import { parsePolicy } from "./document.ts";
import { judgePrivilege } from "./privilege.ts";
import { fitsWildcard } from "../../../util/wildcard.ts";

function level(...statements: readonly Readonly<Record<string, unknown>>[]): number | null {
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  return parsed === null ? null : judgePrivilege(parsed);
}

function allow(action: unknown, resource: unknown = "*", more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { Effect: "Allow", Action: action, Resource: resource, ...more };
}

describe("the power of a policy's text", () => {
  it("is administrator for everything, for all of IAM, and for what NotAction leaves of IAM", () => {
    expect(level(allow("*"))).toBe(3);
    expect(level(allow("*:*", ["*"]))).toBe(3);
    expect(level(allow(["logs:*", "IAM:*"]))).toBe(3);
    expect(level({ Effect: "Allow", NotAction: ["ec2:*"], Resource: "*" })).toBe(3);
    expect(level({ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::backup" })).toBe(3);
    expect(level({ Effect: "Allow", Action: "iam:*", Resource: "arn:aws:iam::*:*" })).toBe(3);
  });

  it("is escalation for a right that becomes others, on everything of its kind", () => {
    expect(level(allow("iam:PassRole"))).toBe(2);
    expect(level(allow(["iam:Put*"], "arn:aws:iam::111122223333:role/*"))).toBe(2);
    expect(level(allow("lambda:*"))).toBe(2);
    expect(level(allow("sts:Assume?ole", "arn:aws:iam::*:role/*"))).toBe(2);
    expect(level({ Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" })).toBe(2);
  });

  it("is data for narrow rights over identities and for broad reading", () => {
    expect(level(allow("iam:PassRole", "arn:aws:iam::111122223333:role/app"))).toBe(1);
    expect(level(allow("*", "arn:aws:iam::111122223333:role/app"))).toBe(1);
    expect(level(allow("s3:Get*", "arn:aws:s3:::*"))).toBe(1);
    expect(level(allow("secretsmanager:GetSecretValue"))).toBe(1);
  });

  it("is none for what a function ordinarily needs, for denials and for nothing", () => {
    expect(level(allow(["logs:CreateLogStream", "logs:PutLogEvents"]))).toBe(0);
    expect(level(allow("s3:GetObject", "arn:aws:s3:::inbox/*"))).toBe(0);
    expect(level({ Effect: "Deny", Action: "*", Resource: "*" })).toBe(0);
    expect(level()).toBe(0);
  });

  it("takes one step off for a condition, but not for one that always holds", () => {
    expect(level(allow("*", "*", { Condition: { StringEquals: { "aws:PrincipalTag/team": "ops" } } }))).toBe(2);
    expect(level(allow("iam:PassRole", "*", { Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } } }))).toBe(
      1,
    );
    for (const condition of [
      {},
      { StringLike: { "aws:PrincipalArn": "*" } },
      { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "0.0.0.0/0"] } },
      { StringNotEquals: { "aws:PrincipalArn": "nobody" } },
      { Bool: { "aws:SecureTransport": "true" } },
      { DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } },
    ]) {
      expect(level(allow("*", "*", { Condition: condition }))).toBe(3);
    }
  });

  it("is unknown for what is hidden, cut or no policy, and reads every way of writing one", () => {
    for (const unreadable of ["HIDDEN_DUE_TO_SECURITY_REASONS", '{"Statement":[{"Eff', "%7B%22Sta%E0", null, 7, [], {}]) {
      expect(parsePolicy(unreadable)).toBeNull();
    }
    const policy = { Statement: allow("*") };
    for (const written of [policy, JSON.stringify(policy), encodeURIComponent(JSON.stringify(policy))]) {
      expect(judgePrivilege(parsePolicy(written) ?? [])).toBe(3);
    }
  });
});

describe("policies known by name", () => {
  it("are judged only when AWS itself wrote them", () => {
    expect(namedPolicyPrivilege("arn:aws:iam::aws:policy/AdministratorAccess")).toBe(3);
    expect(namedPolicyPrivilege("arn:aws-us-gov:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")).toBe(0);
    expect(namedPolicyPrivilege("arn:aws:iam::111122223333:policy/AWSLambdaBasicExecutionRole")).toBeNull();
    expect(namedPolicyPrivilege("arn:aws:iam::aws:policy/SomethingNew")).toBeNull();
    expect(namedPolicyPrivilege(null)).toBeNull();
  });
});

describe("wildcards", () => {
  it("fit like IAM's, without case", () => {
    expect(fitsWildcard("iam:*Policy", "IAM:PutRolePolicy")).toBe(true);
    expect(fitsWildcard("iam:Put?olePolicy", "iam:PutRolePolicy")).toBe(true);
    expect(fitsWildcard("iam:Get*", "iam:PutRolePolicy")).toBe(false);
    expect(fitsWildcard("", "iam:PutRolePolicy")).toBe(false);
  });

  it("stay quick on a pattern made to be slow", () => {
    const started = performance.now();
    fitsWildcard(`${"*a".repeat(50_000)}b`, "a".repeat(400));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
