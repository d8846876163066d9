/*
 * Structs and maps as Athena and CloudTrail Lake print them into CSV: `{type=Role, sessionissuer={arn=…, username=null}}`.
 * Nothing is quoted, so a value that holds `, name=` itself reads as two. In userIdentity no name can hold a blank.
 */

interface Reader {
  readonly text: string;
  at: number;
}

/** Deeper nesting is not looked into; identities have four levels. */
const DEEPEST = 16;

/** The value that the text prints, all of it texts; undefined if it is not written like that. */
export function structValue(text: string): unknown {
  const reader = { text: text.trim(), at: 0 };
  const value = readValue(reader, 0);
  return reader.at === reader.text.length ? value : undefined;
}

function readValue(reader: Reader, depth: number): unknown {
  if (depth > DEEPEST) return undefined;
  const opened = reader.text[reader.at];
  if (opened === "{") return readStruct(reader, depth);
  if (opened === "[") return readList(reader, depth);
  return readScalar(reader, depth);
}

const KEY = /([A-Za-z_][\w.:-]*)=/y;

function readStruct(reader: Reader, depth: number): unknown {
  const entries: [string, unknown][] = [];
  reader.at += 1;
  while (reader.text[reader.at] !== "}") {
    KEY.lastIndex = reader.at;
    const key = KEY.exec(reader.text)?.[1];
    if (key === undefined) return undefined;
    reader.at = KEY.lastIndex;
    const value = readValue(reader, depth + 1);
    if (value === undefined) return undefined;
    if (value !== null) entries.push([key, value]);
    if (!skipSeparator(reader, "}")) return undefined;
  }
  reader.at += 1;
  return Object.fromEntries(entries);
}

function readList(reader: Reader, depth: number): unknown {
  const items: unknown[] = [];
  reader.at += 1;
  while (reader.text[reader.at] !== "]") {
    const item = readValue(reader, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
    if (!skipSeparator(reader, "]")) return undefined;
  }
  reader.at += 1;
  return items;
}

function skipSeparator(reader: Reader, close: string): boolean {
  if (reader.text.startsWith(", ", reader.at)) {
    reader.at += 2;
    return true;
  }
  return reader.text[reader.at] === close;
}

/** Up to the bracket that closes what is around it, or to the next key. */
const ENDS = /, (?=[A-Za-z_][\w.:-]*=)|[{}[\]]/g;
const ITEM_ENDS = /, |[{}[\]]/g;

function readScalar(reader: Reader, depth: number): unknown {
  const ends = isInList(reader) ? ITEM_ENDS : ENDS;
  ends.lastIndex = reader.at;
  const end = depth === 0 ? -1 : (ends.exec(reader.text)?.index ?? -1);
  if (end === -1) return undefined;
  const text = reader.text.slice(reader.at, end);
  reader.at = end;
  return text === "null" ? null : text;
}

/** Whether the scalar at hand is an item: no `=` stands right before it. */
function isInList({ text, at }: Reader): boolean {
  return text[at - 1] !== "=";
}
