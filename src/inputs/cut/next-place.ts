/** Position of the first of some beginnings that stands behind a position; -1 if none does. */
export type NextPlace = (beginnings: readonly string[], after: number) => number;

/**
 * Searches `bytes` for beginnings of records. Asked with growing positions, it searches no byte twice for the same
 * beginning: where thousands of records follow each other, one that never comes would else be searched for each time.
 */
export function createNextPlace(bytes: Buffer): NextPlace {
  const places = new Map<string, number>();
  return (beginnings, after) => {
    let first = -1;
    for (const beginning of beginnings) {
      let place = places.get(beginning);
      if (place === undefined || (place !== -1 && place <= after)) {
        place = bytes.indexOf(beginning, after + 1, "latin1");
        places.set(beginning, place);
      }
      if (place !== -1 && (first === -1 || place < first)) first = place;
    }
    return first;
  };
}
