import type { RawPointer } from "../facts/fact.ts";
import { openView, type View } from "./containers/open-view.ts";
import { readRecords } from "./containers/read-records.ts";
import { rawPointer, type Spot, spotOf } from "./containers/spot.ts";
import type { Source } from "../sources/contract.ts";
import type { QuickActivity } from "./activity/activity-kernel.ts";
import type { InputReport } from "./contract.ts";
import { type Cut, isSample } from "./cut/cut.ts";
import { isWithin, type Meaning } from "./first-look.ts";
import { type OpenInput, refusal } from "./open/open-input.ts";
import { FILE_REASONS, type Reason, RECORD_REASONS } from "./reasons.ts";
import { after, type Soon } from "../util/soon.ts";
import { anySession, isRoleAct } from "./activity/role-days.ts";
import { flushFacts, type Session } from "./session.ts";
import { looksLikeJson, skipBlank } from "./open/sniff.ts";
import { count, MOST_QUARANTINED, newTally, quarantine, reportOf, type Tally } from "./tally.ts";
import { envelopeOf, type EventReading, type Reading } from "./understand.ts";
import { type QuickWays, quickWays, type Walker, walkRecords } from "./walk.ts";
import type { Window } from "./open/windows.ts";

/** One input read to its end, with its counts. */
export interface InputResult {
  readonly report: InputReport;
  readonly tally: Tally;
  /** Where its names were noted for a second look, if they were. */
  readonly names: number | null;
}

/** The name of standard input among files. */
const STREAM = "-";

/** Reads one input; facts and activity go to the session. Never throws for what the input holds. */
export function readInput(input: OpenInput, session: Session): Soon<InputResult> {
  return after(walkOnce(input, session, input.file === STREAM ? session.quickStream : session.quick), (quickly) => {
    const { tally } = quickly;
    if (tally.source !== null || tally.rejected === 0) return resultOf(quickly);
    // It looked like a log from outside only. Nothing came of it so far, so it can be read once more.
    if (input.again) return after(walkOnce(input, session, NO_QUICK_WAY), resultOf);
    tally.source = [...tally.bySource.keys()][0] ?? null;
    return resultOf(quickly);
  });
}

interface Walked {
  readonly tally: Tally;
  readonly damage: Reason | null;
  readonly names: number | null;
}

const NO_QUICK_WAY = quickWays([], () => null);

function resultOf({ tally, damage, names }: Walked): InputResult {
  return { report: reportOf(tally, damage), tally, names };
}

function walkOnce(input: OpenInput, session: Session, quick: QuickWays): Soon<Walked> {
  const { sources, limits } = session.options;
  return after(openView(input, sources, limits), (view) => walkView(view, input, session, quick));
}

function walkView(view: View, input: OpenInput, session: Session, quick: QuickWays): Soon<Walked> {
  const tally = newTally(input.file);
  const { seenNames } = session.options;
  tally.isTable = view.isTable;
  if (view.refused !== null) {
    tally.withoutJson = view.refused;
    return { tally, damage: null, names: null };
  }
  let isWhole = true;
  const walker = walkerFor(input, view, session, tally, () => void (isWhole = false));
  const walked = walkRecords(view.windows, view.isTable ? [] : quick.ways, session.marks, walker);
  return after(walked, (damage) => ({ tally, damage, names: seenNames?.note(quick.ready, isWhole) ?? null }));
}

function walkerFor(input: OpenInput, view: View, session: Session, tally: Tally, carefully: () => void): Walker {
  return {
    carefully,
    begins: (window) => {
      tally.withoutJson = withoutJson(window, session.anchors);
      return tally.withoutJson === null;
    },
    found: (cut, bytes, base, damaged, quick) => {
      if (cut.noiseMs !== undefined && quick !== null) return takeNoise(session, tally, cut.noiseMs, quick);
      const { sources, limits } = session.options;
      const spot = spotOf(view, base, cut);
      if (cut.activity !== undefined) return takeActivity(session, tally, cut.activity, rawPointer(input, spot, null));
      if (spot.problem !== null) return quarantine(tally, spot.offset, spot.length, spot.problem);
      for (const { path, readings } of readRecords(bytes, cut, sources, limits, damaged)) {
        const at: Place = { cut, bytes, spot, path, raw: rawPointer(input, spot, path), isStream: input.file === STREAM, quick };
        if (typeof readings === "string") setAside(session, tally, at, readings);
        else take(session, tally, at, readings);
      }
    },
    rejected: (times, source) => {
      tally.rejected += times;
      count(tally, "irrelevant", source, times);
    },
    pause: () => flushFacts(session),
  };
}

function withoutJson({ bytes, last }: Window, anchors: readonly string[]): Tally["withoutJson"] {
  const refused = refusal(bytes) ?? (bytes[0] === 0x1f && bytes[1] === 0x8b ? FILE_REASONS.otherCompression : null);
  if (refused !== null) return refused;
  if (last && skipBlank(bytes, 0) >= bytes.length) return "empty";
  if (looksLikeJson(bytes, anchors)) return null;
  return last && isJson(bytes) ? FILE_REASONS.unknownJson : "other";
}

/** Lists of numbers and the like, which begin as many texts do. */
function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString("utf8"));
    return true;
  } catch {
    return false;
  }
}

/** Where a record is; `raw` makes its pointer, which costs a digest of the file. */
interface Place {
  readonly cut: Cut;
  readonly bytes: Buffer;
  readonly spot: Spot;
  /** Set for a record inside a wrapper. */
  readonly path: string | null;
  readonly raw: () => RawPointer;
  /** Whether it cannot be read a second time. */
  readonly isStream: boolean;
  /** The source as whose record it was cut. */
  readonly quick: Source | null;
}

function setAside(session: Session, tally: Tally, { cut, bytes, spot, path }: Place, reason: string): void {
  const noise = path === null || path === "" ? session.noiseOf(bytes, cut) : null;
  if (noise !== null) count(tally, "irrelevant", noise);
  else quarantine(tally, spot.offset, spot.length, reason);
}

/** Counts a record by what its readings mean: the strongest of them decides. */
function take(session: Session, tally: Tally, at: Place, readings: readonly Reading[]): void {
  const events = readings.filter((reading) => reading.is === "event");
  const [first] = events;
  if (first === undefined) return takeWithoutEvent(session, tally, at, readings);
  tally.source ??= first.source.id;
  noteCoverage(session, first);
  if (isSample(at.cut.ordinal)) widenSpan(session, timeOf(first));
  // What its bytes have excluded need not be asked of the record.
  if (at.cut.isNoise && at.path === null && events.length === readings.length && events.every(({ source }) => source === at.quick)) {
    return count(tally, "irrelevant", first.source);
  }
  // Inside a wrapper, quotes are written in ways that a search of the bytes does not see.
  const mayBeActivity = (): boolean => at.path !== null || (session.mayBeActivity.get(first.source)?.(at.bytes, at.cut) ?? true);
  const verdicts = events.map((event) => session.firstLook.judge(event, at.raw, mayBeActivity)).filter((verdict) => verdict !== null);
  const meanings = verdicts.filter((verdict) => "facts" in verdict);
  if (meanings.every(({ facts }) => facts.length === 0)) noteUnmapped(session, events);
  const days = at.isStream ? roleActs(session, at, events) : [];
  if (meanings.length > 0 || days.length > 0) return keep(session, tally, at, meanings, days);
  const unusable = verdicts.find((verdict) => "unusable" in verdict);
  if (unusable === undefined) count(tally, "irrelevant", first.source);
  else setAside(session, tally, at, unusable.unusable);
}

function noteCoverage({ covered }: Session, { source, record }: EventReading): void {
  const found = source.coverage?.(record);
  if (found === undefined) return;
  const accounts = covered.get(found.shows) ?? new Set();
  covered.set(found.shows, accounts.add(found.account));
}

/** Counts events, not copies; what is no change of state now may be one that nobody has a rule for yet. */
function noteUnmapped({ unmapped, seen, options }: Session, events: readonly EventReading[]): void {
  for (const event of events) {
    const operation = event.source.unmapped?.operation(event.record) ?? null;
    if (operation === null) continue;
    const envelope = envelopeOf(event);
    if ("unusable" in envelope || !isWithin(envelope.tsMs, options) || !seen.add(`unmapped ${envelope.dupKey}`)) continue;
    unmapped.set(operation, (unmapped.get(operation) ?? 0) + 1);
  }
}

type Act = Pick<Meaning, "source" | "envelope">;

/** Acts of identities that may turn out to be an automation's, in whatever way they are known until then. */
function roleActs(session: Session, { path, bytes, cut }: Place, events: readonly EventReading[]): readonly Act[] {
  return events.flatMap((event) => {
    const test = session.mayBeRole.get(event.source);
    if (test === undefined || (path === null && !test(bytes, cut))) return [];
    const envelope = envelopeOf(event);
    if ("unusable" in envelope || !isWithin(envelope.tsMs, session.options) || !isRoleAct(envelope)) return [];
    return event.source.isRunAsActivity(event.record, envelope) ? [] : [{ source: event.source, envelope }];
  });
}

function keep(session: Session, tally: Tally, { raw }: Place, meanings: readonly Meaning[], days: readonly Act[]): void {
  const { source, envelope } = [...meanings, ...days][0]!; // never called without one
  const facts = new Map(meanings.flatMap((meaning) => meaning.facts).map((fact) => [fact.factId, fact]));
  const fate = facts.size > 0 ? "fact_bearing" : "rolled_up";
  // Copies that mean different things contradict each other: each is counted for what it is.
  const isNew = session.seen.add(fate, " ", envelope.dupKey);
  session.facts.push(...facts.values());
  for (const meaning of meanings) {
    if (meaning.isActivity) session.rollUp.add(meaning.source.id, meaning.envelope, null, raw, isNew);
  }
  for (const act of days) session.roleDays.add(act.source.id, anySession(act.envelope), null, raw, isNew);
  widenSpan(session, envelope.tsMs);
  count(tally, isNew ? fate : "duplicate", source);
}

/** Counts a record that was read for its row of activity: the same as `take` and `keep` make of it. */
function takeActivity(session: Session, tally: Tally, activity: QuickActivity, raw: () => RawPointer): void {
  const { source, series, tsMs, eventId, aroundId } = activity;
  tally.source ??= source.id;
  if (!isWithin(tsMs, session.options)) return count(tally, "irrelevant", source);
  const isNew = session.seen.add("rolled_up ", aroundId[0], eventId, aroundId[1]);
  session.rollUp.addTo(series, activity, raw, isNew);
  widenSpan(session, tsMs);
  count(tally, isNew ? "rolled_up" : "duplicate", source);
}

/** Counts a sample that was told without a parser: the same as `take` makes of it. */
function takeNoise(session: Session, tally: Tally, tsMs: number, source: Source): void {
  tally.source ??= source.id;
  widenSpan(session, tsMs);
  count(tally, "irrelevant", source);
}

function takeWithoutEvent(session: Session, tally: Tally, at: Place, readings: readonly Reading[]): void {
  for (const reading of readings) {
    if (reading.is === "not-events") {
      tally.notEvents ??= reading.reason;
      tally.notEventsCount += 1;
      return;
    }
  }
  if (session.noiseOf(at.bytes, at.cut) !== null) {
    tally.unknownNoise += 1;
    return;
  }
  tally.unknownCount += 1;
  const { offset, length } = at.spot;
  if (tally.unknown.length < MOST_QUARANTINED)
    tally.unknown.push({ file: tally.file, offset, length, reason: RECORD_REASONS.unknownShape });
}

function timeOf(event: EventReading): number | null {
  if (event.source.time !== undefined) return event.source.time(event.record);
  const envelope = envelopeOf(event);
  return "unusable" in envelope ? null : envelope.tsMs;
}

function widenSpan(session: Session, tsMs: number | null): void {
  if (tsMs === null || !isWithin(tsMs, session.options)) return;
  session.firstMs = Math.min(session.firstMs ?? tsMs, tsMs);
  session.lastMs = Math.max(session.lastMs ?? tsMs, tsMs);
}
