// What a rule file says, with the place of each value: rules are read from YAML, or were when the program was built.

/** A parsed value with its place in the file. Aliases and tags never get this far. */
export type Located = LocatedScalar | LocatedMap | LocatedList;

/** Counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}
export interface LocatedScalar extends Place {
  readonly is: "scalar";
  readonly value: string | number | boolean | null;
  /** The text as written, without quotes: keeps `007` and long numbers whole. */
  readonly source: string;
  /** Column of the first character inside quotes; equal to `column` when there are none. Null in block text. */
  readonly textColumn: number | null;
}
export interface LocatedMap extends Place {
  readonly is: "map";
  readonly entries: readonly { readonly key: LocatedScalar; readonly name: string; readonly value: Located }[];
}
export interface LocatedList extends Place {
  readonly is: "list";
  readonly items: readonly Located[];
}

/** Value of a key, or undefined. */
export function entry(map: LocatedMap, name: string): Located | undefined {
  return map.entries.find((candidate) => candidate.name === name)?.value;
}

/** The value without its positions. Keys stay data: no key can reach a prototype. */
export function toPlain(located: Located): unknown {
  if (located.is === "scalar") return located.value;
  if (located.is === "list") return located.items.map(toPlain);
  return Object.fromEntries(located.entries.map(({ name, value }) => [name, toPlain(value)]));
}
