import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { constants, crc32, deflateRawSync, gzipSync } from "node:zlib";
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

type Symbol = { readonly byte: number } | { readonly length: number; readonly offset: number };

/** Writes bits as deflate wants them: codes from their highest bit on, all else from the lowest. */
function bitWriter(): {
  readonly add: (value: number, count: number) => void;
  readonly code: (value: number, count: number) => void;
  readonly bytes: () => Buffer;
} {
  const bits: number[] = [];
  return {
    add: (value, count) => {
      for (let at = 0; at < count; at += 1) bits.push((value >>> at) & 1);
    },
    code: (value, count) => {
      for (let at = count - 1; at >= 0; at -= 1) bits.push((value >>> at) & 1);
    },
    bytes: () =>
      Buffer.from(
        Array.from({ length: Math.ceil(bits.length / 8) }, (_, at) =>
          bits.slice(at * 8, at * 8 + 8).reduce((sum, bit, k) => sum | (bit << k), 0),
        ),
      ),
  };
}

/** Gzip of exactly these symbols, in one block with the codes that RFC 1951 fixes, and what it holds. */
function gzipOf(symbols: readonly Symbol[]): { readonly given: Buffer; readonly bytes: Buffer } {
  const out = bitWriter();
  const bytes: number[] = [];
  out.add(3, 3);
  for (const symbol of symbols) {
    if ("byte" in symbol) {
      if (symbol.byte < 144) out.code(symbol.byte + 0x30, 8);
      else out.code(symbol.byte - 144 + 0x190, 9);
      bytes.push(symbol.byte);
      continue;
    }
    const { code, extra, rest } = codeOf(symbol.length === 258 ? 511 : symbol.length - 3, 4);
    const number = symbol.length === 258 ? 285 : 257 + code;
    if (number < 280) out.code(number - 256, 7);
    else out.code(number - 280 + 0xc0, 8);
    if (number < 285) out.add(rest, extra);
    const distance = codeOf(symbol.offset - 1, 2);
    out.code(distance.code, 5);
    out.add(distance.rest, distance.extra);
    for (let k = 0; k < symbol.length; k += 1) bytes.push(bytes[bytes.length - symbol.offset] ?? 0);
  }
  out.code(0, 7);
  const whole = Buffer.from(bytes);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(whole), 0);
  trailer.writeUInt32LE(whole.length, 4);
  return { given: Buffer.concat([Buffer.from([31, 139, 8, 0, 0, 0, 0, 0, 0, 255]), out.bytes(), trailer]), bytes: whole };
}

/** Codes of lengths and offsets come in groups of as many, each with one extra bit more than the group before. */
function codeOf(value: number, group: number): { readonly code: number; readonly extra: number; readonly rest: number } {
  let extra = 0;
  while (value >= (group * 2) << extra) extra += 1;
  const step = value >> extra;
  return { code: extra * group + step, extra, rest: value - (step << extra) };
}

describe("the inflate kernel", () => {
  it("was compiled from its source as it stands", () => {
    const parts = ["inflate.ts", "crc.ts"].map((name) => readFileSync(new URL(`../../../kernel/${name}`, import.meta.url)));
    expect(createHash("sha256").update(Buffer.concat(parts)).digest("hex")).toBe(INFLATE_SOURCE_SHA256);
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

  it("repeats what stands at any offset, also within itself, up to the last byte", () => {
    const space = newSpace();
    const offsets = [...Array.from({ length: 34 }, (_, at) => at + 1), 47, 48, 49, 63, 64, 65, 255, 300];
    let kept: { readonly found: Buffer; readonly bytes: Buffer } | null = null;
    for (const offset of offsets) {
      const letters = Array.from({ length: 300 }, (_, at) => ({ byte: (at * 37 + offset) & 255 }));
      const repeats = Array.from({ length: 256 }, (_, at) =>
        [{ length: at + 3, offset }, { byte: at }, { byte: at ^ 85 }].slice(0, 1 + (at % 3)),
      );
      for (const last of [3, 15, 16, 17, 63, 64, 65, 127, 128, 129, 257, 258]) {
        const { given, bytes } = gzipOf([...letters, ...(last === 258 ? repeats.flat() : []), { length: last, offset }]);
        const found = inflated(space, given);
        expect(found?.equals(bytes)).toBe(true);
        // What is written too far must not reach what lies there already.
        if (kept !== null) expect(kept.found.equals(kept.bytes)).toBe(true);
        kept = found === null ? null : { found, bytes };
      }
    }
  });

  it("refuses what repeats bytes from before its beginning, though length and checksum fit", () => {
    const space = newSpace();
    expect(inflated(space, gzipOf([{ byte: 65 }, { length: 10, offset: 1 }]).given)).not.toBeNull();
    for (const offset of [2, 3, 15, 16, 17, 400, 32_768]) {
      space.clear();
      // Memory is all zeros there, as the checksum says.
      expect(inflated(space, gzipOf([{ byte: 65 }, { length: 10, offset }]).given)).toBeNull();
    }
  });

  it("refuses a stream that goes on behind its end, whatever lies there", () => {
    const space = newSpace();
    const { given } = gzipOf(Array.from({ length: 400 }, (_, at) => ({ byte: at & 127 })));
    for (let cut = 1; cut < 40; cut += 1) {
      const short = Buffer.concat([given.subarray(0, given.length - 8 - cut), given.subarray(given.length - 8)]);
      expect(inflated(space, short)).toBeNull();
    }
  });

  it("has the checksum of texts of any length, and notices a change anywhere in them", () => {
    const space = newSpace();
    const length = fc.oneof(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 8100, max: 400_000 }));
    // Distances at which the checksum lets bytes come back, so changes there are the likeliest to cancel each other.
    const distance = fc.constantFrom(0, 1, 16, 64, 1927, 2181, 4018, 12_288);
    fc.assert(
      fc.property(length, fc.nat(), fc.nat(7), distance, fc.boolean(), (size, place, bit, apart, isStored) => {
        const bytes = Buffer.from(Array.from({ length: size }, (_, at) => (at * 7919 + (at >> 5) * place) & 255));
        const given = gzipSync(bytes, { level: isStored ? 0 : 6 });
        if (space.taken() > 8_000_000) space.clear();
        expect(inflated(space, given)?.equals(bytes)).toBe(true);
        if (size === 0) return;
        const changed = Buffer.from(bytes);
        for (const at of new Set([place % size, (place + apart) % size])) changed[at]! ^= 1 << bit; // within its length
        const forged = Buffer.concat([gzipSync(changed, { level: isStored ? 0 : 6 }).subarray(0, -8), given.subarray(-8)]);
        expect(inflated(space, forged)).toBeNull();
      }),
      { numRuns: 150 },
    );
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
