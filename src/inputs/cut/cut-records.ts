import { type Cut, type CutResult, type CutState, type Marks, MAX_CUTS } from "./cut.ts";
import { endOfText, shapeOfRest, shapeOfValue } from "./json-shape.ts";
import { FILE_REASONS, type Reason } from "../reasons.ts";
import { createRestarts } from "./restart.ts";
import { skipBlank } from "../open/sniff.ts";

/**
 * The careful way from bytes to records: walks over everything, takes any container (a `Records`
 * object, a list, one record a line, records one after the other, and mixtures), and goes on after
 * a broken record where it can tell the next one.
 */
export function cutRecords(bytes: Buffer, from: number, state: CutState, last: boolean, marks: Marks): CutResult {
  const restartAfter = createRestarts(bytes, marks.recordStarts);
  const run: Run = { bytes, state, last, marks, restartAfter, cuts: [], at: from, damage: null, stopped: false };
  while (!run.stopped && run.cuts.length < MAX_CUTS) step(run);
  const more = !run.stopped;
  if (last && !more && run.damage === null && state.open.length > 0) run.damage = FILE_REASONS.jsonCut;
  return { cuts: run.cuts, noise: 0, consumed: run.at, more, damage: run.damage };
}

interface Run {
  readonly bytes: Buffer;
  readonly state: CutState;
  readonly last: boolean;
  readonly marks: Marks;
  readonly restartAfter: (brokenAt: number) => number;
  readonly cuts: Cut[];
  at: number;
  damage: Reason | null;
  stopped: boolean;
}

const OPEN_OBJECT = 0x7b;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;
const QUOTE = 0x22;
const LONGEST_LIST_KEY = 32;
/** Wrappers in wrappers, at most; beyond it a wrapper is taken as a record of unknown shape. */
const MAX_OPEN = 8;
/** Bytes that may be walked over in vain, in windows. */
const MAX_WASTE = 8;

function step(run: Run): void {
  run.at = skipBlank(run.bytes, run.at);
  const byte = run.bytes[run.at];
  const { open } = run.state;
  const inside = open.at(-1);
  if (byte === undefined) run.stopped = true;
  else if (inside === "wrapper") closeWrapper(run);
  else if (byte === COMMA) run.at += 1;
  else if (byte === CLOSE_LIST && inside === "list") {
    open.pop();
    run.at += 1;
  } else if (byte === OPEN_LIST && inside === undefined) {
    open.push("list");
    run.at += 1;
  } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) cutValue(run);
  else cutScalar(run);
}

/** After the list of a `{"Records":[...]}`: the rest of the object around it. */
function closeWrapper(run: Run): void {
  const rest = shapeOfRest(run.bytes, run.at);
  if (rest.state === "complete") {
    run.state.open.pop();
    run.at = rest.end;
  } else if (rest.state === "incomplete") stopAtEnd(run);
  else {
    run.state.open.pop();
    // The next object, only without the brace that should have come before it.
    if (run.bytes[run.at] !== OPEN_OBJECT) skipBroken(run, rest.end);
  }
}

function cutValue(run: Run): void {
  const list = startOfWrappedList(run.bytes, run.at, run.marks.listKeys);
  if (list !== -1 && run.state.open.length < MAX_OPEN) return unwrap(run, list);
  const shape = shapeOfValue(run.bytes, run.at);
  if (shape.state === "complete") {
    if (shape.recordsAt !== -1 && run.state.open.length < MAX_OPEN) return unwrap(run, shape.recordsAt);
    pushCut(run, { start: run.at, end: shape.end, keys: shape.keys, depth: shape.depth, broken: false });
  } else if (shape.state === "incomplete" && !run.last) run.stopped = true;
  else skipBroken(run, shape.end);
}

/** Goes on inside a wrapper: at the records of its list, or at the one record that stands in its place. */
function unwrap(run: Run, listAt: number): void {
  run.state.open.push("wrapper");
  if (run.bytes[listAt] === OPEN_LIST) {
    run.state.open.push("list");
    run.at = listAt + 1;
    return;
  }
  const shape = shapeOfValue(run.bytes, listAt);
  pushCut(run, { start: listAt, end: shape.end, keys: shape.keys, depth: shape.depth, broken: false });
}

/** `{"Records":[` is told by its beginning, because its end may be far away or missing. Position of the `[`, or -1. */
function startOfWrappedList(bytes: Buffer, start: number, listKeys: readonly string[]): number {
  const at = skipBlank(bytes, start + 1);
  if (bytes[at] !== QUOTE) return -1;
  // Asked of every record that is walked over: one text, however many keys there are.
  const end = bytes.subarray(at + 1, at + 1 + LONGEST_LIST_KEY).indexOf(QUOTE);
  if (end === -1 || !listKeys.includes(bytes.toString("latin1", at + 1, at + 1 + end))) return -1;
  const colon = skipBlank(bytes, at + end + 2);
  const list = skipBlank(bytes, colon + 1);
  return bytes[colon] === 0x3a && bytes[list] === OPEN_LIST ? list : -1;
}

/** Texts and numbers where records should be, up to the next bracket: valid JSON inside a list, but of no use. */
function cutScalar(run: Run): void {
  const { bytes, at } = run;
  let end = run.state.open.length === 0 ? at : endOfScalars(bytes, at);
  while (end > at && (bytes[end - 1] === COMMA || bytes[end - 1]! <= 0x20)) end -= 1; // end > at
  if (end === at) return skipBroken(run, at);
  pushCut(run, { start: at, end, keys: 0, depth: 0, broken: false });
}

function endOfScalars(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length) {
    const byte = bytes[at]!; // at < length
    if (byte === OPEN_OBJECT || byte === OPEN_LIST || byte === CLOSE_LIST) return at;
    const end = byte === QUOTE ? endOfText(bytes, at) : at;
    if (end < 0) return start;
    at = end + 1;
  }
  return start;
}

function pushCut(run: Run, cut: Omit<Cut, "ordinal" | "isNoise">): void {
  run.cuts.push({ ...cut, ordinal: run.state.records, isNoise: false });
  run.state.records += 1;
  run.at = cut.end;
}

/** Sets the bytes from here to the next recognisable record aside as one broken record. */
function skipBroken(run: Run, stoppedAt: number): void {
  const { bytes, state, at } = run;
  state.wasted += stoppedAt - at;
  const affordable = state.wasted <= MAX_WASTE * bytes.length;
  const restart = affordable ? run.restartAfter(at) : -1;
  if (restart === -1 && !run.last) {
    run.stopped = true;
    return;
  }
  if (restart === -1 && affordable && stoppedAt >= bytes.length) return stopAtEnd(run);
  pushCut(run, { start: at, end: restart === -1 ? bytes.length : restart, keys: 0, depth: 0, broken: true });
  if (restart !== -1) return;
  run.damage = affordable ? FILE_REASONS.jsonTail : FILE_REASONS.tooManyBreaks;
  run.stopped = true;
}

/** A value that the file's end cuts off is damage of the file and no record. */
function stopAtEnd(run: Run): void {
  run.stopped = true;
  if (!run.last) return;
  run.damage = FILE_REASONS.jsonCut;
  run.at = run.bytes.length;
}
