import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { flagAt, parsedJson, textAt, valueAt } from "../../fields.ts";
import { accountOfArn, parseArn } from "../arn.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";
import { automationOf, functionOf } from "./function-of-call.ts";
import { doubts } from "./iam.ts";
import { parsePolicy } from "../policies/document.ts";
import type { Statement } from "../policies/document.ts";
import { judgePrincipals, principalAccount } from "../policies/principals.ts";

/*
 * Who may call a function or use a layer:
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html and
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */

export const lambdaAccessEntities = extractors({
  function_permission: functionPermission,
  service_permission: servicePermission,
  function_policy: functionPolicy,
  function_url: functionUrl,
  layer: publishedLayer,
  layer_permission: layerPermission,
});

/** The statement that the call added; the answer repeats it as JSON text when the request was left out. */
function addedStatement(call: Call): Statement | null {
  const statement = parsedJson(valueAt(call.response, "statement"));
  return parsePolicy({ Statement: statement })?.[0] ?? null;
}

function principalOf(call: Call): string | null {
  return textAt(call.request, "principal") ?? addedStatement(call)?.principals[0]?.name ?? null;
}

/** `*` without any narrowing is everybody; a narrowed one is judged by the account it is narrowed to. */
function openness(call: Call, narrowedTo: readonly (string | null)[]): readonly Trait[] {
  const principal = principalOf(call);
  if (principal === null) return [];
  if (principal !== "*") {
    const account = principalAccount({ type: "AWS", name: principal });
    return account !== null && account !== call.home.account ? ["foreign_account"] : [];
  }
  const narrowed = narrowedTo.filter((value) => value !== null);
  if (narrowed.length === 0) return addedStatement(call)?.restricted === true && !isUrlGrant(call) ? [] : ["public"];
  const accounts = narrowed.map((value) => (/^\d{12}$/.test(value) ? value : accountOfArn(value)));
  return accounts.some((account) => account !== null && account !== call.home.account) ? ["foreign_account"] : [];
}

/**
 * Conditions that say by which way a call comes, not from whom: the two halves of opening a URL.
 * With AWS_IAM any identity of any account may still try.
 */
function isUrlGrant(call: Call): boolean {
  return textAt(call.request, "functionUrlAuthType") !== null || flagAt(call.request, "invokedViaFunctionUrl") === true;
}

function functionPermission(call: Call): Entities {
  const { request } = call;
  const sourceArn = textAt(request, "sourceArn");
  const narrowedTo = [sourceArn, textAt(request, "sourceAccount"), textAt(request, "principalOrgID")];
  const principal = principalOf(call);
  return {
    ...automationOf(functionOf(call)),
    targetId: principal,
    targetType: "principal",
    targetAccount: principal === null ? null : principalAccount({ type: "AWS", name: principal }),
    traits: openness(call, narrowedTo),
    detail: permissionDetail(call),
  };
}

/** A service may run the function; `sourceArn` narrows it to one bucket, topic or rule. */
function servicePermission(call: Call): Entities {
  const sourceArn = textAt(call.request, "sourceArn");
  return {
    ...automationOf(functionOf(call)),
    targetId: sourceArn,
    targetType: sourceArn === null ? null : (parseArn(sourceArn)?.service ?? null),
    targetAccount: textAt(call.request, "sourceAccount") ?? accountOfArn(sourceArn),
    traits: isOpenService(call) ? ["foreign_account"] : [],
    detail: permissionDetail(call),
  };
}

/** Services in which any customer can point a thing of their own at a function that does not say whose. */
const LENDING = /^(apigateway|sns|iot|logs|elasticloadbalancing|alexa-appkit|alexa-connectedhome|lex|lexv2)\./;

function isOpenService(call: Call): boolean {
  const { request, home } = call;
  const accounts = [textAt(request, "sourceAccount"), accountOfArn(textAt(request, "sourceArn"))].filter((account) => account !== null);
  if (accounts.length > 0) return accounts.some((account) => account !== home.account);
  const named = ["sourceArn", "principalOrgID", "eventSourceToken"].some((key) => textAt(request, key) !== null);
  return !named && LENDING.test(textAt(request, "principal") ?? "");
}

/** The whole policy of a function at once, instead of statement by statement. */
function functionPolicy(call: Call): Entities {
  const document = valueAt(call.request, "policy") ?? valueAt(call.response, "policy");
  const statements = parsePolicy(document);
  const admitted = judgePrincipals(statements ?? [], call.home.account);
  const traits: readonly Trait[] = call.envelope.op === "DeleteResourcePolicy" ? ["removal"] : admitted.traits;
  return {
    ...automationOf(functionOf(call)),
    targetType: "principal",
    targetAccount: admitted.foreignAccount,
    traits,
    flags: statements === null ? doubts(document) : [],
    detail: detail({ principal: admitted.names.join(", ").slice(0, 200) }),
  };
}

function permissionDetail(call: Call): NonNullable<Entities["detail"]> {
  const { request } = call;
  return detail({
    principal: principalOf(call),
    statementId: textAt(request, "statementId"),
    action: textAt(request, "action"),
    sourceArn: textAt(request, "sourceArn"),
    sourceAccount: textAt(request, "sourceAccount"),
    authType: textAt(request, "functionUrlAuthType"),
  });
}

function functionUrl(call: Call): Entities {
  const authType = textAt(call.request, "authType") ?? textAt(call.response, "authType");
  return {
    ...automationOf(functionOf(call)),
    targetId: textAt(call.response, "functionUrl"),
    targetType: "url",
    traits: authType === "NONE" ? ["public"] : [],
    detail: detail({ authType }),
  };
}

/** A layer by name, ARN, or ARN with its version. */
function layerOf(call: Call): Entities {
  const named = textAt(call.response, "layerArn") ?? textAt(call.request, "layerName");
  if (named === null) return {};
  const { home } = call;
  const resource = parseArn(named)?.resource.replace(/^layer:/, "") ?? named;
  const [name = "", versionInArn = null] = resource.split(":");
  const id = `arn:${home.partition}:lambda:${home.region ?? ""}:${accountOfArn(named) ?? home.account}:layer:${name}`;
  const version = valueAt(call.response, "version") ?? valueAt(call.request, "versionNumber") ?? versionInArn;
  const automationVersion = typeof version === "number" || typeof version === "string" ? String(version) : null;
  return { automationId: id, automationKind: "layer", automationName: name, automationVersion };
}

function publishedLayer(call: Call): Entities {
  const bucket = textAt(call.request, "content", "s3Bucket");
  return {
    ...layerOf(call),
    traits: ["code_changed"],
    detail: detail({
      codeSource: bucket === null ? "inline" : `s3://${bucket}/${textAt(call.request, "content", "s3Key") ?? ""}`,
      codeSha256: textAt(call.response, "content", "codeSha256"),
    }),
  };
}

function layerPermission(call: Call): Entities {
  const principal = principalOf(call);
  return {
    ...layerOf(call),
    targetId: principal,
    targetType: "principal",
    targetAccount: principal === null ? null : principalAccount({ type: "AWS", name: principal }),
    traits: /^(Remove|Delete)/.test(call.envelope.op) ? ["removal"] : openness(call, [textAt(call.request, "organizationId")]),
    detail: detail({ principal, statementId: textAt(call.request, "statementId") }),
  };
}
