import type { LogRecord, UnmappedOperations } from "../../contract.ts";
import { textAt } from "../../fields.ts";
import { COMMON_ELSEWHERE, DOCUMENTED_WRITES } from "./documented-operations.ts";
import { KNOWN_OPERATIONS } from "./known-operations.ts";
import { eventSource, operationName } from "./operation-name.ts";

/*
 * Operations newer than this program, of services in which a write can plant code, bind an identity or blind the logs. What they
 * do nobody has said yet, so they are counted and named, and never evidence.
 */

/** Prefixes of `eventSource` before `.amazonaws.com`. */
const WATCHED = new Set([
  "lambda",
  "iam",
  "sts",
  "events",
  "scheduler",
  "pipes",
  "states",
  "codebuild",
  "apprunner",
  "cloudtrail",
  "bedrock-agentcore",
  "bedrock-agentcore-control",
]);

/** Verbs of writes. CloudTrail's `readOnly` has the last word where it is there; the bytes are asked for the verb alone. */
const WRITES =
  /^(Accept|Activate|Add|Associate|Attach|Authorize|Bind|Change|Create|Deactivate|Deauthorize|Delete|Deploy|Deregister|Detach|Disable|Disassociate|Enable|Execute|Grant|Import|Invoke|Issue|Launch|Modify|Pass|Pause|Publish|Put|Register|Reject|Remove|Replace|Reset|Restore|Resume|Revoke|Rotate|Run|Schedule|Send|Set|Share|Start|Stop|Tag|Untag|Update|Upload)[A-Z]/;

export const unmappedOperations: UnmappedOperations = { mayBe, operation };

function mayBe(name: string): boolean {
  const { op } = operationName(name);
  return WRITES.test(op) && !KNOWN_OPERATIONS.has(op) && !DOCUMENTED_WRITES.has(op) && !COMMON_ELSEWHERE.has(op);
}

/** `lambda:CreateFunctionV2`; null for reads, for calls that did nothing, and for all services that are not watched. */
function operation(record: LogRecord): string | null {
  const name = textAt(record, "eventName");
  if (name === null || record["readOnly"] === true || textAt(record, "errorCode") !== null || !mayBe(name)) return null;
  const { service } = eventSource(textAt(record, "eventSource") ?? "");
  return WATCHED.has(service) ? `${service}:${operationName(name).op}` : null;
}
