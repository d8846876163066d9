import type { LogRecord } from "../../contract.ts";
import { isFields, textAt } from "../../fields.ts";

/**
 * A finding as the GetFindings call and the command line answer it: the same fields, their names beginning with
 * capitals. Null for anything else. https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetFindings.html
 */
export function fromCapitalised(value: LogRecord): LogRecord | null {
  const isFinding = textAt(value, "Type") !== null && textAt(value, "AccountId") !== null && isFields(value["Service"]);
  if (!isFinding) return null;
  const turned = lowered(value);
  return isFields(turned) ? turned : null;
}

function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.slice(0, 1).toLowerCase() + key.slice(1), lowered(inner)]));
}
