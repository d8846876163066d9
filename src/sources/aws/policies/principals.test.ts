import { describe, expect, it } from "vitest";
import { parsePolicy } from "./document.ts";
import { judgePrincipals } from "./principals.ts";

const OWN = "111122223333";

function traits(principal: unknown, condition?: unknown): readonly string[] {
  const statement = { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", Condition: condition };
  return judgePrincipals(parsePolicy({ Statement: [statement] }) ?? [], OWN).traits.toSorted();
}

describe("whom a trust policy lets in", () => {
  it("is everybody for a wildcard that nothing narrows", () => {
    expect(traits("*")).toEqual(["public"]);
    expect(traits({ AWS: "*" })).toEqual(["public"]);
    expect(traits({ AWS: ["*"] }, { StringLike: { "aws:PrincipalArn": "*" } })).toEqual(["public"]);
    expect(traits({ AWS: "*" }, { StringEquals: { "aws:PrincipalOrgID": "o-example1234" } })).toEqual([]);
  });

  it("is another account for its number, its root or one of its identities", () => {
    for (const name of ["444455556666", "arn:aws:iam::444455556666:root", "arn:aws:iam::444455556666:role/x"]) {
      expect(traits({ AWS: [OWN, name] })).toEqual(["foreign_account"]);
    }
    expect(traits({ AWS: `arn:aws:iam::${OWN}:root` })).toEqual([]);
  });

  it("is only services, or services and somebody else", () => {
    expect(traits({ Service: ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] })).toEqual(["service_trust"]);
    expect(traits({ Service: "lambda.amazonaws.com", AWS: "444455556666" })).toEqual(["foreign_account"]);
  });

  it("is everybody who uses a shared provider, unless the subject is named", () => {
    const github = { Federated: `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com` };
    const key = "token.actions.githubusercontent.com";
    expect(traits(github, { StringEquals: { [`${key}:aud`]: "sts.amazonaws.com" } })).toEqual(["outside_provider", "public"]);
    expect(traits(github, { StringLike: { [`${key}:sub`]: "*" } })).toEqual(["outside_provider", "public"]);
    for (const open of ["repo:*", "repo:*:ref:refs/heads/main", "*:environment:prod"]) {
      expect(traits(github, { StringLike: { [`${key}:sub`]: open } })).toContain("public");
    }
    expect(traits(github, { StringLike: { [`${key}:sub`]: "repo:acme/app:*" } })).toEqual(["outside_provider"]);
    expect(traits({ Federated: `arn:aws:iam::${OWN}:saml-provider/office` })).toEqual(["outside_provider"]);
    expect(traits({ Federated: "cognito-identity.amazonaws.com" })).toEqual([]);
  });

  it("does not count denials, and takes NotPrincipal for everybody else", () => {
    const deny = parsePolicy({ Statement: { Effect: "Deny", Principal: "*", Action: "*" } }) ?? [];
    expect(judgePrincipals(deny, OWN).traits).toEqual([]);
    const not = parsePolicy({ Statement: { Effect: "Allow", NotPrincipal: { AWS: OWN }, Action: "*" } }) ?? [];
    expect(judgePrincipals(not, OWN).traits).toEqual(["public"]);
  });
});
