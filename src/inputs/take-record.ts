import type { RawPointer } from "../facts/fact.ts";
import type { Source } from "../sources/contract.ts";
import type { QuickActivity } from "./activity/activity-kernel.ts";
import { anySession, isRoleAct } from "./activity/role-days.ts";
import type { Spot } from "./containers/spot.ts";
import { type Cut, isSample } from "./cut/cut.ts";
import { isWithin, type Meaning } from "./first-look.ts";
import { RECORD_REASONS } from "./reasons.ts";
import type { Session } from "./session.ts";
import { count, MOST_QUARANTINED, quarantine, type Tally } from "./tally.ts";
import { envelopeOf, type EventReading, type Reading } from "./understand.ts";

/** Where a record is; `raw` makes its pointer, which costs a digest of the file. */
export interface Place {
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

export function setAside(session: Session, tally: Tally, { cut, bytes, spot, path }: Place, reason: string): void {
  const noise = path === null || path === "" ? session.noiseOf(bytes, cut) : null;
  if (noise !== null) count(tally, "irrelevant", noise);
  else quarantine(tally, spot.offset, spot.length, reason);
}

/** Counts a record by what its readings mean: the strongest of them decides. */
export function takeRecord(session: Session, tally: Tally, at: Place, readings: readonly Reading[]): void {
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

/** Counts a record that was read for its row of activity: the same as `takeRecord` makes of it. */
export function takeActivity(session: Session, tally: Tally, activity: QuickActivity, raw: () => RawPointer): void {
  const { source, series, tsMs, eventId, aroundId } = activity;
  tally.source ??= source.id;
  if (!isWithin(tsMs, session.options)) return count(tally, "irrelevant", source);
  const isNew = session.seen.add("rolled_up ", aroundId[0], eventId, aroundId[1]);
  session.rollUp.addTo(series, activity, raw, isNew);
  widenSpan(session, tsMs);
  count(tally, isNew ? "rolled_up" : "duplicate", source);
}

/** Counts a sample that was told without a parser: the same as `takeRecord` makes of it. */
export function takeNoise(session: Session, tally: Tally, tsMs: number, source: Source): void {
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
