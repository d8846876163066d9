/** Changes to a record that keep it looking like one: of its structure, and of the text that it is written as. */

export type Random = () => number;

/** A small seeded generator (mulberry32): the same seed, the same records. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(random: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new Error("nothing to pick from");
  return chosen;
}

const JUNK: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53 + 2,
  "",
  " ",
  "\u0000",
  "\ud800",
  "\u202e\u200b\ufeff",
  "%E0%A4%A",
  "HIDDEN_DUE_TO_SECURITY_REASONS",
  "arn:",
  "arn:aws:lambda:::function:",
  "arn:aws:iam::111122223333:role/",
  "2026-13-45T99:99:99Z",
  "-",
  "999.999.999.999",
  "::ffff:0:0/999",
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":',
  '{"Statement":{"Action":{},"Resource":[[]],"Principal":[{"AWS":null}]}}',
  "toString",
  "__proto__",
  "x".repeat(70_000),
  [],
  {},
  [null, [], {}],
  { items: null },
  { omitted: true, reason: "requestParameters too large" },
  { length: -1, toJSON: "x", valueOf: null },
];

const KEYS = [
  "__proto__",
  "constructor",
  "toString",
  "then",
  "length",
  "",
  "0",
  "eventName",
  "records",
  "Records",
  "detail",
  "a.b",
  "\u0000",
];

/** The record with a handful of places replaced, dropped, renamed, wrapped, deepened or doubled. */
export function mutated(random: Random, record: unknown): unknown {
  let result = record;
  const times = 1 + Math.floor(random() * 3);
  for (let i = 0; i < times; i += 1) result = atRandomPlace(random, result, (value) => spoilt(random, value));
  return result;
}

function spoilt(random: Random, value: unknown): unknown {
  const chance = random();
  if (chance < 0.4) return pick(random, JUNK);
  if (chance < 0.5) return [value];
  if (chance < 0.6) return { [pick(random, KEYS)]: value };
  if (chance < 0.7) return typeof value === "string" ? value.slice(0, Math.floor(random() * value.length)) : JSON.stringify(value);
  if (chance < 0.8) return nested(value, Math.floor(random() * 90), random() < 0.5);
  if (typeof value === "string") return chance < 0.9 ? value + value : value.split("").toReversed().join("");
  return chance < 0.9 ? undefined : Array.from({ length: 40 }, () => value);
}

function nested(value: unknown, depth: number, lists: boolean): unknown {
  let result = value;
  for (let i = 0; i < depth; i += 1) result = lists ? [result] : { a: result };
  return result;
}

/** Walks down, and at each step may stop and change what is there. */
function atRandomPlace(random: Random, value: unknown, change: (value: unknown) => unknown): unknown {
  if (typeof value !== "object" || value === null || random() < 0.15) return change(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return change(value);
    const at = Math.floor(random() * value.length);
    return value.map((item: unknown, i) => (i === at ? atRandomPlace(random, item, change) : item));
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return change(value);
  const at = Math.floor(random() * entries.length);
  const renames = random() < 0.08;
  return Object.fromEntries(
    entries.map(([key, item], i) =>
      i !== at ? [key, item] : renames ? [pick(random, KEYS), item] : [key, atRandomPlace(random, item, change)],
    ),
  );
}

const SNIPPETS = [
  "{",
  "}",
  "[",
  "]",
  '"',
  ",",
  "\\",
  "\\u",
  "\\ud800",
  "\n",
  "\r\n",
  "\u0000",
  "NaN",
  "1e400",
  "-",
  '{"eventVersion":"',
  '"eventName":"CreateFunction20150331",',
  '{"Records":[',
  "\ufeff",
];

/** Text of a record with something put in or taken out, in one of twenty records; else as it was. */
export function damagedText(random: Random, text: string): string {
  if (random() > 0.05) return text;
  const at = Math.floor(random() * text.length);
  const drop = random() < 0.5 ? 0 : Math.floor(random() * 30);
  return text.slice(0, at) + pick(random, SNIPPETS) + text.slice(at + drop);
}
