/** Different indentations looked for in one window: each may cost a search through all of it, in vain. */
const MAX_INDENTATIONS = 16;

/**
 * Tells where reading can go on after a broken record: the next place that begins as a log's own records do, or the
 * next line that begins like the broken one. -1 if none. Asked with growing positions, it searches no byte twice for
 * the same beginning: in a window of thousands of broken records, one that never comes would else be searched for each time.
 */
export function createRestarts(bytes: Buffer, recordStarts: readonly string[]): (brokenAt: number) => number {
  const places = new Map<string, number>();

  function placeOf(beginning: string, after: number): number {
    const known = places.get(beginning);
    if (known !== undefined && (known === -1 || known > after)) return known;
    const place = bytes.indexOf(beginning, after + 1, "latin1");
    places.set(beginning, place);
    return place;
  }

  return (brokenAt) => {
    const usable = recordStarts.map((start) => placeOf(start, brokenAt)).filter((place) => place !== -1);
    const line = `\n${indentation(bytes, brokenAt)}{`;
    if (places.has(line) || places.size < recordStarts.length + MAX_INDENTATIONS) {
      const lineAt = placeOf(line, brokenAt);
      if (lineAt !== -1) usable.push(lineAt + line.length - 1);
    }
    return usable.length === 0 ? -1 : Math.min(...usable);
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
