import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marks, newKernel, prefilter } from "../__fixtures__/tiny-kernel.ts";
import { tinyRecord, tinySource } from "../__fixtures__/tiny-source.ts";
import type { ByteShape } from "../../sources/contract.ts";
import { createByteFilter } from "./byte-filter.ts";
import { type CutResult, newCutState } from "../cut/cut.ts";
import { cutByBytes } from "../cut/cut-by-bytes.ts";
import { KERNEL_SOURCE_SHA256 } from "./kernel.gen.ts";
import { layoutAt } from "../cut/layout.ts";
import { PIECE_BYTES, type ScanKernel } from "./kernel-contract.ts";
import { createScanKernel } from "./scan-kernel.ts";

const shape = tinySource.bytes;

/** All that one way finds: kept records by place, and how many there are. */
function cutWhole(
  bytes: Buffer,
  kernel: ScanKernel | null,
  of: ByteShape = shape,
): { kept: readonly number[]; records: number; consumed: number } | null {
  const state = newCutState();
  const kept: number[] = [];
  let result: CutResult | null = null;
  for (let at = 0; result === null || result.more; at = result.consumed) {
    const layout = layoutAt(bytes, at, state.open, marks);
    result = layout === null ? null : cutByBytes(bytes, layout, state, true, marks.recordStarts, createByteFilter(of, prefilter), kernel);
    if (result === null) return null;
    kept.push(...result.cuts.map(({ start }) => start));
  }
  return { kept, records: state.records, consumed: result.consumed };
}

describe("the scan kernel", () => {
  it("was compiled from its source as it stands", () => {
    const parts = ["scan.ts", "activity.ts", "bytes.ts", "groups.ts", "json.ts", "names.ts", "time.ts", "values.ts"].map((name) =>
      readFileSync(new URL(`../../../kernel/${name}`, import.meta.url)),
    );
    expect(createHash("sha256").update(Buffer.concat(parts)).digest("hex")).toBe(KERNEL_SOURCE_SHA256);
  });

  it("keeps what the byte filter in JavaScript keeps, and counts the same records, whatever the bytes", () => {
    const bit = fc.constantFrom(
      '"op":"Hit"',
      '"op":"Noise"',
      '"op" : "x"',
      '"op":"\\u0048it"',
      "\\/",
      '"run":"yes"',
      '"run":"no"',
      '{"v":"',
      "},",
      "}\n",
      '"a":1}\n{"b":2',
      "x",
    );
    const text = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.array(bit, { maxLength: 4 }).map((bits) => bits.join(",")),
    );
    const record = fc.oneof(
      fc
        .record({ op: fc.constantFrom("Noise", "Hit", "Other\u00e9"), note: text, agent: fc.constantFrom("x", "agent/run") })
        .map((part) => JSON.stringify(tinyRecord(part))),
      text.map((inside) => `{"v":"1",${inside}}`),
      fc.constantFrom(
        '{"w":[{"x":1},{"y":"}"}]}',
        '{"w":1}',
        '{"v":"2","op":"Noise","list":[{"a":"},{"},{"b":"\\\""}]}',
        '{"v":"3"},{"w":"',
      ),
    );
    const kernels = [shape, { ...shape, isMixed: true }].map((of) => ({ of, kernel: newKernel(of) }));
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 9 }),
        fc.boolean(),
        fc.constantFrom(...kernels),
        (records, wrapped, { of, kernel }) => {
          const bytes = Buffer.from(wrapped ? `{"Records":[${records.join(",")}]}` : records.join("\n"));
          const plain = cutWhole(bytes, null, of);
          const quick = cutWhole(bytes, kernel, of);
          expect(quick === null).toBe(plain === null);
          if (plain === null || quick === null) return;
          expect(quick.records).toBe(plain.records);
          expect(quick.consumed).toBe(plain.consumed);
          expect(quick.kept).toEqual(expect.arrayContaining([...plain.kept]));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("takes two records for two where another log's stands behind noise in a list, and lists inside of a record for its own", () => {
    const mixed = { ...shape, isMixed: true };
    const noise = JSON.stringify(tinyRecord({ op: "Noise", list: [{ a: "},{" }, { b: '\\"' }] }));
    for (const kernel of [null, newKernel(mixed)]) {
      const whole = Buffer.from(`[${[noise, noise, noise].join(",")}]`);
      expect(cutWhole(whole, kernel, mixed)).toMatchObject({ records: 3 });
      expect(cutWhole(Buffer.from(`[${[noise, noise, '{"w":1}', noise].join(",")}]`), kernel, mixed)).toBeNull();
    }
  });

  it("finds the same whatever lies where its pieces meet", () => {
    const records = Array.from({ length: 12_000 }, (_, at) =>
      JSON.stringify(tinyRecord({ id: `e${at}`, op: at % 97 === 0 ? "Hit" : "Noise", pad: "p".repeat(at % 300) })),
    );
    const bytes = Buffer.from(`{"Records":[${records.join(",")}]}`);
    expect(bytes.length).toBeGreaterThan(2 * PIECE_BYTES);
    expect(cutWhole(bytes, newKernel())).toEqual(cutWhole(bytes, null));
  });

  it("judges each value once, and forgets when there are too many", () => {
    const asked: string[] = [];
    const decide = (value: string): boolean => {
      asked.push(value);
      return value === "n7";
    };
    const kernel = createScanKernel({
      recordStarts: ['{"v":"'],
      needles: [],
      escapes: [],
      identityKeys: [],
      keys: [{ anchor: '"op":"', decide, isOperation: true }],
    });
    const names = Array.from({ length: 30_000 }, (_, at) => `n${at % 20_000}`);
    const bytes = Buffer.from(`[${names.map((op) => `{"v":"1","op":"${op}"}`).join(",")}]`);
    const first = kernel?.scan(bytes, 1, bytes.length - 1, 0x2c, bytes.length - 1, 1);
    expect(first?.kept).toBe(2 + Math.floor(30_000 / 256));
    expect(asked.length).toBeGreaterThanOrEqual(20_000);
    const before = asked.length;
    kernel?.scan(bytes, 1, 2000, 0x2c, -1, 1);
    kernel?.scan(bytes, 1, 2000, 0x2c, -1, 1);
    expect(asked.length - before).toBeLessThan(100);
  });

  it("is not made for more than it has room for", () => {
    const many = Array.from({ length: 70 }, (_, at) => `needle-${at}`);
    expect(createScanKernel({ recordStarts: ['{"v":"'], needles: many, escapes: [], identityKeys: [], keys: [] })).toBeNull();
    expect(createScanKernel({ recordStarts: ['{"v":"'], needles: ["x".repeat(200)], escapes: [], identityKeys: [], keys: [] })).toBeNull();
  });
});
