import { afterAll, expect, it } from "vitest";
import { scratchFolder } from "../__fixtures__/scratch.ts";
import { createTurns, takeTurn, type Turn } from "./turns.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

it("gives every file to one taker, in order, however many takers there are", () => {
  const files = Array.from({ length: 257 }, (_, nth) => `missing-${nth}`);
  const turns = createTurns(files);
  const taken: Turn[] = [];
  for (let turn = takeTurn(turns); turn !== null; turn = takeTurn(turns)) taken.push(turn);
  expect(turns.filesATurn).toBe(100);
  expect(taken).toEqual([
    { from: 0, to: 100 },
    { from: 100, to: 200 },
    { from: 200, to: 257 },
  ]);
  expect(takeTurn(turns)).toBeNull();
  expect(takeTurn(createTurns([]))).toBeNull();
});

it("makes turns of about a megabyte of logs", () => {
  const small = Array.from({ length: 40 }, (_, nth) => scratch.write(`small-${nth}`, Buffer.alloc(2000)));
  const large = Array.from({ length: 3 }, (_, nth) => scratch.write(`large-${nth}`, Buffer.alloc(3_000_000)));
  expect(createTurns(small).filesATurn).toBe(66);
  expect(createTurns(large).filesATurn).toBe(1);
});
