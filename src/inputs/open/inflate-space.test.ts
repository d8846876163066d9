import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { constants, deflateRawSync, gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { scratchFolder } from "../__fixtures__/scratch.ts";
import { DEFAULT_LIMITS } from "../contract.ts";
import { INFLATE_SOURCE_SHA256 } from "./inflate.gen.ts";
import { createInflateSpace, type InflateSpace } from "./inflate-space.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

function newSpace(): InflateSpace {
  const space = createInflateSpace();
  if (space === null) throw new Error("no WebAssembly here");
  return space;
}

function inflated(space: InflateSpace, given: Buffer, limits = DEFAULT_LIMITS): Buffer | null {
  const placed = space.add(scratch.write("file.gz", given), limits);
  if (placed === null) return null;
  expect(
    space
      .bytes()
      .subarray(placed.givenAt, placed.givenAt + placed.givenLength)
      .equals(given),
  ).toBe(true);
  return space.bytes().subarray(placed.bytesAt, placed.bytesAt + placed.bytesLength);
}

/** Bytes as compressors like them, and as they do not: runs, repeats near and far, few and many letters. */
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.tuple(fc.nat(255), fc.nat(70_000)).map(([byte, length]) => Buffer.alloc(length, byte)),
  fc.tuple(fc.string({ minLength: 1, maxLength: 40 }), fc.nat(3000)).map(([text, times]) => Buffer.from(text.repeat(times))),
);
const content = fc.array(piece, { maxLength: 12 }).map((pieces) => Buffer.concat([...pieces, ...pieces.toReversed()]));
const level = fc.integer({ min: 0, max: 9 });
const strategy = fc.constantFrom(
  constants.Z_DEFAULT_STRATEGY,
  constants.Z_FILTERED,
  constants.Z_HUFFMAN_ONLY,
  constants.Z_RLE,
  constants.Z_FIXED,
);

describe("the inflate kernel", () => {
  it("was compiled from its source as it stands", () => {
    const source = readFileSync(new URL("../../../kernel/inflate.ts", import.meta.url));
    expect(createHash("sha256").update(source).digest("hex")).toBe(INFLATE_SOURCE_SHA256);
  });

  it("gives back what was compressed, however it was, one file behind the other", () => {
    const space = newSpace();
    fc.assert(
      fc.property(content, level, strategy, (bytes, how, way) => {
        if (space.taken() > 8_000_000) space.clear();
        expect(inflated(space, gzipSync(bytes, { level: how, strategy: way }))?.equals(bytes)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("gives the right bytes or none for whatever is damaged", () => {
    const space = newSpace();
    const damage = fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom("change", "cut", "add"));
    let refused = 0;
    fc.assert(
      fc.property(content, level, damage, (bytes, how, [at, byte, kind]) => {
        const given = gzipSync(bytes, { level: how });
        const place = at % given.length;
        const odd =
          kind === "change"
            ? Buffer.from(given)
            : kind === "cut"
              ? given.subarray(0, place)
              : Buffer.concat([given, given.subarray(0, place)]);
        if (kind === "change") odd[place] = byte;
        space.clear();
        const found = inflated(space, odd);
        if (found === null) refused += 1;
        else expect(found.equals(bytes)).toBe(true);
      }),
      { numRuns: 800 },
    );
    expect(refused).toBeGreaterThan(400);
  });

  it("leaves files beyond the limits, forged sizes and other formats to the ordinary way", () => {
    const space = newSpace();
    const given = gzipSync(Buffer.alloc(100_000, "ab"));
    expect(inflated(space, given)).not.toBeNull();
    expect(inflated(space, given, { ...DEFAULT_LIMITS, expandedBytes: 99_999 })).toBeNull();
    expect(inflated(space, given, { ...DEFAULT_LIMITS, fileBytes: 20 })).toBeNull();
    const forged = Buffer.from(given);
    forged.writeUInt32LE(0xffffffff, forged.length - 4);
    expect(inflated(space, forged)).toBeNull();
    expect(inflated(space, gzipSync(Buffer.alloc(30_000_000)))).toBeNull();
    expect(inflated(space, Buffer.from("{}"))).toBeNull();
    expect(inflated(space, deflateRawSync(given))).toBeNull();
    expect(inflated(space, Buffer.concat([given, given]))).toBeNull();
    expect(space.add(scratch.path, DEFAULT_LIMITS)).toBeNull();
    expect(inflated(space, given)).not.toBeNull();
  });
});
