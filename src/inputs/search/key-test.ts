/**
 * What the values of one key say about a record, read from its bytes. `odd`: the key is written in
 * a way that has to be parsed to be understood. The other words count the values seen.
 */
export type Verdict = "none" | "one-rejected" | "many-rejected" | "kept" | "odd";

export interface KeyTest {
  readonly load: (bytes: Buffer) => void;
  /** Verdict on the record at [start, end); ask in ascending order. */
  readonly judge: (start: number, end: number) => Verdict;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Distinct values remembered; more than any vendor has operations. */
const MEMO_LIMIT = 20_000;
const LONGEST_VALUE = 256;

/**
 * `anchor` is key, colon and quote as the vendor writes them (`"eventName":"`). Every place where
 * the quoted key stands is looked at, so that neither a second key nor a nested one hides the first.
 */
export function createKeyTest(anchor: string, decide: (value: string) => boolean): KeyTest {
  const key = Buffer.from(anchor.slice(0, anchor.lastIndexOf('":') + 1), "latin1");
  const rest = Buffer.from(anchor.slice(key.length), "latin1");
  const accepts = createValueTest(decide);
  let bytes: Buffer = Buffer.alloc(0);
  let hit = -1;
  return {
    load: (window) => {
      bytes = window;
      hit = -1;
    },
    judge: (start, end) => {
      if (hit < start) hit = find(bytes, key, start);
      let seen = 0;
      while (hit < end) {
        const value = hit + key.length + rest.length;
        if (!standsAt(bytes, rest, hit + key.length)) return "odd";
        if (accepts(bytes, value)) return "kept";
        seen += 1;
        hit = find(bytes, key, value);
      }
      return seen === 0 ? "none" : seen === 1 ? "one-rejected" : "many-rejected";
    },
  };
}

function find(bytes: Buffer, key: Buffer, from: number): number {
  const hit = bytes.indexOf(key, from);
  return hit === -1 ? Infinity : hit;
}

function standsAt(bytes: Buffer, wanted: Buffer, at: number): boolean {
  for (let k = 0; k < wanted.length; k += 1) if (bytes[at + k] !== wanted[k]) return false;
  return true;
}

/**
 * Asks once per distinct value. Values are told apart by a hash and then by their bytes, because
 * whoever writes them could choose two with one hash.
 */
function createValueTest(decide: (value: string) => boolean): (bytes: Buffer, start: number) => boolean {
  const memo = new Map<number, { readonly value: Buffer; readonly accepted: boolean }>();
  return (bytes, start) => {
    let hash = 0x811c9dc5;
    let end = start;
    for (; ; end += 1) {
      const byte = bytes[end];
      if (byte === QUOTE) break;
      // Escapes and letters outside ASCII are for the parser; so is a value without end.
      if (byte === undefined || byte === BACKSLASH || byte >= 0x80 || end - start > LONGEST_VALUE) return true;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    const known = memo.get(hash);
    if (known !== undefined && known.value.length === end - start && standsAt(bytes, known.value, start)) return known.accepted;
    const value = Buffer.from(bytes.subarray(start, end));
    const accepted = decide(value.toString("latin1"));
    if (memo.size >= MEMO_LIMIT) memo.clear();
    memo.set(hash, { value, accepted });
    return accepted;
  };
}
