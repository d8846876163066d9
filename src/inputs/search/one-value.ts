const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether an object begins at `start` that ends at `end` and not before. Only brackets and quotes are looked at, as in
 * kernel/json.ts: what is between them is for the parser.
 */
export function isOneValue(bytes: Buffer, start: number, end: number): boolean {
  let depth = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfText(bytes, at + 1, end);
    else if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
      if (depth === 0) return at + 1 === end;
    }
  }
  return false;
}

/** Where the quote stands that ends a text, or the end. */
function endOfText(bytes: Buffer, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    if (bytes[at] === QUOTE) return at;
    if (bytes[at] === BACKSLASH) at += 1;
  }
  return end;
}
