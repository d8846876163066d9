import { afterAll, expect, it } from "vitest";
import { scratchFolder } from "../__fixtures__/scratch.ts";
import { pathList } from "./path-list.ts";
import { createTurns, takeTurn, type Turn } from "./turns.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

it("gives every file after the first to one taker, in order, however many takers there are", () => {
  const files = Array.from({ length: 258 }, (_, nth) => `missing-${nth}`);
  const turns = createTurns(pathList(files), 1);
  const taken: Turn[] = [];
  for (let turn = takeTurn(turns); turn !== null; turn = takeTurn(turns)) taken.push(turn);
  expect(turns.filesATurn).toBe(100);
  expect(taken).toEqual([
    { from: 1, to: 101 },
    { from: 101, to: 201 },
    { from: 201, to: 258 },
  ]);
  expect(takeTurn(turns)).toBeNull();
  expect(takeTurn(createTurns(pathList([]), 1))).toBeNull();
});

it("makes turns of about a megabyte of logs", () => {
  const small = Array.from({ length: 40 }, (_, nth) => scratch.write(`small-${nth}`, Buffer.alloc(2000)));
  const large = Array.from({ length: 3 }, (_, nth) => scratch.write(`large-${nth}`, Buffer.alloc(3_000_000)));
  expect(createTurns(pathList(small), 0).filesATurn).toBe(66);
  expect(createTurns(pathList(large), 0).filesATurn).toBe(1);
});
