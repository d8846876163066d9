import type { InputReport, Quarantined, ReadOptions, ReadResult, Rereadable } from "./contract.ts";
import { findFiles, type FoundFile, pathOf } from "./open/find-files.ts";
import { oneByOne, openAhead } from "./open/open-ahead.ts";
import type { Opened } from "./open/open-here.ts";
import { openStdin } from "./open/open-input.ts";
import type { PathList } from "./open/path-list.ts";
import { FILE_REASONS, isSkipped } from "./reasons.ts";
import { type InputResult, readInput } from "./read-input.ts";
import { createSession, flushAllFacts, lendActivities, type Session } from "./session.ts";
import { addCounts, MOST_QUARANTINED, noCounts, report } from "./tally.ts";
import { after, type Soon } from "../util/soon.ts";

/**
 * Reads logs from files, folders (everything below them) and `-` (stdin). Facts and run-as activity
 * go to the sink; the result says what became of every file and every record. Whatever the files
 * hold, it is told in the result. Throws UserError for a path that does not exist.
 */
export async function readInputs(paths: readonly string[], options: ReadOptions): Promise<ReadResult> {
  const files = findFiles(paths);
  const session = createSession(options);
  const gathered: Gathered = { inputs: [], filesRead: 0, totals: noCounts(), bySource: new Map(), quarantine: [], rereadable: [] };
  const tell = progressTeller(options, files.length);
  const next = oneByOne(openAhead(ordinary(files), options.limits, () => session.quick.searchers, options.threads));
  for (const [done, file] of files.entries()) {
    tell(done, session);
    const read = readFound(file, session, gathered, next);
    if (read instanceof Promise) await read;
  }
  await flushAllFacts(session);
  await lendActivities(session.rollUp, options);
  await lendActivities(session.roleDays, options);
  tell(files.length, session, true);
  return {
    inputs: gathered.inputs,
    filesRead: gathered.filesRead,
    totals: gathered.totals,
    recordsBySource: Object.fromEntries([...gathered.bySource].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    quarantine: gathered.quarantine,
    activityOverflow: session.rollUp.overflow() + session.roleDays.overflow(),
    covered: Object.fromEntries([...session.covered].map(([kind, accounts]) => [kind, [...accounts].toSorted()])),
    unmapped: Object.fromEntries([...session.unmapped].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    firstMs: session.firstMs,
    lastMs: session.lastMs,
    rereadable: gathered.rereadable,
  };
}

interface Gathered {
  readonly inputs: InputReport[];
  filesRead: number;
  readonly totals: ReturnType<typeof noCounts>;
  readonly bySource: Map<string, number>;
  readonly quarantine: Quarantined[];
  readonly rereadable: Rereadable[];
}

/** Paths are made when they are asked for. */
function ordinary(files: readonly FoundFile[]): PathList {
  const found = files.filter((file) => file.problem === null && !isStdin(file));
  const at = (nth: number): string | undefined => {
    const file = found[nth];
    return file === undefined ? undefined : pathOf(file);
  };
  return { length: found.length, at };
}

function isStdin({ folder, name }: FoundFile): boolean {
  return folder === "" && name === "-";
}

function readFound(file: FoundFile, session: Session, gathered: Gathered, next: Opened): Soon<void> {
  const { problem } = file;
  if (problem !== null) {
    const state = problem === FILE_REASONS.unreadable ? "unread" : "skipped";
    gathered.inputs.push(report(pathOf(file), null, state, problem, noCounts()));
    return;
  }
  const opened = isStdin(file) ? openStdin(process.stdin, session.options.limits) : next();
  return after(opened, (input) => {
    if (!("reason" in input)) return after(readInput(input, session), (result) => gather(file, result, session, gathered));
    const state = isSkipped(input) ? "skipped" : "unread";
    gathered.inputs.push(report(pathOf(file), null, state, input, noCounts()));
    return undefined;
  });
}

/** Nothing more is to be told of files that were read whole, and there may be millions of them. */
const MOST_WHOLE = 100;

function gather(file: FoundFile, { report: read, tally, names }: InputResult, session: Session, gathered: Gathered): void {
  if (!isStdin(file) && read.source !== null) gathered.rereadable.push({ file, names });
  if (read.state !== "read" || isStdin(file) || gathered.filesRead < MOST_WHOLE) gathered.inputs.push(read);
  if (read.state === "read" || read.state === "partial") gathered.filesRead += 1;
  addCounts(gathered.totals, read);
  for (const [source, records] of tally.bySource) gathered.bySource.set(source, (gathered.bySource.get(source) ?? 0) + records);
  gathered.quarantine.push(...tally.quarantine.slice(0, MOST_QUARANTINED - gathered.quarantine.length));
  session.records = gathered.totals.records;
}

const PROGRESS_EVERY_MS = 100;

function progressTeller({ onProgress }: ReadOptions, totalFiles: number): (files: number, session: Session, atOnce?: boolean) => void {
  let toldAt = -Infinity;
  return (files, { records }, atOnce = false) => {
    const now = performance.now();
    if (onProgress === undefined || (!atOnce && now - toldAt < PROGRESS_EVERY_MS)) return;
    toldAt = now;
    onProgress({ files, totalFiles, records });
  };
}
