import { Readable } from "node:stream";
import type { Options } from "csv-parse";
import type { Limits } from "../contract.ts";
import { FILE_REASONS, type Reason, RECORD_REASONS } from "../reasons.ts";
import type { Window } from "../open/windows.ts";
import type { RowWriter } from "./row-writer.ts";

/** What tells a table from other text: its separator. */
export interface CsvShape {
  readonly delimiter: string;
}

const DELIMITERS = [",", "\t", ";"];
/** Header lines are shorter. */
const HEADER = 16 * 1024;

/** The shape of a CSV file whose header names one of the columns; null for any other text. */
export function csvShape(head: Buffer, columns: ReadonlySet<string>): CsvShape | null {
  const text = head.toString("utf8", 0, HEADER).replace(/^\uFEFF/, "");
  const line = text.slice(0, endOfLine(text));
  for (const delimiter of DELIMITERS) {
    const names = line.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
    if (names.some((name) => columns.has(name.toLowerCase()))) return { delimiter };
  }
  return null;
}

function endOfLine(text: string): number {
  const end = text.search(/[\r\n]/);
  return end === -1 ? text.length : end;
}

/** Reads the rows of a CSV file into JSON objects by column name, a stretch at a time. */
export async function* csvRows(windows: AsyncIterable<Window>, shape: CsvShape, writer: RowWriter, limits: Limits): AsyncGenerator<Window> {
  const { CsvError, parse } = await import("csv-parse");
  const ending: Ending = { damage: null, inRow: false };
  const parser = Readable.from(bytesOf(windows, ending)).pipe(parse(parserOptions(shape, limits)));
  const table: Table = { header: null, row: 0, end: 0, misfit: null };
  let damage: Reason | null = null;
  try {
    for await (const parsed of parser) {
      addRow(table, parsed, writer);
      if (writer.isFull()) yield writer.take(false, null);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    damage = error.code === "CSV_QUOTE_NOT_CLOSED" ? FILE_REASONS.tableCut : FILE_REASONS.tableBroken;
  }
  // A row that the file's end cuts off is damage of the file and no record.
  if (table.misfit?.isShort === true && ending.inRow && damage === null) damage = FILE_REASONS.tableCut;
  else addMisfit(table, writer);
  yield writer.take(true, ending.damage ?? damage);
}

/** How the bytes of the file end. */
interface Ending {
  damage: Reason | null;
  inRow: boolean;
}

async function* bytesOf(windows: AsyncIterable<Window>, ending: Ending): AsyncGenerator<Buffer> {
  for await (const { bytes, damage } of windows) {
    ending.damage = damage;
    if (bytes.length > 0) ending.inRow = bytes[bytes.length - 1] !== 0x0a;
    yield bytes;
  }
}

/** Quotes inside an unquoted field are letters; a row that does not fit the header is for us to judge. */
function parserOptions({ delimiter }: CsvShape, limits: Limits): Options {
  return {
    delimiter,
    bom: true,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // In characters; the limit on bytes of a record is checked with all others.
    max_record_size: 2 * limits.recordBytes,
  };
}

interface Table {
  header: readonly string[] | null;
  row: number;
  /** Where the next row begins. */
  end: number;
  /** The last row, if it does not fit the header: held back, because it may be one that was cut off. */
  misfit: { readonly place: { readonly row: number; readonly offset: number; readonly length: number }; readonly isShort: boolean } | null;
}

interface ParsedRow {
  readonly record: readonly string[];
  readonly info: { readonly bytes: number };
}

function addRow(table: Table, parsed: unknown, writer: RowWriter): void {
  const { record, info } = parsed as ParsedRow; // the shape that the option `info` promises
  addMisfit(table, writer);
  const offset = table.end;
  table.end = info.bytes;
  if (table.header === null) {
    table.header = record.map((name) => JSON.stringify(name.trim()));
    return;
  }
  table.row += 1;
  const place = { row: table.row, offset, length: info.bytes - offset };
  if (record.length !== table.header.length) {
    table.misfit = { place, isShort: record.length < table.header.length };
    return;
  }
  const json = table.header.map((name, at) => `${name}:${JSON.stringify(record[at])}`);
  writer.add(`{${json.join(",")}}`, place);
}

function addMisfit(table: Table, writer: RowWriter): void {
  if (table.misfit === null) return;
  writer.add("{}", { ...table.misfit.place, problem: RECORD_REASONS.otherColumns });
  table.misfit = null;
}
