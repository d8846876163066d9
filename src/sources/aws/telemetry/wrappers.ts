import type { LogRecord } from "../../contract.ts";
import { isFields, textAt, valueAt } from "../../fields.ts";

/*
 * Flow logs and resolver queries as OpenSearch and Elastic keep them: the line as it came as text, its fields below `aws`.
 * https://github.com/opensearch-project/opensearch-catalog (integrations/observability/amazon_vpc_flow),
 * https://www.elastic.co/docs/reference/integrations/aws/vpcflow
 */

/** Where the text of a log line may stand, the closest to what AWS delivered first. */
const LINES: readonly (readonly string[])[] = [["event", "original"], ["event.original"], ["message"], ["@message"], ["body"], ["_raw"]];

/** The first text of the value that `recordOf` knows, as a record with the way to it; else null. */
export function fromLine(value: LogRecord, recordOf: (line: string) => LogRecord | null): Wrapped | null {
  for (const path of LINES) {
    const text = textAt(value, ...path) ?? textAt(value, "_source", ...path);
    const record = text === null ? null : recordOf(text);
    if (record !== null) return { record, path: path.join(".") };
  }
  return null;
}

export interface Wrapped {
  readonly record: LogRecord;
  readonly path: string;
}

/** Fields of the value below one of these keys of `aws`, as in `aws.vpc`; else null. */
export function fromFields(value: LogRecord, keys: readonly string[]): Wrapped | null {
  for (const key of keys) {
    const fields = valueAt(value, "aws", key) ?? value[`aws.${key}`] ?? valueAt(value, "_source", "aws", key);
    if (isFields(fields)) return { record: fields, path: `aws.${key}` };
  }
  return null;
}
