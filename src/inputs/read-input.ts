import { openView, type View } from "./containers/open-view.ts";
import { readRecords } from "./containers/read-records.ts";
import { rawPointer, spotOf } from "./containers/spot.ts";
import type { InputReport } from "./contract.ts";
import type { OpenInput } from "./open/input-of-bytes.ts";
import { refusal } from "./open/open-input.ts";
import { looksLikeJson, skipBlank } from "./open/sniff.ts";
import type { Window } from "./open/windows.ts";
import { FILE_REASONS, type Reason } from "./reasons.ts";
import { flushFacts, type Session } from "./session.ts";
import { type Place, setAside, takeActivity, takeNoise, takeRecord } from "./take-record.ts";
import { count, newTally, quarantine, reportOf, type Tally } from "./tally.ts";
import { type QuickWays, quickWays, type Walker, walkRecords } from "./walk.ts";
import { after, type Soon } from "../util/soon.ts";

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
        else takeRecord(session, tally, at, readings);
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
