import type { LogRecord, Unwrapped } from "../../contract.ts";
import { isFields, listAt, numberAt, textAt } from "../../fields.ts";

/*
 * What a subscription of CloudWatch Logs delivers: one object around many log events of one stream.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */

export interface LogEvent {
  /** Account that owns the log group. */
  readonly owner: string | null;
  readonly logGroup: string;
  readonly logStream: string | null;
  readonly id: string | null;
  /** When the event was logged, milliseconds since 1970. */
  readonly timestamp: number | null;
  readonly message: string;
}

/** The events of a delivery that `recordOf` knows, as records; null when it is no delivery or knows none of them. */
export function unwrapLogEvents(value: LogRecord, recordOf: (event: LogEvent) => LogRecord | null): readonly Unwrapped[] | null {
  const logGroup = textAt(value, "logGroup");
  if (logGroup === null || textAt(value, "messageType") !== "DATA_MESSAGE") return null;
  const found = listAt(value, "logEvents").flatMap((event, at) => {
    const message = isFields(event) ? textAt(event, "message") : null;
    if (message === null) return [];
    const record = recordOf({
      owner: textAt(value, "owner"),
      logGroup,
      logStream: textAt(value, "logStream"),
      id: textAt(event, "id"),
      timestamp: numberAt(event, "timestamp"),
      message,
    });
    return record === null ? [] : [{ record, path: `logEvents[${at}].message` }];
  });
  return found.length === 0 ? null : found;
}
