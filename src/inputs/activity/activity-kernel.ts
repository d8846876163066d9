import type { ActivityField, ActivityFields, Source } from "../../sources/contract.ts";
import type { Series } from "./activity-series.ts";

/*
 * The host's side of kernel/activity.ts: writes down which keys matter, gives numbers to texts, and says once for each
 * combination of texts what row it belongs to.
 */

/** What a record says that was read without being built. */
export interface QuickActivity {
  readonly source: Source;
  readonly series: Series;
  readonly outcomeMask: number;
  readonly tsMs: number;
  readonly eventId: string;
  /** What stands before and after the event id in the key of copies. */
  readonly aroundId: readonly [string, string];
}

/** What all records with the same texts have in common. */
export interface ActivityTemplate {
  readonly source: Source;
  readonly series: Series;
  readonly outcomeMask: number;
  readonly aroundId: QuickActivity["aroundId"];
}

export interface ActivityHost {
  readonly fields: ActivityFields;
  /** The row of a record of which only the named texts are known; null where that does not settle it. May add to the record. */
  readonly judge: (record: Record<string, unknown>) => ActivityTemplate | null;
  /** Whether a record with these texts of a call is one of the source's. May add to the record. */
  readonly isOwn: (record: Record<string, unknown>) => boolean;
}

export interface ActivityExports {
  readonly acts: WebAssembly.Global;
  readonly full: WebAssembly.Global;
  readonly useSlots: (count: number) => void;
  readonly forgetTexts: () => void;
  readonly readAlone: (start: number, end: number, ordinal: number) => number;
  readonly readCall: (start: number, end: number) => number;
  readonly calledAt: WebAssembly.Global;
  readonly hashOf: (at: number, length: number) => number;
}

export interface ActivityReader {
  readonly learn: (slot: number, at: number, length: number) => number;
  /** Writes what to look for into the kernel's memory. */
  readonly prepare: (exports: ActivityExports) => void;
  /** To be called before each piece: makes room for new texts. */
  readonly refresh: () => void;
  /** What the kernel read, by number; null if it takes the parser after all. */
  readonly at: (nth: number) => QuickActivity | null;
  /** The time, in ms, of a record that means nothing, if it is sure to be one of the source's; null if it takes the parser. */
  readonly timeOf: (start: number, end: number) => number | null;
}

// Memory as kernel/activity.ts and kernel/groups.ts lay it out.
const PATHS = 2_473_984;
const PATH_TEXTS = 2_478_080;
const SLOT_LIST = 2_482_432;
const TUPLE_LIST = 10_362_880;
const ACTS = 10_493_952;
const ACT_WORDS = 8;
const PATH_SLOTS = 256;
const DOUBT = 0xffffff;

const PURPOSE = { skip: 0, text: 0x100, object: 0x200, noText: 0x300 } as const;
const ACTOR = 1;
const CALL = 2;
/** Combinations remembered. */
const MOST_TEMPLATES = 200_000;

export function createActivityReader(host: ActivityHost, memory: Buffer): ActivityReader {
  const { actor, call } = host.fields;
  const words = new Uint32Array(memory.buffer, memory.byteOffset);
  const texts = textNumbers(slotFields(host.fields), memory);
  let kernel: ActivityExports | null = null;

  const addTexts = (group: readonly ActivityField[], number: number, record: Fields): void => {
    const entry = words[TUPLE_LIST / 4 + number]! / 4 + 2; // numbers come from the kernel
    for (const [place, { path }] of group.entries()) {
      const text = texts.textOf(words[entry + place] ?? 0);
      if (text !== undefined) put(record, path, text);
    }
  };
  const templates = answers((key) => {
    const record: Fields = {};
    addTexts(actor, Math.floor(key / MOST_CALLS), record);
    addTexts(call, key % MOST_CALLS, record);
    return host.judge(record);
  });
  const ownCalls = answers((number) => {
    const record: Fields = {};
    addTexts(call, number, record);
    return host.isOwn(record);
  });
  return {
    learn: texts.learn,
    prepare: (exports) => {
      kernel = exports;
      writePaths(host.fields, memory, exports);
    },
    refresh: () => {
      if (kernel === null || kernel.full.value === 0) return;
      kernel.forgetTexts();
      for (const one of [texts, templates, ownCalls]) one.forget();
    },
    timeOf: (start, end) => {
      const number = kernel?.readCall(start, end) ?? DOUBT;
      return kernel !== null && number !== DOUBT && ownCalls.of(number) ? Number(kernel.calledAt.value) * 1000 : null;
    },
    at: (nth) => {
      const act = ACTS / 4 + nth * ACT_WORDS;
      const template = templates.of((words[act + 3] ?? 0) * MOST_CALLS + (words[act + 4] ?? 0));
      if (template === null) return null;
      const at = words[act + 6] ?? 0;
      const eventId = memory.toString("latin1", at, at + (words[act + 7] ?? 0));
      const { source, series, outcomeMask, aroundId } = template;
      return { source, series, outcomeMask, tsMs: (words[act + 5] ?? 0) * 1000, eventId, aroundId };
    },
  };
}

/** More than the kernel numbers. */
const MOST_CALLS = 65_536;

/** What was answered about a number is answered again, within bounds. */
function answers<Answer>(answer: (number: number) => Answer): { readonly of: (number: number) => Answer; readonly forget: () => void } {
  const known = new Map<number, Answer>();
  return {
    of: (number) => {
      const before = known.get(number);
      if (before !== undefined) return before;
      const made = answer(number);
      if (known.size >= MOST_TEMPLATES) known.clear();
      known.set(number, made);
      return made;
    },
    forget: () => known.clear(),
  };
}

interface TextNumbers {
  readonly learn: ActivityReader["learn"];
  readonly textOf: (number: number) => string | undefined;
  readonly forget: () => void;
}

/** Numbers for texts, the same for those that make the same row. */
function textNumbers(fields: readonly ActivityField[], memory: Buffer): TextNumbers {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    learn: (slot, at, length) => {
      const text = memory.toString("latin1", at, at + length);
      const field = fields[slot];
      const standIn = field?.standIn === undefined ? text : field.standIn(text);
      if (standIn === null) return DOUBT;
      const known = numbers.get(`${slot} ${standIn}`) ?? numbers.size + 1;
      numbers.set(`${slot} ${standIn}`, known);
      texts[known] = standIn;
      return known;
    },
    textOf: (number) => texts[number],
    forget: () => {
      numbers.clear();
      texts.length = 0;
    },
  };
}

/** Where the kernel says that a record lies, which it read. */
export function placeOfAct(memory: Buffer, nth: number): { readonly start: number; readonly end: number; readonly ordinal: number } {
  const at = ACTS + nth * ACT_WORDS * 4;
  return { start: memory.readUInt32LE(at), end: memory.readUInt32LE(at + 4), ordinal: memory.readUInt32LE(at + 8) };
}

type Fields = Record<string, unknown>;

/** Puts a text at a path, with the objects around it. Paths are our own, so no key is one that objects inherit. */
function put(record: Fields, path: readonly string[], text: string): void {
  let here = record;
  const last = path.length - 1;
  for (let at = 0; at < last; at += 1) {
    const key = path[at] ?? "";
    const known = here[key];
    const inner: Fields = isFields(known) ? known : {};
    if (inner !== known) here[key] = inner;
    here = inner;
  }
  here[path[last] ?? ""] = text;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

/** Fields by slot: time and id come first, in places that the kernel knows. */
function slotFields({ time, id, actor, call }: ActivityFields): readonly ActivityField[] {
  return [{ path: [time] }, { path: [id] }, ...actor, ...call];
}

function writePaths(fields: ActivityFields, memory: Buffer, exports: ActivityExports): void {
  const nodes = new Map<string, number>([["", 0]]);
  let textEnd = PATH_TEXTS;
  const enter = (node: number, name: string, purpose: number): void => {
    const length = memory.write(name, textEnd, "latin1");
    const hash = exports.hashOf(textEnd, length) >>> 0;
    let slot = (hash + node) % PATH_SLOTS;
    while (memory.readUInt32LE(PATHS + slot * 16 + 4) !== 0) slot = (slot + 1) % PATH_SLOTS;
    const entry = PATHS + slot * 16;
    for (const [nth, word] of [hash, textEnd, length * 256 + node, purpose].entries()) memory.writeUInt32LE(word, entry + nth * 4);
    textEnd += length + 8;
  };
  const nodeOf = (path: readonly string[]): number => {
    const known = nodes.get(path.join("."));
    if (known !== undefined) return known;
    const parent = nodeOf(path.slice(0, -1));
    const node = nodes.size;
    nodes.set(path.join("."), node);
    enter(parent, path.at(-1) ?? "", PURPOSE.object + node);
    return node;
  };
  const groups = [...fields.actor.map(() => ACTOR), ...fields.call.map(() => CALL)];
  for (const [slot, { path, isRequired }] of slotFields(fields).entries()) {
    enter(nodeOf(path.slice(0, -1)), path.at(-1) ?? "", PURPOSE.text + slot);
    const group = groups[slot - 2] ?? 0;
    const place = group === CALL ? slot - 2 - fields.actor.length : slot - 2;
    memory.writeUInt32LE(group === 0 ? 0 : group + place * 256 + (isRequired === true ? 65_536 : 0), SLOT_LIST + slot * 4);
  }
  for (const name of fields.ignored) enter(0, name, PURPOSE.skip);
  for (const name of fields.noTexts) enter(0, name, PURPOSE.noText);
  exports.useSlots(slotFields(fields).length);
}
