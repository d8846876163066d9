import type { TelemetryKind } from "../facts/blind-spot.ts";
import type { Fact } from "../facts/fact.ts";
import { compilePrefilter } from "../rules/questions/prefilter.ts";
import type { Source } from "../sources/contract.ts";
import { createActivityHost } from "./activity/activity-host.ts";
import { createActivityTest, createByteFilter, createFilterKernel, withinCut } from "./search/byte-filter.ts";
import type { ReadOptions } from "./contract.ts";
import { type Cut, type Marks, marksOf, recordStartsOf } from "./cut/cut.ts";
import { createFirstLook, type FirstLook } from "./first-look.ts";
import { createRoleDays, roleTests, withRoles } from "./activity/role-days.ts";
import { createRollUp, type RollUp } from "./activity/roll-up.ts";
import { createSeenKeys, type SeenKeys } from "./second-look/seen-keys.ts";
import { type QuickFilters, type QuickWay, type QuickWays, quickWays } from "./walk.ts";

/** What is shared by all inputs of one scan. */
export interface Session {
  readonly options: ReadOptions;
  readonly firstLook: FirstLook;
  readonly quick: QuickWays;
  /** The same for streams. */
  readonly quickStream: QuickWays;
  readonly marks: Marks;
  readonly anchors: readonly string[];
  /** Whether the bytes of a record of this source allow it to be run-as activity. */
  readonly mayBeActivity: ReadonlyMap<Source, (bytes: Buffer, cut: Cut) => boolean>;
  readonly seen: SeenKeys;
  readonly rollUp: RollUp;
  /** What is kept of streams for identities that become known late. */
  readonly roleDays: RollUp;
  readonly mayBeRole: ReturnType<typeof roleTests>;
  readonly facts: Fact[];
  /** Accounts by the telemetry that the records prove to be logged there. */
  readonly covered: Map<TelemetryKind, Set<string>>;
  /** Events by operation that no rule knows though it may matter. */
  readonly unmapped: Map<string, number>;
  records: number;
  firstMs: number | null;
  lastMs: number | null;
  /**
   * The source as whose noise a record would be rejected on its bytes, or null. What cannot be
   * understood is irrelevant if it would not have been looked at, and quarantined otherwise: so
   * that the careful way, which does look, counts as the quick way does.
   */
  readonly noiseOf: (bytes: Buffer, cut: Cut) => Source | null;
}

export function createSession(options: ReadOptions): Session {
  const rollUp = createRollUp(options.limits.activityRows);
  const quickly = options.parseEverything === true ? [] : options.sources;
  const noise = quickWays(options.sources, (source) => filtersFor(source, options, null)).ways;
  return {
    options,
    firstLook: createFirstLook(options),
    quick: quickWays(quickly, (source) => filtersFor(source, options, rollUp)),
    quickStream: quickWays(quickly, (source) => filtersFor(withRoles(source), options, null)),
    marks: marksOf(options.sources),
    anchors: options.sources.map((source) => source.bytes.operationAnchor),
    mayBeActivity: activityTests(options.sources),
    seen: createSeenKeys(),
    rollUp,
    roleDays: createRoleDays(options.limits),
    mayBeRole: roleTests(options.sources),
    facts: [],
    covered: new Map(),
    unmapped: new Map(),
    records: 0,
    firstMs: null,
    lastMs: null,
    noiseOf: (bytes, cut) => noise.find((one) => wouldReject(one, bytes, cut))?.source ?? null,
  };
}

export function activityTests(sources: readonly Source[]): Session["mayBeActivity"] {
  return new Map(
    sources.map((source) => {
      const test = createActivityTest(source.bytes);
      return [source, (bytes, cut) => withinCut(test, bytes, cut)];
    }),
  );
}

/**
 * The byte filter of a source; null while a rule is loaded that no bytes can exclude. Rules that
 * only annotate need no filter: without a stage rule's fact there is nothing to annotate. Into `rollUp` go the
 * rows that the kernel reads.
 */
function filtersFor(source: Source, options: ReadOptions, rollUp: RollUp | null): QuickFilters | null {
  const making = options.rules.filter((rule) => rule.recipe !== null);
  const ofRules = compilePrefilter(making, source.bytes, source.logsource);
  if (ofRules.unfiltered.length > 0) return null;
  const { unmapped, bytes } = source;
  const operation = (name: string): boolean => ofRules.operation(name) || unmapped?.mayBe(name) === true || bytes.isOther?.(name) === true;
  const prefilter = { ...ofRules, operation };
  const host = rollUp === null ? null : createActivityHost(source, options, rollUp);
  return { filter: createByteFilter(source.bytes, prefilter), kernel: createFilterKernel(source.bytes, prefilter, host) };
}

function wouldReject({ source, filters }: QuickWay, bytes: Buffer, cut: Cut): boolean {
  const begins = (start: string): boolean => bytes.toString("latin1", cut.start, cut.start + start.length) === start;
  if (cut.broken || !recordStartsOf(source.bytes).some(begins)) return false;
  const filter = filters()?.filter;
  if (filter === undefined) return false;
  const record = bytes.subarray(cut.start, cut.end);
  filter.load(record);
  return !filter.keep(0, record.length);
}

/** Few enough to be gone before the young generation is swept twice: what is kept longer is garbage that only a full sweep finds. */
const BATCH = 100;

/** Hands gathered facts to the sink once there are enough; null while there are not. */
export function flushFacts(from: Pick<Session, "facts" | "options">): Promise<void> | null {
  return from.facts.length >= BATCH ? flushAllFacts(from, BATCH) : null;
}

/** Hands gathered facts to the sink until fewer than `enough` are left. */
export async function flushAllFacts({ facts, options }: Pick<Session, "facts" | "options">, enough: number = 1): Promise<void> {
  while (facts.length >= enough) await options.sink.addFacts(facts.splice(0, BATCH));
}

/** Lends the rows of activity to a sink that asks for what it needs. */
export async function lendActivities(rollUp: RollUp, options: ReadOptions): Promise<void> {
  if (options.sink.lendActivities === undefined) await flushActivities(rollUp, options);
  else await options.sink.lendActivities(rollUp.shelf());
}

/** Hands the rows of activity to the sink, by key. */
export async function flushActivities(rollUp: RollUp, { sink }: ReadOptions): Promise<void> {
  for (const rows of rollUp.take()) await sink.addActivities(rows);
}
