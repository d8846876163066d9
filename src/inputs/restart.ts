/**
 * Where reading can go on after a broken record that begins at `brokenAt`: the next place that
 * begins as a log's own records do, or the next line that begins like the broken one. -1 if none.
 */
export function nextRestart(bytes: Buffer, brokenAt: number, recordStarts: readonly string[]): number {
  const places = recordStarts.map((start) => bytes.indexOf(start, brokenAt + 1, "latin1"));
  const line = `\n${indentation(bytes, brokenAt)}{`;
  const lineAt = bytes.indexOf(line, brokenAt + 1, "latin1");
  if (lineAt !== -1) places.push(lineAt + line.length - 1);
  const usable = places.filter((place) => place !== -1);
  return usable.length === 0 ? -1 : Math.min(...usable);
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
