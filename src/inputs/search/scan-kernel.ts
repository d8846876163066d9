import type { ActivityHost } from "../activity/activity-kernel.ts";
import type { Judged, Names, ScanKernel, Search } from "./kernel-contract.ts";
import { instantiate, type Kernel, NO_NAMES } from "./kernel-instance.ts";
import { listPatterns, type Pattern, type ScanPatterns } from "./kernel-patterns.ts";
import { KERNEL_BASE64 } from "./kernel.gen.ts";

/** Values whose judgements are remembered for other threads. */
const MOST_JUDGED = 16_384;

let compiled: WebAssembly.Module | null | undefined;

/** Null where it cannot be had: WebAssembly is switched off, or there are more or longer patterns than it takes. */
export function createScanKernel(patterns: ScanPatterns): ScanKernel | null {
  const list = listPatterns(patterns);
  if (list === null) return null;
  compiled ??= compile();
  return compiled === null ? null : lazily(compiled, list, patterns.activity?.host ?? null);
}

/** A kernel of another thread. What it was not told about a value it asks `unknown`, and leaves the record open. */
export function createAheadKernel({ patterns, judged }: Search, unknown: (pattern: number, value: string) => void): AheadKernel | null {
  compiled ??= compile();
  if (compiled === null) return null;
  const verdicts = new Map(judged.map(({ pattern, value, accepted }) => [`${pattern} ${value}`, accepted]));
  const judge = (pattern: number, value: string): boolean | null => {
    const known = verdicts.get(`${pattern} ${value}`);
    if (known === undefined) unknown(pattern, value);
    return known ?? null;
  };
  const kernel = instantiate(compiled, patterns, judge, null);
  return { ...kernel, learn: ({ pattern, value, accepted }) => void verdicts.set(`${pattern} ${value}`, accepted) };
}

export interface AheadKernel extends Pick<ScanKernel, "scan" | "takeNames"> {
  readonly learn: (judged: Judged) => void;
}

function compile(): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(Buffer.from(KERNEL_BASE64, "base64"));
  } catch {
    return null;
  }
}

/** Memory is taken only once there are bytes of the log that this kernel is for. */
function lazily(module: WebAssembly.Module, list: readonly Pattern[], host: ActivityHost | null): ScanKernel {
  let made: Kernel | null = null;
  let judged: Judged[] = [];
  let others: (Names | null)[] = [];
  const judge = (pattern: number, value: string): boolean => {
    const accepted = list[pattern]?.decide?.(value) ?? true;
    if (judged.length >= MOST_JUDGED) judged = [];
    judged.push({ pattern, value, accepted });
    return accepted;
  };
  const kernel = (): Kernel => (made ??= instantiate(module, list, judge, host));
  return {
    scan: (...of) => kernel().scan(...of),
    load: (...of) => kernel().load(...of),
    readActivity: (...of) => kernel().readActivity(...of),
    timeOfNoise: (...of) => kernel().timeOfNoise(...of),
    takeNames: () => {
      const own = made === null ? NO_NAMES : made.takeNames();
      if (others.length === 0) return own;
      if (others.length === 1 && own?.length === 0) return others.pop() ?? null;
      const all = [own, ...others].filter((names) => names !== null);
      const isWhole = all.length === others.length + 1;
      others = [];
      return isWhole ? [...new Set(all.flatMap((names) => Array.from(names)))] : null;
    },
    addNames: (names) => void others.push(names),
    judge,
    search: () => ({ patterns: list.map(({ kind, text }) => ({ kind, text })), judged }),
  };
}
