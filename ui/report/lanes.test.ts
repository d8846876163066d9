import * as fc from "fast-check";
import { expect, it } from "vitest";
import { STAGES } from "../../src/facts/kinds.ts";
import { entry } from "./__fixtures__/entries.ts";
import { sample } from "./__fixtures__/sample.ts";
import { layoutTimeline, type Lane } from "./lanes.ts";

const shown = (lanes: readonly Lane[]): number[] =>
  lanes.flatMap((lane) => lane.marks.flatMap((mark) => mark.entries)).toSorted((a, b) => a - b);

it("draws every entry exactly once, in its own lane, from 1 to 200 entries and from seconds to months", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          at: fc.integer({ min: 0, max: 2 ** 40 }),
          near: fc.boolean(),
          stage: fc.constantFrom(...STAGES),
          op: fc.string({ maxLength: 40 }),
        }),
        {
          minLength: 1,
          maxLength: 200,
        },
      ),
      (inputs) => {
        const entries = inputs
          .map((input, index) => ({ ...input, ms: input.near ? input.at % 60_000 : input.at, index }))
          .toSorted((a, b) => a.ms - b.ms)
          .map((input) =>
            entry(input.index, {
              time: new Date(input.ms).toISOString(),
              stage: input.stage,
              kind: "act",
              operation: input.op,
              summary: "",
            }),
          );
        const { lanes } = layoutTimeline(entries, 100, 980, 30);
        expect(shown(lanes)).toEqual(entries.map((_, index) => index));
        for (const lane of lanes)
          for (const mark of lane.marks) for (const index of mark.entries) expect(entries[index]?.stage).toBe(lane.stage);
      },
    ),
  );
});

it("joins equal calls close together and counts them", () => {
  const entries = ["Same", "Same", "Later"].map((operation, n) =>
    entry(n, { time: "2026-01-01T00:00:00.000Z", stage: "effect", kind: "act", operation, summary: "" }),
  );
  const marks = layoutTimeline(entries, 100, 980, 30).lanes.flatMap((lane) => lane.marks);
  expect(marks.map((mark) => mark.label)).toEqual(["Same ×2", "Later"]);
});

it("draws as inferred or failed only what is so throughout", () => {
  const critical = sample.incidents[0];
  const marks = layoutTimeline(critical?.timeline ?? [], 100, 980, 30).lanes.flatMap((lane) => lane.marks);
  expect(marks.filter((mark) => mark.inferred).map((mark) => mark.label)).toEqual(["GetCallerIdentity"]);
  expect(marks.filter((mark) => mark.failed).map((mark) => mark.label)).toEqual(["AttachUserPolicy", "StopLogging"]);
});
