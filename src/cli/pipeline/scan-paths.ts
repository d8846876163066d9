import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { analyse, type AnalysisOptions, type Assessment } from "../../analytics/analyse.ts";
import type { SourceBlindSpots } from "../../facts/blind-spot.ts";
import type { Exclusion } from "../../incidents/exclusion.ts";
import type { Incident } from "../../incidents/incident.ts";
import type { ScanSummary } from "../../incidents/summary.ts";
import { DEFAULT_LIMITS, type Limits, type ReadOptions, type ReadResult } from "../../inputs/contract.ts";
import { readInputs } from "../../inputs/read-inputs.ts";
import { createSeenNames } from "../../inputs/second-look/seen-names.ts";
import type { StageView } from "../../outputs/contract.ts";
import { SOURCES } from "../../sources/registry.gen.ts";
import { openStore } from "../../store/open-store.ts";
import type { Store } from "../../store/store.ts";
import { UserError } from "../../util/errors.ts";
import { loadContent, type Content } from "./load-content.ts";
import type { TimeRange } from "../flags/dates.ts";
import { secondLooks } from "./second-looks.ts";
import { missingTitles, stageViews } from "./stage-views.ts";
import { recallScan, recallScanOf, rememberScan, type StoredScan } from "./stored-scan.ts";
import { bySeverity, isComplete, summarise } from "./summarise.ts";

export interface ScanOptions {
  /** Folders with Sigma rules that annotate. */
  readonly rules?: readonly string[];
  /** What is no evidence, as the configuration says. */
  readonly exclusions?: readonly Exclusion[];
  /** Store file; without it facts live in memory. */
  readonly store?: string;
  readonly limits?: Partial<Limits>;
  readonly range?: TimeRange;
  /** Take the reference path, which parses every record. */
  readonly parseEverything?: boolean;
  /** Threads to use at most. */
  readonly threads?: number;
  readonly onProgress?: ReadOptions["onProgress"];
}

export interface ScanResult {
  /** Most severe first. */
  readonly incidents: readonly Incident[];
  readonly assessments: readonly Assessment[];
  readonly summary: ScanSummary;
  readonly stages: readonly StageView[];
  /** What could not be used but did not stop the scan, such as refused rules of others; a line each. */
  readonly warnings: readonly string[];
}

/** A finished scan whose facts can still be asked. */
export interface Scan {
  readonly result: ScanResult;
  readonly store: Store;
  readonly analysisOptions: AnalysisOptions;
}

type Use<T> = (scan: Scan) => Promise<T>;

/** Scans files, folders or `-` for incidents. Prints nothing and reads no environment. */
export async function scanPaths(paths: readonly string[], options: ScanOptions = {}): Promise<ScanResult> {
  return withScan(paths, options, ({ result }) => Promise.resolve(result));
}

/** Scans, hands the scan with its open store to `use`, and closes the store whatever happens. */
export async function withScan<T>(paths: readonly string[], options: ScanOptions, use: Use<T>): Promise<T> {
  return withOpenStore(options, async (store, content) => {
    const earlier = await recallScan(store);
    // Should this scan not come to its end, what the store then holds is not all of it.
    if (earlier !== null) await rememberScan(store, { ...earlier, complete: false });
    const read = await readIntoStore(store, paths, content, options);
    const facts = await store.factCounts();
    const known: StoredScan = {
      complete: isComplete(read) && (earlier?.complete ?? true),
      stdinOnly: (earlier?.stdinOnly ?? false) || readsStream(read),
      activityDropped: read.activityOverflow > 0 || (earlier?.activityDropped ?? false),
      privateNetworks: [...new Set([...(earlier?.privateNetworks ?? []), ...(read.covered.private_network ?? [])])].toSorted(),
      sources: [...new Set([...(earlier?.sources ?? []), ...sourcesSeen(read)])],
      summary: summarise({ read, facts, missing: [] }),
    };
    await rememberScan(store, known);
    return use(await analysed(store, content, known, options));
  });
}

/** Analyses what an earlier scan left in `options.store`. */
export async function withStore<T>(options: ScanOptions, use: Use<T>): Promise<T> {
  const file = options.store;
  if (file === undefined) throw new UserError("nothing to read", "Give files or folders, or --store FILE of an earlier scan.");
  if (!existsSync(file)) throw new UserError(`${file}: no such store`, `Make one: faastrail scan PATH --store ${file}`);
  return withOpenStore(options, async (store, content) => use(await analysed(store, content, await recallScanOf(store, file), options)));
}

async function withOpenStore<T>(options: ScanOptions, use: (store: Store, content: Content) => Promise<T>): Promise<T> {
  const content = await loadContent(options.rules ?? []);
  const store = await openStore({
    digest: content.digest,
    temporary: tmpdir(),
    ...(options.store === undefined ? {} : { file: options.store }),
  });
  try {
    return await use(store, content);
  } finally {
    store.close();
  }
}

async function readIntoStore(store: Store, paths: readonly string[], content: Content, options: ScanOptions): Promise<ReadResult> {
  const readOptions: ReadOptions = {
    sources: SOURCES,
    rules: content.rules,
    sink: store.sink,
    seenNames: createSeenNames(),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    ...options.range,
    ...(options.parseEverything === undefined ? {} : { parseEverything: options.parseEverything }),
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  };
  const read = await readInputs(paths, readOptions);
  await store.finish();
  return secondLooks(store, read, content.analytics, readOptions);
}

async function analysed(store: Store, { analytics, warnings }: Content, known: StoredScan, options: ScanOptions): Promise<Scan> {
  const blindSpots = blindSpotsOf(known.sources);
  const analysisOptions = {
    analytics,
    blindSpots,
    complete: known.complete,
    stdinOnly: known.stdinOnly,
    activityDropped: known.activityDropped,
    privateNetworkLogged: known.privateNetworks,
    exclusions: options.exclusions ?? [],
  };
  const { incidents, assessments, exclusions } = await analyse(store, analysisOptions);
  const facts = await store.factCounts();
  const stages = stageViews(facts, blindSpots);
  const found = { incidents: bySeverity(incidents), missing: missingTitles(stages), facts };
  const summary = { ...known.summary, complete: known.complete, ...found, ...(exclusions.length === 0 ? {} : { exclusions }) };
  return { store, analysisOptions, result: { incidents, assessments, summary, stages, warnings } };
}

function readsStream({ inputs }: ReadResult): boolean {
  return inputs.some(({ file, state }) => file === "-" && (state === "read" || state === "partial"));
}

function sourcesSeen({ recordsBySource }: ReadResult): readonly string[] {
  return SOURCES.map(({ id }) => id).filter((id) => (recordsBySource[id] ?? 0) > 0);
}

/** Blind spots of the sources that the logs hold. Where none was recognised, everything is missing, and that is said otherwise. */
function blindSpotsOf(seen: readonly string[]): Readonly<Record<string, SourceBlindSpots>> {
  const sources = SOURCES.filter(({ id }) => seen.includes(id));
  return Object.fromEntries(sources.map(({ id, blindSpots }) => [id, blindSpots]));
}
