import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marks, newKernel, prefilter } from "../__fixtures__/tiny-kernel.ts";
import { tinyRecord, tinySource } from "../__fixtures__/tiny-source.ts";
import { createByteFilter } from "./byte-filter.ts";
import { type Cut, type CutResult, newCutState } from "../cut/cut.ts";
import { cutByBytes } from "../cut/cut-by-bytes.ts";
import { layoutAt } from "../cut/layout.ts";
import { type Judged, PIECE_BYTES, type ScanKernel } from "./kernel-contract.ts";
import { createAheadKernel } from "./scan-kernel.ts";
import { createAheadSearch, type Searcher } from "./search-ahead.ts";
import { openSearched, type Searched } from "./searched.ts";

const shape = tinySource.bytes;

/** A kernel as in another thread, which was told what `kernel` had judged so far. */
function stranger(kernel: ScanKernel, unknown: (pattern: number, value: string) => void): Searcher {
  const other = createAheadKernel(kernel.search(), unknown);
  if (other === null) throw new Error("no WebAssembly here");
  return { marks, kernel: other };
}

/** What is found by a search that follows the bytes as they come. */
function searchedBy(searcher: Searcher, bytes: Buffer, steps: readonly number[], kernel: ScanKernel): Searched | null {
  const search = createAheadSearch(() => [searcher]);
  search.begin();
  let there = 0;
  for (const step of steps) {
    there += step;
    if (there < bytes.length) search.follow(bytes.subarray(0, there), false);
  }
  search.follow(bytes, true);
  const found = search.finish();
  return found === null ? null : openSearched(search.words(), found, kernel);
}

interface Whole {
  readonly cuts: readonly Cut[];
  readonly records: number;
  readonly names: readonly number[] | null;
}

/** All that is cut of the bytes, up to where the careful way has to take over. */
function cutWhole(bytes: Buffer, kernel: ScanKernel, searched: Searched | null): Whole & { readonly isGood: boolean } {
  const state = newCutState();
  const cuts: Cut[] = [];
  let result: CutResult | null = null;
  kernel.takeNames();
  for (let at = 0; result === null || result.more; at = result.consumed) {
    const layout = layoutAt(bytes, at, state.open, marks);
    const filter = createByteFilter(shape, prefilter);
    result = layout === null ? null : cutByBytes(bytes, layout, state, true, marks.recordStarts, filter, kernel, searched);
    if (result === null) break;
    cuts.push(...result.cuts);
  }
  const names = kernel.takeNames();
  return {
    cuts,
    records: state.records,
    isGood: result !== null,
    names: names === null ? null : Array.from(names).toSorted((a, b) => a - b),
  };
}

const bit = fc.constantFrom(
  '"op":"Hit"',
  '"op":"Noise"',
  '"op":"New"',
  '"op" : "x"',
  "\\u0048",
  '"run":"yes"',
  '{"v":"',
  "},",
  "}\n",
  '"a":1}\n{"b":2',
);
const record = fc.oneof(
  fc
    .record({ op: fc.constantFrom("Noise", "Hit", "New", "Other\u00e9"), agent: fc.constantFrom("x", "agent/run") })
    .map((part) => JSON.stringify(tinyRecord(part))),
  fc.array(bit, { maxLength: 4 }).map((bits) => `{"v":"1",${bits.join(",")}}`),
);

describe("a search ahead", () => {
  it("leaves nothing to be found otherwise, whatever the bytes and whatever it was told of values", () => {
    const kernel = newKernel();
    const strange = stranger(newKernel(), () => {});
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 9 }), fc.boolean(), (records, wrapped) => {
        const bytes = Buffer.from(wrapped ? `{"Records":[${records.join(",")}]}` : records.join("\n"));
        const plain = cutWhole(bytes, kernel, null);
        for (const searcher of [{ marks, kernel }, strange]) {
          expect(cutWhole(bytes, kernel, searchedBy(searcher, bytes, [], kernel))).toEqual(plain);
        }
      }),
      { numRuns: 700 },
    );
  });

  it("finds the same wherever the bytes that are there end", () => {
    const records = Array.from({ length: 9000 }, (_, at) =>
      JSON.stringify(tinyRecord({ id: `e${at}`, op: at % 97 === 0 ? "Hit" : `Noise${at % 400}`, pad: "p".repeat(at % 300) })),
    );
    const bytes = Buffer.from(`{"Records":[${records.join(",")}]}`);
    expect(bytes.length).toBeGreaterThan(2 * PIECE_BYTES);
    const kernel = newKernel();
    const plain = cutWhole(bytes, kernel, null);
    expect(plain.isGood).toBe(true);
    for (const steps of [[], [70_000, 1, 63_000, 200_000, 5, 1_100_000], Array.from({ length: 30 }, () => 100_000)]) {
      const searched = searchedBy(
        stranger(newKernel(), () => {}),
        bytes,
        steps,
        kernel,
      );
      expect(searched).not.toBeNull();
      expect(cutWhole(bytes, kernel, searched)).toEqual(plain);
    }
  });

  it("asks about a value once it has been told, no more", () => {
    const kernel = newKernel();
    const asked: Omit<Judged, "accepted">[] = [];
    const other = createAheadKernel(kernel.search(), (pattern, value) => void asked.push({ pattern, value }));
    const bytes = Buffer.from(`[${["Noise", "Hit", "Noise"].map((op) => JSON.stringify(tinyRecord({ op }))).join(",")}]`);
    const scan = (): number | undefined => other?.scan(bytes, 1, bytes.length, 0x2c, bytes.length - 1, 1, true)?.kept;
    expect(scan()).toBe(3);
    for (const { pattern, value } of asked) other?.learn({ pattern, value, accepted: kernel.judge(pattern, value) });
    asked.length = 0;
    expect(scan()).toBe(1);
    expect(asked).toEqual([]);
  });
});
