import type { Prefilter } from "../../rules/questions/prefilter.ts";
import type { ByteShape } from "../../sources/contract.ts";
import type { ActivityHost } from "../activity/activity-kernel.ts";
import { recordStartsOf } from "../cut/cut.ts";
import { createKeyTest, type Verdict } from "./key-test.ts";
import { JOIN, type KeyPattern } from "./kernel-patterns.ts";
import { isOneValue } from "./one-value.ts";
import type { ScanKernel } from "./kernel-contract.ts";
import { createScanKernel } from "./scan-kernel.ts";

/**
 * Decides on a record's bytes whether it can mean anything. It may keep too much and must never
 * keep too little: whatever is written in a way the vendor does not write it is kept, and parsed.
 */
export interface ByteFilter {
  /** Takes a window of bytes; later questions are about it, in ascending order of `start`. */
  readonly load: (bytes: Buffer) => void;
  /** False only if no rule and no run-as activity can be in the record at [start, end). */
  readonly keep: (start: number, end: number) => boolean;
}

/**
 * Records longer than this are always parsed: they are rare, and it is where depth bombs are
 * (a CloudTrail event has at most 256 kB).
 */
const LONG_RECORD = 64 * 1024;

/** Ways to write a character so that a search for plain bytes does not see it. */
export const ESCAPES = ["\\u", "\\/"];

export function createByteFilter(shape: ByteShape, prefilter: Prefilter): ByteFilter {
  const activity = createActivityTest(shape);
  const literals = createNeedles(prefilter.literals);
  const joins = createJoins(shape);
  const operation = createKeyTest(shape.operationAnchor, (name) => prefilter.operation(name));
  const service = prefilter.needsServiceKey ? createKeyTest(shape.serviceAnchor, (name) => prefilter.service(name)) : null;
  return {
    load: (bytes) => {
      for (const one of [activity, literals, joins, operation, service]) one?.load(bytes);
    },
    keep: (start, end) => {
      if (end - start > LONG_RECORD || activity.within(start, end) || literals.within(start, end)) return true;
      if (joins?.mayBeTwo(start, end) === true) return true;
      // A record without the key, or with two of them, is none that the vendor wrote.
      if (operation.judge(start, end) !== "one-rejected") return true;
      return service !== null && isKept(service.judge(start, end));
    },
  };
}

/** Whether what looks like a record may be one and another behind it, of a log that begins its records in ways that nobody searches for. */
function createJoins({ isMixed }: ByteShape): { load: (bytes: Buffer) => void; mayBeTwo: (start: number, end: number) => boolean } | null {
  if (isMixed !== true) return null;
  const joins = createNeedles([JOIN]);
  let window: Buffer = Buffer.alloc(0);
  return {
    load: (bytes) => joins.load((window = bytes)),
    // The last byte may be where the record is joined to the next.
    mayBeTwo: (start, end) => joins.within(start, end - 1) && !isOneValue(window, start, end),
  };
}

/** The same filter for the kernel. With `host`, records that can only be run-as activity are read for their row at once. */
export function createFilterKernel(shape: ByteShape, prefilter: Prefilter, host: ActivityHost | null = null): ScanKernel | null {
  const { plain, keyed } = splitNeedles(shape);
  const { wrapperNeedles = [] } = shape;
  const keys: KeyPattern[] = [{ anchor: shape.operationAnchor, decide: (name) => prefilter.operation(name), isOperation: true }];
  if (prefilter.needsServiceKey) keys.push({ anchor: shape.serviceAnchor, decide: (name) => prefilter.service(name), isOperation: false });
  return createScanKernel({
    recordStarts: recordStartsOf(shape),
    isMixed: shape.isMixed === true,
    needles: prefilter.literals,
    activity: {
      needles: plain.filter((needle) => !wrapperNeedles.includes(needle)),
      keys: keyed.map(({ anchor, value }) => ({ anchor, decide: (found) => found === value, isOperation: false })),
      host,
    },
    escapes: [...ESCAPES, ...wrapperNeedles],
    identityKeys: shape.identity?.keys ?? [],
    keys,
  });
}

function isKept(verdict: Verdict): boolean {
  return verdict === "kept" || verdict === "odd";
}

/** Whether a record may be run-as activity, or be written in a way that hides whether it is. */
export function createActivityTest(shape: ByteShape): Needles {
  const needles = splitNeedles(shape);
  const plain = createNeedles([...ESCAPES, ...needles.plain]);
  const keys = needles.keyed.map(({ anchor, value }) => createKeyTest(anchor, (found) => found === value));
  return {
    load: (bytes) => {
      for (const one of [plain, ...keys]) one.load(bytes);
    },
    within: (start, end) => plain.within(start, end) || keys.some((key) => isKept(key.judge(start, end))),
  };
}

interface KeyAndValue {
  readonly anchor: string;
  readonly value: string;
}

function splitNeedles(shape: ByteShape): { readonly plain: readonly string[]; readonly keyed: readonly KeyAndValue[] } {
  const { activityNeedles, wrapperNeedles = [] } = shape;
  return {
    plain: [...activityNeedles.filter((needle) => asKeyAndValue(needle) === null), ...wrapperNeedles],
    keyed: activityNeedles.flatMap((needle) => asKeyAndValue(needle) ?? []),
  };
}

/** `"key":"value"` needles are searched by key, so that white space between the two hides nothing. */
function asKeyAndValue(needle: string): KeyAndValue | null {
  const parts = /^("[^"\\]+":")([^"\\]*)"$/.exec(needle);
  return parts === null ? null : { anchor: parts[1]!, value: parts[2]! }; // both groups always match
}

/** Says whether one of several strings begins in [start, end); ask in ascending order. */
export interface Needles {
  readonly load: (bytes: Buffer) => void;
  readonly within: (start: number, end: number) => boolean;
}

/**
 * Searches several strings at once. A rare string is looked for far beyond the record in hand,
 * so each search remembers its hit and is repeated only once that has been passed.
 */
export function createNeedles(needles: readonly string[]): Needles {
  const wanted = needles.map((needle) => Buffer.from(needle, "utf8"));
  const hits = new Float64Array(wanted.length);
  let window: Buffer = Buffer.alloc(0);
  return {
    load: (bytes) => {
      window = bytes;
      hits.fill(-1);
    },
    within: (start, end) => {
      for (let k = 0; k < wanted.length; k += 1) {
        if (hits[k]! < start) {
          const hit = window.indexOf(wanted[k]!, start); // k < length of both
          hits[k] = hit === -1 ? Infinity : hit;
        }
        if (hits[k]! < end) return true;
      }
      return false;
    },
  };
}

/** The same question about one record only, in any order. */
export function withinCut(needles: Needles, bytes: Buffer, { start, end }: { readonly start: number; readonly end: number }): boolean {
  needles.load(bytes.subarray(start, end));
  return needles.within(0, end - start);
}
