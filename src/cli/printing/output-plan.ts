import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { OutputFormat } from "../../outputs/contract.ts";
import { outputs } from "../../outputs/registry.ts";
import { UserError } from "../../util/errors.ts";

/** One format to render, to a file or (null) to standard output. */
export interface PlannedOutput {
  readonly format: OutputFormat;
  readonly file: string | null;
}

export interface OutputFlags {
  readonly formats: readonly string[];
  readonly files: readonly string[];
  readonly force: boolean;
  /** Format of standard output when nothing names one. */
  readonly usual: string;
}

/**
 * Pairs `--format` with `-o FILE`. A file's ending chooses its format. A file without a telling
 * ending takes the next `--format` that no other file has by its ending. One format may be left
 * over, for standard output; without any `-o`, standard output is always used.
 */
export function planOutputs(flags: OutputFlags): readonly PlannedOutput[] {
  const wanted = flags.formats.map(formatNamed);
  const byEnding = flags.files.map(formatByEnding);
  const spare = wanted.filter((format) => !byEnding.includes(format));
  const toFiles = flags.files.map((file, at) => ({ file, format: byEnding[at] ?? nextSpare(spare, file) }));
  if (spare.length > 1) {
    throw new UserError(
      `--format ${spare.map(({ id }) => id).join(" and ")}: standard output holds one format`,
      "Give the others a file with -o FILE.",
    );
  }
  for (const { file } of toFiles) checkTarget(file, flags.force);
  const toStdout = flags.files.length === 0 ? (spare[0] ?? formatNamed(flags.usual)) : spare[0];
  return toStdout === undefined ? toFiles : [...toFiles, { format: toStdout, file: null }];
}

function nextSpare(spare: OutputFormat[], file: string): OutputFormat {
  const format = spare.shift();
  if (format !== undefined) return format;
  const endings = outputs.flatMap(({ extensions }) => extensions).join(" ");
  throw new UserError(`-o ${file}: the ending names no format`, `Use one of ${endings}, or add --format NAME.`);
}

/** The format with the longest fitting ending: `x.ocsf.jsonl` is ocsf, any other `.jsonl` is jsonl. */
function formatByEnding(file: string): OutputFormat | undefined {
  const name = file.toLowerCase();
  const fitting = outputs.flatMap((format) =>
    format.extensions.filter((ending) => name.endsWith(ending)).map((ending) => ({ format, length: ending.length })),
  );
  return fitting.toSorted((a, b) => b.length - a.length)[0]?.format;
}

function formatNamed(id: string): OutputFormat {
  const format = outputs.find((known) => known.id === id);
  if (format !== undefined) return format;
  throw new UserError(`--format ${id}: unknown format`, `Formats: ${outputs.map((known) => known.id).join(", ")}`);
}

/** Refuses a file that cannot or must not be written: told before the scan, not after an hour of it. */
export function checkTarget(file: string, force: boolean): void {
  if (!existsSync(dirname(file))) throw new UserError(`-o ${file}: its folder does not exist`, "Create the folder first.");
  if (!existsSync(file)) return;
  if (statSync(file).isDirectory()) throw new UserError(`-o ${file}: is a folder`, "Name a file.");
  if (!force) throw new UserError(`-o ${file}: exists already`, "Choose another name, or overwrite it with --force.");
}
