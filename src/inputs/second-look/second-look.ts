import type { Envelope, Fact, RawPointer } from "../../facts/fact.ts";
import type { Source } from "../../sources/contract.ts";
import { createNeedles, ESCAPES, withinCut } from "../search/byte-filter.ts";
import { openView, type View } from "../containers/open-view.ts";
import { readRecords } from "../containers/read-records.ts";
import { rawPointer, spotOf } from "../containers/spot.ts";
import type { Counts, ReadOptions, Rereadable, SecondLook } from "../contract.ts";
import { type Cut, type Marks, marksOf, recordStartsOf } from "../cut/cut.ts";
import { createFactMaker, createFirstLook, isWithin, type FactMaker, type FirstLook, type Meaning } from "../first-look.ts";
import { oneByOne, openAhead } from "../open/open-ahead.ts";
import type { OpenInput } from "../open/input-of-bytes.ts";
import { pathAt, type PathList, somePaths } from "../open/path-list.ts";
import { FILE_REASONS, type Reason } from "../reasons.ts";
import { createRollUp, type RollUp } from "../activity/roll-up.ts";
import { createScanKernel } from "../search/scan-kernel.ts";
import { createSeenKeys, type SeenKeys } from "./seen-keys.ts";
import { activityTests, flushActivities, flushAllFacts, flushFacts } from "../session.ts";
import { after, type Soon } from "../../util/soon.ts";
import { envelopeOf, type EventReading, type Reading } from "../understand.ts";
import { type QuickFilters, type QuickWay, quickWays, type Walker, walkRecords } from "../walk.ts";

/** How many records were wanted, and how the counts of the first look change (the changes add up to 0). */
export interface SecondLookResult {
  readonly records: number;
  /** Files that could be read before and no longer can. */
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
  /** Relative to the first look: of several second looks, each on more than the one before, the last one holds. */
  readonly reclassified: Partial<Counts>;
}

/**
 * Reads files again for identities and credentials that only the facts made interesting. Every
 * record of theirs becomes part of a row of activity, and the rules that are too common for the first
 * look make their facts. Files that changed meanwhile are read as they are now.
 */
export async function lookAgain(files: Rereadable, look: SecondLook, options: ReadOptions): Promise<SecondLookResult> {
  const again: Again = {
    look,
    options,
    firstLook: createFirstLook(options),
    quick: quickWays(options.parseEverything === true ? [] : options.sources, (source) => needleFilters(source, look.needles)).ways,
    marks: marksOf(options.sources),
    wanted: createNeedles([...ESCAPES, ...look.needles]),
    mayBeActivity: activityTests(options.sources),
    second: createFactMaker(options, "second"),
    rollUp: createRollUp(options.limits.activityRows),
    seen: createSeenKeys(),
    facts: [],
    records: 0,
    moved: { fact_bearing: 0, rolled_up: 0, irrelevant: 0, duplicate: 0 },
  };
  const unread: { file: string; reason: string }[] = [];
  const worth = worthOpening(files, look, options);
  const next = oneByOne(openAhead(worth, options.limits, () => [], options.threads));
  for (let nth = 0; nth < worth.length; nth += 1) {
    const damage = await after(next(), (input) => ("reason" in input ? input : lookInto(input, again)));
    if (damage !== null) unread.push({ file: pathAt(worth, nth), reason: damage.reason });
  }
  await flushAllFacts(again);
  await flushActivities(again.rollUp, options);
  return { records: again.records, unread, reclassified: again.moved };
}

/** The files that may hold what the look is for. */
function worthOpening({ paths, files, names }: Rereadable, look: SecondLook, { seenNames }: ReadOptions): PathList {
  const worth = files.filter((_, nth) => seenNames?.mayHold(names[nth] ?? null, look) ?? true);
  return somePaths(paths, worth);
}

interface Again {
  readonly look: SecondLook;
  readonly options: ReadOptions;
  readonly firstLook: FirstLook;
  readonly quick: readonly QuickWay[];
  readonly marks: Marks;
  /** Whether bytes may hold what is looked for. */
  readonly wanted: ReturnType<typeof createNeedles>;
  readonly mayBeActivity: ReturnType<typeof activityTests>;
  readonly second: FactMaker;
  readonly rollUp: RollUp;
  readonly seen: SeenKeys;
  readonly facts: Fact[];
  records: number;
  readonly moved: { fact_bearing: number; rolled_up: number; irrelevant: number; duplicate: number };
}

function lookInto(input: OpenInput, again: Again): Soon<Reason | null> {
  const { sources, limits } = again.options;
  return after(openView(input, sources, limits), (view) => {
    // Other damage is known from the first look.
    const walked = walkRecords(view.windows, again.quick, again.marks, lookerInto(view, input, again));
    return after(walked, (damage) => (damage === FILE_REASONS.changing ? damage : null));
  });
}

function lookerInto(view: View, input: OpenInput, again: Again): Walker {
  const { sources, limits, parseEverything } = again.options;
  return {
    begins: () => true,
    found: (cut, bytes, base, damaged) => {
      if (parseEverything !== true && !withinCut(again.wanted, bytes, cut)) return;
      const spot = spotOf(view, base, cut);
      if (spot.problem !== null) return;
      for (const { path, readings } of readRecords(bytes, cut, sources, limits, damaged)) {
        const raw = rawPointer(input, spot, path);
        if (typeof readings !== "string") take(again, { cut, bytes, path, raw }, readings);
      }
    },
    rejected: () => {},
    pause: () => flushFacts(again),
  };
}

function needleFilters(source: Source, needles: readonly string[]): QuickFilters {
  const { load, within } = createNeedles([...ESCAPES, ...needles]);
  const kernel = createScanKernel({ recordStarts: recordStartsOf(source.bytes), needles, escapes: ESCAPES, identityKeys: [], keys: [] });
  return { filter: { load, keep: within }, kernel };
}

interface Place {
  readonly cut: Cut;
  readonly bytes: Buffer;
  readonly path: string | null;
  readonly raw: () => RawPointer;
}

function take(again: Again, { cut, bytes, path, raw }: Place, readings: readonly Reading[]): void {
  const wanted = readings.flatMap((reading) => wantedEvent(reading, again));
  const [first] = wanted;
  if (first === undefined) return;
  const before = wanted.map(({ event }) => {
    const verdict = again.firstLook.judge(event, raw, () => path !== null || (again.mayBeActivity.get(event.source)?.(bytes, cut) ?? true));
    return verdict === null || "unusable" in verdict ? null : verdict;
  });
  const made = wanted.flatMap(({ event, envelope }) => again.second.make(event, envelope, again.second.recipesFor(event), raw));
  const facts = new Map(made.map((fact) => [fact.factId, fact]));
  again.records += 1;
  again.facts.push(...facts.values());
  const fate = before.some((meaning) => (meaning?.facts.length ?? 0) > 0) || facts.size > 0 ? "fact_bearing" : "rolled_up";
  const was = before.some((meaning) => meaning !== null) ? "known" : "irrelevant";
  const isNew = again.seen.add(`${was} ${fate} ${first.envelope.dupKey}`);
  for (const { event, envelope } of wanted) {
    again.rollUp.add(event.source.id, envelope, askedCredential(envelope.credentialId, again.look), raw, isNew);
  }
  move(again, before, fate, facts.size, isNew);
}

interface Wanted {
  readonly event: EventReading;
  readonly envelope: Envelope;
}

/** The reading, if it is an act of one of those asked for and within the time range. */
function wantedEvent(reading: Reading, { look, options }: Again): readonly Wanted[] {
  if (reading.is !== "event") return [];
  const envelope = envelopeOf(reading);
  if ("unusable" in envelope || !isWithin(envelope.tsMs, options)) return [];
  const isWanted =
    (envelope.actorId !== null && look.actors.has(envelope.actorId)) || askedCredential(envelope.credentialId, look) !== null;
  return isWanted ? [{ event: reading, envelope }] : [];
}

function askedCredential(credentialId: string | null, look: SecondLook): string | null {
  return credentialId !== null && look.credentials.has(credentialId) ? credentialId : null;
}

/** Moves a record from the count it was in after the first look to the one it belongs in now. */
function move(
  { moved }: Again,
  before: readonly (Meaning | null)[],
  fate: "fact_bearing" | "rolled_up",
  secondFacts: number,
  isNew: boolean,
): void {
  if (before.every((meaning) => meaning === null)) {
    moved.irrelevant -= 1;
    moved[isNew ? fate : "duplicate"] += 1;
  } else if (secondFacts > 0 && isNew && before.every((meaning) => (meaning?.facts.length ?? 0) === 0)) {
    // Copies of it are counted as duplicates already.
    moved.rolled_up -= 1;
    moved.fact_bearing += 1;
  }
}
