import { expect, it } from "vitest";
import { pathAt, sharePaths } from "./shared-paths.ts";

it("gives back each path as it was, in the thread that it is sent to as well", () => {
  const paths = ["logs/a.json.gz", "", "logs/protokoll-österreich/日志 1.json.gz", "b\nc"];
  const sent = structuredClone(sharePaths(paths));
  expect(paths.map((_, nth) => pathAt(sent, nth))).toEqual(paths);
  expect(pathAt(sent, paths.length)).toBe("");
});
