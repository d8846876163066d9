import { shapeOfValue } from "../cut/json-shape.ts";
import { type Reason, RECORD_REASONS } from "../reasons.ts";
import { skipBlank } from "../open/sniff.ts";
import type { Window } from "../open/windows.ts";
import type { RowWriter } from "./row-writer.ts";
import { firstLine, linesOf, wholeLines } from "./whole-lines.ts";

/*
 * Lines of a log shipper: a time, perhaps a host or stream, then the event as JSON. CloudWatch Logs exports look like this:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3ExportTasksConsole.html
 */

/** What stands before the JSON of a line is no longer than this. */
const LONGEST_PREFIX = 512;
const JSON_START = '{"';

/** Whether the first line is JSON behind something else. */
export function hasPrefix(head: Buffer): boolean {
  const line = firstLine(head);
  const at = line.indexOf(JSON_START);
  if (at <= 0 || at > LONGEST_PREFIX || /^(["{]|\[\s*[{\]])/.test(line)) return false;
  const json = Buffer.from(line.slice(at).trimEnd());
  const { state, end } = shapeOfValue(json, 0);
  return state === "incomplete" || (state === "complete" && end === json.length);
}

/** The JSON of each line as a row. A line without any is a row that cannot be used. */
export async function* prefixedRows(windows: AsyncIterable<Window>, writer: RowWriter): AsyncGenerator<Window> {
  let base = 0;
  let row = 0;
  let damage: Reason | null = null;
  for await (const window of wholeLines(windows)) {
    for (const { start, end } of linesOf(window.bytes)) {
      const line = window.bytes.subarray(start, end);
      if (skipBlank(line, 0) >= line.length) continue;
      row += 1;
      addLine(line, { row, offset: base + start, length: line.length }, writer);
      if (writer.isFull()) yield writer.take(false, null);
    }
    base += window.bytes.length;
    damage = window.damage;
  }
  yield writer.take(true, damage);
}

function addLine(line: Buffer, place: { readonly row: number; readonly offset: number; readonly length: number }, writer: RowWriter): void {
  const at = line.indexOf(JSON_START);
  const shape = at === -1 || at > LONGEST_PREFIX ? null : shapeOfValue(line, at);
  if (shape?.state !== "complete" || skipBlank(line, shape.end) < line.length) {
    return writer.add("{}", { ...place, problem: RECORD_REASONS.notJson });
  }
  writer.add(line.subarray(at, shape.end), { ...place, offset: place.offset + at, length: shape.end - at });
}
