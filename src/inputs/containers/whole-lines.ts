import { FILE_REASONS } from "../reasons.ts";
import { WINDOW_BYTES, type Window } from "../open/windows.ts";

/** What is looked at of a first line; header lines are shorter. */
const HEADER = 16 * 1024;
const NEWLINE = 0x0a;

/** The first line that is not blank, or its beginning. */
export function firstLine(head: Buffer): string {
  const text = head.toString("utf8", 0, HEADER).replace(/^\uFEFF/, "");
  return /^\s*([^\r\n]*)/.exec(text)?.[1] ?? "";
}

export function* linesOf(bytes: Buffer): Generator<{ readonly start: number; readonly end: number }> {
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline;
    yield { start, end };
    start = end + 1;
  }
}

/** The same bytes in windows that end where a line ends. A line larger than a window ends the reading. */
export async function* wholeLines(windows: AsyncIterable<Window>): AsyncGenerator<Window> {
  let carried: Buffer = Buffer.alloc(0);
  for await (const window of windows) {
    const bytes = carried.length === 0 ? window.bytes : Buffer.concat([carried, window.bytes]);
    if (window.last) return yield { ...window, bytes };
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    carried = bytes.subarray(end);
    if (carried.length > WINDOW_BYTES) return yield { bytes: bytes.subarray(0, end), last: true, damage: FILE_REASONS.hugeRecord };
    yield { bytes: bytes.subarray(0, end), last: false, damage: null };
  }
}
