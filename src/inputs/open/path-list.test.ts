import { expect, it } from "vitest";
import { pathAt, pathList, stretchOf } from "./path-list.ts";

const paths = ["logs/a.json.gz", "logs/b.json.gz", "", "-", "/", "logs/protokoll-österreich/日志 1.json.gz", "b\nc", "logs/z/"];

it("gives back each path as it was, in the thread that it is sent to as well", () => {
  const sent = structuredClone(pathList(paths));
  expect(sent.length).toBe(paths.length);
  expect(paths.map((_, nth) => pathAt(sent, nth))).toEqual(paths);
  expect(pathAt(sent, paths.length)).toBe("");
  expect(stretchOf(sent, 1, 3)).toEqual(paths.slice(1, 3));
  expect(stretchOf(sent, 5, 100)).toEqual(paths.slice(5));
});

it("holds as many as there are, in many folders or in one", () => {
  for (const few of [1, 7, 4096]) {
    const many = Array.from({ length: 3000 }, (_, nth) => `logs/${nth % few}/${nth}.json`);
    const list = pathList(many);
    expect(stretchOf(list, 0, list.length)).toEqual(many);
  }
  expect(pathList([])).toEqual({ length: 0, pieces: [] });
});
