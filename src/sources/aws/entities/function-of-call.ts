import type { Entities } from "../../../facts/fact.ts";
import { listAt, textAt } from "../../fields.ts";
import { functionRef, hasPath, principalId } from "../arn.ts";
import type { FunctionRef } from "../arn.ts";
import type { Call } from "./extractor.ts";

/** Function that a Lambda call is about: from the answer, else the request, else the resource list. */
export function functionOf(call: Call): FunctionRef | null {
  const answered = functionRef(textAt(call.response, "functionArn"), call.home);
  const ref = answered ?? requested(call) ?? listed(call);
  if (ref === null) return null;
  // The answer names the plain function even when the request was narrowed to an alias.
  return { ...ref, qualifier: ref.qualifier ?? textAt(call.request, "qualifier") ?? requested(call)?.qualifier ?? null };
}

function requested(call: Call): FunctionRef | null {
  const named = functionRef(textAt(call.request, "functionName"), call.home) ?? qualified(call);
  return named ?? functionRef(arnOnly(textAt(call.request, "resourceArn") ?? textAt(call.request, "durableExecutionArn")), call.home);
}

/** A run's ARN goes on behind its function: `…:function:NAME:VERSION/durable-execution/ID/RUN`. */
function arnOnly(text: string | null): string | null {
  return text?.startsWith("arn:") === true ? (text.split("/")[0] ?? null) : null;
}

/** `fullyQualifiedArn` spells the same ARN as an object of parts. */
function qualified(call: Call): FunctionRef | null {
  const prefix = ["fullyQualifiedArn", "arnPrefix"] as const;
  const name = textAt(call.request, "fullyQualifiedArn", "relativeId", "functionName");
  return functionRef(name, {
    partition: textAt(call.request, ...prefix, "partition") ?? call.home.partition,
    region: textAt(call.request, ...prefix, "region") ?? call.home.region,
    account: textAt(call.request, ...prefix, "account") ?? call.home.account,
  });
}

function listed(call: Call): FunctionRef | null {
  for (const resource of listAt(call.record, "resources")) {
    const ref = functionRef(textAt(resource, "ARN"), call.home);
    if (ref !== null) return ref;
  }
  return null;
}

/** Columns that name the function; empty when the record does not say which. */
export function automationOf(ref: FunctionRef | null): Entities {
  if (ref === null) return {};
  return { automationId: ref.id, automationKind: "lambda", automationName: ref.name, automationVersion: ref.qualifier };
}

/** Role that the function runs as after the call: the answer names it even when the request does not. */
export function runAsOf(call: Call): { readonly runAsId: string | null; readonly runAsArn: string | null } {
  const role = textAt(call.response, "role") ?? textAt(call.request, "role");
  return runAs(role, call);
}

export function runAs(role: string | null, call: Call): { readonly runAsId: string | null; readonly runAsArn: string | null } {
  return { runAsId: principalId("role", role, call.home), runAsArn: role !== null && hasPath(role) ? role : null };
}
