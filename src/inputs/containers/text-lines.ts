import type { LineLayout, Source } from "../../sources/contract.ts";
import { FILE_REASONS, RECORD_REASONS } from "../reasons.ts";
import type { Window } from "../open/windows.ts";
import type { RowWriter } from "./row-writer.ts";
import { firstLine, linesOf, wholeLines } from "./whole-lines.ts";

/** What the first line of a file says about all of them. */
export interface LineShape {
  readonly fields: readonly string[];
  readonly hasHeader: boolean;
}

/** The layout that a source recognises in the first line; null for any other text. */
export function lineShape(head: Buffer, sources: readonly Source[]): LineShape | null {
  const first = fieldsOf(firstLine(head));
  if (first.length < 2) return null;
  for (const { lines } of sources) {
    const shape = lines === undefined ? null : shapeIn(first, lines);
    if (shape !== null) return shape;
  }
  return null;
}

function shapeIn(first: readonly string[], layout: LineLayout): LineShape | null {
  if (layout.isHeader(first)) return { fields: first, hasHeader: true };
  if (layout.isRecord(first)) return { fields: layout.fields, hasHeader: false };
  const [time = "", ...rest] = first;
  return TIME.test(time) && layout.isRecord(rest) ? { fields: [LOGGED, ...layout.fields], hasHeader: false } : null;
}

/** Export tasks of CloudWatch Logs put the time of logging before each line. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const LOGGED = "@logged";

function fieldsOf(line: string): readonly string[] {
  const trimmed = line.trim();
  return trimmed === "" ? [] : trimmed.split(/[ \t]+/);
}

/** Reads lines of fields into JSON objects by field name. Header lines further down, as of files put together, are no records. */
export async function* lineRows(windows: AsyncIterable<Window>, shape: LineShape, writer: RowWriter): AsyncGenerator<Window> {
  const names = shape.fields.map((name) => JSON.stringify(name));
  const header = shape.hasHeader ? shape.fields.join(" ") : null;
  let base = 0;
  let row = 0;
  let ending: Window | null = null;
  for await (const window of wholeLines(windows)) {
    for (const { start, end } of linesOf(window.bytes)) {
      const fields = fieldsOf(window.bytes.toString("utf8", start, end));
      // A line that the file's end cuts off is damage of the file and no record.
      if (window.last && end === window.bytes.length && fields.length < names.length && fields.length > 0) {
        return yield writer.take(true, window.damage ?? FILE_REASONS.tableCut);
      }
      if (fields.length === 0 || fields.join(" ") === header) continue;
      row += 1;
      const place = { row, offset: base + start, length: end - start };
      if (fields.length === names.length) writer.add(objectOf(names, fields), place);
      else writer.add("{}", { ...place, problem: RECORD_REASONS.otherColumns });
      if (writer.isFull()) yield writer.take(false, null);
    }
    base += window.bytes.length;
    ending = window;
  }
  yield writer.take(true, ending?.damage ?? null);
}

function objectOf(names: readonly string[], fields: readonly string[]): string {
  return `{${names.map((name, at) => `${name}:${JSON.stringify(fields[at])}`).join(",")}}`;
}
