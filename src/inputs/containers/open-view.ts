import type { Source } from "../../sources/contract.ts";
import type { Limits } from "../contract.ts";
import type { OpenInput } from "../open/input-of-bytes.ts";
import { FILE_REASONS, type Reason } from "../reasons.ts";
import type { Window } from "../open/windows.ts";
import type { Soon } from "../../util/soon.ts";
import type { Windows } from "../walk.ts";
import { csvRows, csvShape } from "./csv.ts";
import { hasPrefix, prefixedRows } from "./prefixed-lines.ts";
import { createRowWriter, type RowPlace, type RowWriter } from "./row-writer.ts";
import { lineRows, lineShape } from "./text-lines.ts";

/** An input as JSON: its own bytes, or its rows as one JSON object a line. */
export interface View {
  readonly windows: Windows;
  /** Whether the records are rows, which are told apart already and where the byte filter has nothing to save. */
  readonly isTable: boolean;
  /** Why the rows cannot be of any log, if so. */
  readonly refused: Reason | null;
  /** Place in the file of what begins at a position of the window in hand; null where that is the place. */
  placeAt(position: number): RowPlace | null;
}

/** Looks at how an input begins, and makes a table of it if it is one. */
export function openView(input: OpenInput, sources: readonly Source[], limits: Limits): Soon<View> {
  // Most files, and many are small: nothing is made for them that they have no use for.
  return input.whole !== undefined && isJson(input.whole.bytes) ? jsonView(input.whole) : openUnknown(input, sources, limits);
}

async function openUnknown(input: OpenInput, sources: readonly Source[], limits: Limits): Promise<View> {
  const { table } = input;
  const columns = new Set(sources.flatMap(({ tableColumns }) => tableColumns ?? []));
  if (table !== undefined) {
    const isKnown = table.columns.some((name) => columns.has(name.toLowerCase()));
    return {
      windows: input.windows(),
      isTable: true,
      refused: isKnown ? null : FILE_REASONS.unknownTable,
      placeAt: (position) => table.placeAt(position),
    };
  }
  const iterator = input.windows()[Symbol.asyncIterator]();
  const first = await iterator.next();
  const windows = replay(first, iterator);
  if (first.done === true) return jsonView(windows);
  const writer = createRowWriter();
  const rows = rowsOf(first.value.bytes, windows, { sources, columns, limits }, writer);
  if (rows === null) return jsonView(windows);
  return { windows: rows, isTable: true, refused: null, placeAt: (position) => writer.placeAt(position) };
}

function jsonView(windows: Windows): View {
  return { windows, isTable: false, refused: null, placeAt: () => null };
}

async function* replay(first: IteratorResult<Window>, rest: AsyncIterator<Window>): AsyncGenerator<Window> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
}

interface Known {
  readonly sources: readonly Source[];
  readonly columns: ReadonlySet<string>;
  readonly limits: Limits;
}

/** JSON and what is no text go their own way. */
const NO_TABLE = /^(ï»¿)?\s*(\{|\[\s*[{\]])|\0/;
const LOOK = 256;

function isJson(head: Buffer): boolean {
  return (head[0] === OPEN_OBJECT && head[1] === QUOTE) || NO_TABLE.test(head.toString("latin1", 0, LOOK));
}

const OPEN_OBJECT = 0x7b;
const QUOTE = 0x22;

function rowsOf(head: Buffer, windows: AsyncIterable<Window>, known: Known, writer: RowWriter): AsyncIterable<Window> | null {
  if (isJson(head)) return null;
  const lines = lineShape(head, known.sources);
  if (lines !== null) return lineRows(windows, lines, writer);
  const csv = csvShape(head, known.columns);
  if (csv !== null) return csvRows(windows, csv, writer, known.limits);
  return hasPrefix(head) ? prefixedRows(windows, writer) : null;
}
