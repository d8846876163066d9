import { createNextPlace } from "./next-place.ts";

/** Different indentations looked for in one window: each may cost a search through all of it, in vain. */
const MAX_INDENTATIONS = 16;

/**
 * Tells where reading can go on after a broken record, asked in the order of the bytes: the next place that begins as a
 * log's own records do, or the next line that begins like the broken one. -1 if none.
 */
export function createRestarts(bytes: Buffer, recordStarts: readonly string[]): (brokenAt: number) => number {
  const nextPlace = createNextPlace(bytes);
  const lines = new Set<string>();
  return (brokenAt) => {
    const record = nextPlace(recordStarts, brokenAt);
    const line = `\n${indentation(bytes, brokenAt)}{`;
    if (lines.size < MAX_INDENTATIONS) lines.add(line);
    const lineAt = lines.has(line) ? nextPlace([line], brokenAt) : -1;
    if (lineAt === -1) return record;
    const beginsAt = lineAt + line.length - 1;
    return record === -1 ? beginsAt : Math.min(record, beginsAt);
  };
}

/**
 * White space before the broken record on its line. A record that does not begin its line has none,
 * and records nested in other values are indented deeper, so they are not taken for neighbours.
 */
function indentation(bytes: Buffer, at: number): string {
  let from = at;
  while (from > 0 && (bytes[from - 1] === 0x20 || bytes[from - 1] === 0x09)) from -= 1;
  const beginsLine = from === 0 || bytes[from - 1] === 0x0a;
  return beginsLine ? bytes.toString("latin1", from, at) : "";
}
