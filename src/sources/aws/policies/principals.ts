import type { Trait } from "../../../facts/kinds.ts";
import { parseArn } from "../arn.ts";
import { conditionNames } from "./condition.ts";
import type { PrincipalName, Statement } from "./document.ts";

/*
 * Who a trust or resource policy lets in:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */

/** Identity providers that serve everybody: trust in one without its `sub` is trust in all their users. */
const SHARED_ISSUERS = [
  "token.actions.githubusercontent.com",
  "gitlab.com",
  "app.terraform.io",
  "accounts.google.com",
  "agent.buildkite.com",
  "oidc.circleci.com",
  "vstoken.dev.azure.com",
  "oidc.vercel.com",
  "www.amazon.com",
  "graph.facebook.com",
];

export interface Admitted {
  /** `public`, `foreign_account` and `service_trust`, as far as they hold. */
  readonly traits: readonly Trait[];
  /** Principals, sorted, for people to read. */
  readonly names: readonly string[];
  /** Account other than the policy's own, the smallest of several. */
  readonly foreignAccount: string | null;
}

export function judgePrincipals(statements: readonly Statement[], ownAccount: string): Admitted {
  const all = statements.flatMap((statement) => statement.principals);
  const traits: Trait[] = [];
  if (statements.some(isPublic)) traits.push("public");
  const foreign = all.flatMap((principal) => principalAccount(principal) ?? []).filter((account) => account !== ownAccount);
  const foreignAccount = foreign.toSorted()[0] ?? null;
  if (foreignAccount !== null) traits.push("foreign_account");
  if (all.some(isOutsideProvider)) traits.push("outside_provider");
  if (all.length > 0 && all.every((principal) => principal.type === "Service")) traits.push("service_trust");
  return { traits, names: [...new Set(all.map((principal) => principal.name))].toSorted(), foreignAccount };
}

function isPublic(statement: Statement): boolean {
  return statement.principals.some((principal) => {
    if (principal.type === "Federated") return isSharedIssuer(principal) && !conditionNames(statement.condition, ":sub", isOpenSubject);
    return principal.name === "*" && !statement.restricted;
  });
}

function isSharedIssuer(principal: PrincipalName): boolean {
  const issuer = principal.name.slice(principal.name.indexOf(":oidc-provider/") + 1).replace(/^oidc-provider\//, "");
  return SHARED_ISSUERS.some((shared) => issuer === shared || issuer.startsWith(`${shared}/`) || issuer.endsWith(`.${shared}`));
}

/** `repo:*` or `*:ref:refs/heads/main` names everybody's repositories. */
function isOpenSubject(value: string): boolean {
  return /^([a-z_]+[:/])?[*?]/i.test(value);
}

/** SAML and OIDC providers vouch for users that the account does not know; AWS's own user pools are its customers' affair. */
function isOutsideProvider(principal: PrincipalName): boolean {
  return principal.type === "Federated" && principal.name !== "cognito-identity.amazonaws.com";
}

/** Account of an AWS principal: a bare account number or an ARN. Services and providers have none here. */
export function principalAccount(principal: PrincipalName): string | null {
  if (principal.type !== "AWS") return null;
  if (/^\d{12}$/.test(principal.name)) return principal.name;
  const account = parseArn(principal.name)?.account ?? "";
  return account === "" ? null : account;
}
