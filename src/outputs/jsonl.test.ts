import { expect, test } from "vitest";
import { exampleIncident, exampleResults } from "./__fixtures__/example-results.ts";
import { jsonl } from "./jsonl.ts";

const VIEW = { width: 80, colour: false };
const KEYS =
  "schema id analytic technique title severity score provider account first_seen last_seen automation deployers run_as stages timeline evidence blind_spots mitigations flags aliases linked complete";

test("an incident is one line with its keys in the published order", () => {
  const [line, end] = jsonl.render(exampleResults(), VIEW).split("\n");
  expect(end).toBe("");
  expect(Object.keys(JSON.parse(line ?? "")).join(" ")).toBe(KEYS);
});

test("control and direction characters travel as JSON escapes", () => {
  const text = jsonl.render(exampleResults([{ ...exampleIncident, title: "a\u202eb\u009bc\u007f" }]), VIEW);
  expect(text).toContain(String.raw`"a\u202eb\u009bc\u007f"`);
});
