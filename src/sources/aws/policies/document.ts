import { isFields, listAt, parsedJson, textAt, textsAt, valueAt } from "../../fields.ts";
import { restricts } from "./condition.ts";

/*
 * IAM policy documents: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * Requests hold them as plain JSON text or objects, answers URL-encoded.
 */

export interface PrincipalName {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` for the bare wildcard. */
  readonly type: string;
  readonly name: string;
}

/** One Allow statement. Denials are left out: what they leave over cannot be told from logs. */
export interface Statement {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: readonly PrincipalName[];
  /** The statement names whom it does not apply to, hence everybody else. */
  readonly notPrincipal: boolean;
  /** Whether its condition keeps anybody out. */
  readonly restricted: boolean;
  readonly condition: unknown;
}

/** Allow statements of a document, or null when it is absent, hidden, cut or no policy. */
export function parsePolicy(value: unknown): readonly Statement[] | null {
  const document = documentOf(value);
  if (!isFields(document) || valueAt(document, "Statement") === undefined) return null;
  return listAt(document, "Statement").flatMap((statement) => statementOf(statement) ?? []);
}

function documentOf(value: unknown): unknown {
  if (isFields(value)) return value;
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (!text.startsWith("%")) return parsedJson(text);
  try {
    return parsedJson(decodeURIComponent(text));
  } catch {
    return undefined; // cut inside an escape
  }
}

function statementOf(statement: unknown): Statement | null {
  // Anything but a clear Deny is read as a grant: a grant missed would be the worse mistake.
  if (!isFields(statement) || textAt(statement, "Effect")?.toLowerCase() === "deny") return null;
  const condition = valueAt(statement, "Condition");
  const notPrincipal = valueAt(statement, "NotPrincipal") !== undefined;
  return {
    actions: textsAt(statement, "Action"),
    notActions: textsAt(statement, "NotAction"),
    resources: textsAt(statement, "Resource"),
    notResources: textsAt(statement, "NotResource"),
    principals: notPrincipal ? [{ type: "*", name: "*" }] : principalsOf(valueAt(statement, "Principal")),
    notPrincipal,
    restricted: restricts(condition),
    condition,
  };
}

function principalsOf(principal: unknown): readonly PrincipalName[] {
  if (principal === "*") return [{ type: "*", name: "*" }];
  // A bare text is no valid principal, but requests of other services write one.
  if (typeof principal === "string") return [{ type: "AWS", name: principal }];
  if (!isFields(principal)) return [];
  return Object.keys(principal).flatMap((type) => textsAt(principal, type).map((name) => ({ type, name })));
}

/** The first things that a policy allows, for people to read; at most `limit` characters. */
export function allowsText(statements: readonly Statement[], limit = 200): string {
  const parts = statements.map((statement) => {
    const actions = statement.notActions.length > 0 ? `all but ${statement.notActions.join(", ")}` : statement.actions.join(", ");
    const resources = statement.notResources.length > 0 ? `all but ${statement.notResources.join(", ")}` : statement.resources.join(", ");
    return resources === "" ? actions : `${actions} on ${resources}`;
  });
  const text = parts.join("; ");
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}
