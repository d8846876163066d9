import type { InputReport, Quarantined, ReadOptions, ReadResult } from "./contract.ts";
import { findFiles, inOrder, type Other } from "./open/find-files.ts";
import { oneByOne, openAhead } from "./open/open-ahead.ts";
import type { Opened } from "./open/open-here.ts";
import { openStdin } from "./open/open-input.ts";
import { pathAt, type PathList } from "./open/path-list.ts";
import { isSkipped, type Reason } from "./reasons.ts";
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
  const found = findFiles(paths);
  const all = found.paths.length + found.others.length;
  const session = createSession(options);
  const gathered: Gathered = { ...nothingYet(), rereadable: { paths: found.paths, files: [], names: [] } };
  const tell = progressTeller(options, all);
  const next = oneByOne(openAhead(found.paths, options.limits, () => session.quick.searchers, options.threads));
  let done = 0;
  for (const one of inOrder(found)) {
    tell(done, session);
    const read = typeof one === "number" ? readFile(one, session, gathered, next) : readOther(one, session, gathered);
    if (read instanceof Promise) await read;
    done += 1;
  }
  await flushAllFacts(session);
  await lendActivities(session.rollUp, options);
  await lendActivities(session.roleDays, options);
  tell(all, session, true);
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
  readonly rereadable: { readonly paths: PathList; readonly files: number[]; readonly names: (number | null)[] };
}

function nothingYet(): Omit<Gathered, "rereadable"> {
  return { inputs: [], filesRead: 0, totals: noCounts(), bySource: new Map(), quarantine: [] };
}

/** Reads a file, which is the next one to be opened. */
function readFile(file: number, session: Session, gathered: Gathered, next: Opened): Soon<void> {
  return after(next(), (input) => {
    if ("reason" in input) return tellUnopened(pathAt(gathered.rereadable.paths, file), input, gathered);
    return after(readInput(input, session), (result) => {
      gather(result, session, gathered, result.report.state !== "read" || gathered.filesRead < MOST_WHOLE);
      if (result.report.source === null) return;
      gathered.rereadable.files.push(file);
      gathered.rereadable.names.push(result.names);
    });
  });
}

/** Nothing more is to be told of files that were read whole, and there may be millions of them. */
const MOST_WHOLE = 100;

async function readOther({ path, problem }: Other, session: Session, gathered: Gathered): Promise<void> {
  if (problem !== null) return tellUnopened(path, problem, gathered);
  const input = await openStdin(process.stdin, session.options.limits);
  if ("reason" in input) return tellUnopened(path, input, gathered);
  return gather(await readInput(input, session), session, gathered, true);
}

function tellUnopened(path: string, problem: Reason, { inputs }: Gathered): void {
  inputs.push(report(path, null, isSkipped(problem) ? "skipped" : "unread", problem, noCounts()));
}

function gather({ report: read, tally }: InputResult, session: Session, gathered: Gathered, isListed: boolean): void {
  if (isListed) gathered.inputs.push(read);
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
