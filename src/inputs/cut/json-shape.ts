/**
 * A walk over the bytes of one JSON value that finds its end without building it. It checks
 * brackets, quotes and commas, so that damage is noticed near where it is; JSON.parse does the rest.
 * It does not recurse: nesting of any depth is safe here, and is measured before anything parses.
 */
export interface Shape {
  readonly state: "complete" | "incomplete" | "malformed";
  /** One past the last byte of the value; where the walk stopped if there is no value. */
  readonly end: number;
  /** Keys of all objects in it, written twice or not. */
  readonly keys: number;
  readonly depth: number;
  /** Where the value of a top-level `Records` key begins, when it is a list or an object; else -1. */
  readonly recordsAt: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const LETTER_R = 0x52;
const WRAPPER_KEY = Buffer.from('"Records"');

/** Kinds of the open brackets. Below this depth they are only counted. */
const TRACKED = 1024;
const open = new Uint8Array(TRACKED);

/** The value that begins at `start` with `{` or `[`. */
export function shapeOfValue(bytes: Buffer, start: number): Shape {
  return walk(bytes, start, 0);
}

/** The rest of an object that is already open, from after one of its values to its closing brace. */
export function shapeOfRest(bytes: Buffer, start: number): Shape {
  open[0] = OPEN_OBJECT;
  return walk(bytes, start, 1);
}

// One loop with its state in local variables: it runs over every byte of unusual files.
function walk(bytes: Buffer, start: number, openAtStart: number): Shape {
  const length = bytes.length;
  let depth = openAtStart;
  let deepest = depth;
  let keys = 0;
  let afterValue = depth > 0;
  let text = -1;
  let wrapped = false;
  let recordsAt = -1;
  let at = start;
  const result = (state: Shape["state"], end: number): Shape => ({ state, end, keys, depth: deepest, recordsAt });
  for (; at < length; at += 1) {
    const byte = bytes[at]!; // at < length
    if (byte === QUOTE) {
      if (afterValue) return result("malformed", at);
      text = at;
      at = endOfText(bytes, at);
      if (at < 0) return at === CONTROL ? result("malformed", text) : result("incomplete", length);
      afterValue = true;
    } else if (byte === COLON) {
      if (!afterValue) return result("malformed", at);
      keys += 1;
      afterValue = false;
      wrapped = depth === 1 && isWrapperKey(bytes, text);
    } else if (byte === COMMA) {
      if (!afterValue) return result("malformed", at);
      afterValue = false;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (afterValue) return result("malformed", at);
      if (wrapped && depth === 1) recordsAt = at;
      wrapped = false;
      if (depth < TRACKED) open[depth] = byte;
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      depth -= 1;
      if (depth < TRACKED && open[depth] !== byte - 2) return result("malformed", at);
      if (depth === 0) return result("complete", at + 1);
      afterValue = true;
    } else if (byte > 0x20) {
      if (afterValue || !isScalar(byte)) return result("malformed", at);
      at = endOfScalar(bytes, at);
      afterValue = true;
    } else if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) {
      return result("malformed", at);
    }
  }
  return result("incomplete", length);
}

const CONTROL = -2;

/** Position of the closing quote; -1 when there is none, -2 at a raw control character. */
export function endOfText(bytes: Buffer, start: number): number {
  const length = bytes.length;
  for (let at = start + 1; at < length; at += 1) {
    const byte = bytes[at]!; // at < length
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at += 1;
    else if (byte < 0x20) return CONTROL;
  }
  return -1;
}

function endOfScalar(bytes: Buffer, start: number): number {
  let at = start;
  while (at + 1 < bytes.length && isScalar(bytes[at + 1]!)) at += 1;
  return at;
}

/** Bytes of numbers, true, false and null. */
function isScalar(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x2d || byte === 0x2b || byte === 0x2e || byte === 0x45
  );
}

function isWrapperKey(bytes: Buffer, at: number): boolean {
  // The letter first: this is asked for every top-level key of every record.
  if (bytes[at + 1] !== LETTER_R) return false;
  return WRAPPER_KEY.equals(bytes.subarray(at, at + WRAPPER_KEY.length));
}
