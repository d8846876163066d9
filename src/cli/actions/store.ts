import { closeSync, existsSync, openSync, statSync, writeSync } from "node:fs";
import { rfc3339 } from "../../incidents/time.ts";
import { inspectStore, type StoreReader } from "../../store/inspect.ts";
import { UserError } from "../../util/errors.ts";
import { printable, printableJson } from "../../util/printable.ts";
import { thousands } from "../../util/thousands.ts";
import { loadContent } from "../pipeline/load-content.ts";
import type { CommonFlags, Context } from "../context.ts";
import { factLine } from "../printing/fact-line.ts";
import { readSettingsOf } from "../flags/scan-flags.ts";
import { checkTarget } from "../printing/output-plan.ts";
import { SCAN_META, parseStoredScan } from "../pipeline/stored-scan.ts";

/** Flags of `faastrail store info`. */
export interface InfoFlags extends CommonFlags {
  readonly rules?: readonly string[];
  readonly format?: "text" | "jsonl";
}

/** Flags of `faastrail store export`. */
export interface ExportFlags extends CommonFlags {
  readonly output?: string;
  readonly force?: true;
}

/** What made a store and what it holds. */
export async function tellStore(file: string, flags: InfoFlags, context: Context): Promise<void> {
  await withReader(file, (reader) => info(file, reader, flags, context));
}

/** The facts of a store as JSON Lines. */
export async function exportStore(file: string, flags: ExportFlags, context: Context): Promise<void> {
  await withReader(file, (reader) => exportFacts(reader, flags, context));
}

async function withReader(file: string, use: (reader: StoreReader) => Promise<void>): Promise<void> {
  if (!existsSync(file)) throw new UserError(`${file}: no such store`, "Make one: faastrail scan PATH --store FILE");
  if (statSync(file).isDirectory()) throw new UserError(`${file}: is a folder`, "Name a store file.");
  const reader = await inspectStore(file);
  try {
    await use(reader);
  } finally {
    reader.close();
  }
}

async function info(file: string, reader: StoreReader, flags: InfoFlags, context: Context): Promise<void> {
  const { io } = context;
  const { schema, digest, facts, activityRows, firstMs, lastMs } = await reader.describe();
  const scan = parseStoredScan(await reader.meta(SCAN_META));
  const content = await loadContent((await readSettingsOf(flags, context)).values.rules ?? []);
  const known = {
    schema: "faastrail.store/1",
    file,
    bytes: statSync(file).size,
    store_schema: schema,
    digest,
    usable: digest === content.digest,
    complete: scan?.complete ?? false,
    finished: scan !== null,
    records: scan?.summary.records ?? 0,
    sources: scan?.sources ?? [],
    first_fact: firstMs === null ? null : rfc3339(firstMs),
    last_fact: lastMs === null ? null : rfc3339(lastMs),
    facts,
    activity_rows: activityRows,
  };
  const isText = (flags.format ?? (io.stdout.isTTY ? "text" : "jsonl")) === "text";
  io.stdout.write(isText ? infoText(known) : `${printableJson(known)}\n`);
}

interface StoreInfo {
  readonly file: string;
  readonly bytes: number;
  readonly store_schema: string;
  readonly digest: string;
  readonly usable: boolean;
  readonly complete: boolean;
  readonly finished: boolean;
  readonly records: number;
  readonly sources: readonly string[];
  readonly first_fact: string | null;
  readonly last_fact: string | null;
  readonly facts: Readonly<Record<string, number>>;
  readonly activity_rows: number;
}

function infoText(known: StoreInfo): string {
  const total = Object.values(known.facts).reduce((sum, count) => sum + count, 0);
  const span = known.first_fact === null ? "no facts" : `${known.first_fact} to ${known.last_fact}`;
  const lines: readonly (readonly [string, string])[] = [
    ["Store", `${known.file}, ${thousands(known.bytes)} bytes`],
    ["Made by", `schema ${known.store_schema}, rules ${known.digest}`],
    ["Usable", known.usable ? "yes: these rules made it" : "no: other rules made it; scan the logs again into a new store"],
    ["Complete", completeness(known)],
    ["Last scan", `${thousands(known.records)} records`],
    ["Sources", known.sources.length === 0 ? "none" : known.sources.join(", ")],
    ["Time span", span],
    ["Facts", thousands(total)],
    ...Object.entries(known.facts).map(([kind, count]) => ["", `${kind.padEnd(18)}${thousands(count).padStart(9)}`] as const),
    ["Activity", `${thousands(known.activity_rows)} hourly rows of run-as identities`],
  ];
  return lines.map(([label, value]) => `${label.padEnd(12)}${printable(value)}\n`).join("");
}

function completeness({ complete, finished }: StoreInfo): string {
  if (!finished) return "no: no scan was finished into it";
  return complete ? "yes" : "no: some input could not be read whole, or a scan was broken off";
}

async function exportFacts(reader: StoreReader, { output, force }: ExportFlags, { io }: Context): Promise<void> {
  if (output === undefined) {
    for await (const facts of reader.facts()) io.stdout.write(facts.map((fact) => `${factLine(fact)}\n`).join(""));
    return;
  }
  checkTarget(output, force === true);
  // Facts are evidence, so only their owner may read them until somebody decides otherwise.
  const target = openSync(output, force === true ? "w" : "wx", 0o600);
  try {
    for await (const facts of reader.facts()) writeSync(target, facts.map((fact) => `${factLine(fact)}\n`).join(""));
  } finally {
    closeSync(target);
  }
}
