import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import type { Incident } from "../incidents/incident.ts";
import { exampleIncident, exampleResults } from "./__fixtures__/example-results.ts";
import { code, prose } from "./text/markdown-text.ts";
import { markdown } from "./markdown.ts";

const VIEW = { width: 80, colour: false };

test("the example reads as a ticket", async () => {
  await expect(markdown.render(exampleResults(), VIEW)).toMatchFileSnapshot("__golden__/incident.md");
});

test("an empty result says what the logs could show, an incomplete one what was not read", async () => {
  await expect(markdown.render(exampleResults([]), VIEW)).toMatchFileSnapshot("__golden__/nothing.md");
  const { summary, ...rest } = exampleResults([]);
  const problems = [{ file: "a|b`.json", reason: "damaged_object", next: "Fetch it again." }];
  const text = markdown.render({ ...rest, summary: { ...summary, complete: false, problems } }, VIEW);
  expect(text).toContain("The result is incomplete.");
  expect(text).toContain("| `a\\u{7c}b\\u{60}.json` | `damaged_object` | Fetch it again. |");
});

const PAYLOADS: readonly string[] = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<!-- gone",
  "</details><h1>x</h1>",
  "[click](javascript:alert(1))",
  "![x](https://example.com/pixel.png)",
  "[x]: https://example.com",
  "https://example.com/phish",
  "www.example.com",
  "example.com",
  "<https://example.com>",
  "someone@example.com",
  "@everyone",
  "@org/team please approve",
  "<!channel>",
  "<@U123>",
  "<https://example.com|text>",
  "fixes #1",
  "GH-12",
  "org/repo#12",
  "0123456789abcdef0123456789abcdef01234567",
  "a | b | c",
  "a \\| b \\",
  "`code` ``` fence",
  "``\n```js\nx\n```",
  "\n# Heading\n- item",
  "\n\n---\n\n| a |\n| --- |",
  "1. one",
  "> quote",
  "**bold** _em_ ~~gone~~",
  "$\\href{https://example.com}{x}$",
  ":tada:",
  "&lt;script&gt; &#x3c;",
  "\u202egnp.exe\u200b",
  "\u001b]8;;https://example.com\u0007x",
  "{{ 7*7 }} {% x %} ${x}",
  "[[Page]] h1. {code} [~user]",
];

test.each(PAYLOADS)("is inert: %j", (payload) => {
  const lines = skeleton(withText("quiet"));
  expect(PAYLOADS.length).toBeGreaterThan(30);
  expect(skeleton(withText(payload))).toEqual(lines);
});

test("for any string: nothing but plain words outside of code, and code that nothing can end", () => {
  const cell = /^(?:–|`[^`|<>]+`)$/;
  const sentence = /^(?:(?:["'(]*`[^`|<>\s]+`[)"',;:.!?]*|["'(]*[\p{L}\d][\p{L}\d'’-]*[)"',;:.!?]*) ?)*$/u;
  assert(
    property(string({ unit: "binary", maxLength: 60 }), (text) => cell.test(code(text)) && sentence.test(prose(text))),
    { numRuns: 20_000 },
  );
});

test("ordinary sentences stay readable", () => {
  expect(prose("dev-maria (session x) created order_sync: it wasn't expected, in 2 hours.")).toBe(
    "dev-maria (session x) created `order_sync`: it wasn't expected, in 2 hours.",
  );
});

/** Lines with code taken out: what a renderer may take for markup. Hostile text must change nothing of it. */
function skeleton(incident: Incident): readonly string[] {
  const text = markdown.render(exampleResults([incident]), VIEW);
  return text
    .split("\n")
    .map((line) => line.replaceAll(/(?:`[^`]*`|\bquiet\b|[a-z]+(?= `)) ?/gi, "").replaceAll(/[\p{L}\d'"(),;:.!?-]+ ?/gu, ""));
}

function withText(text: string): Incident {
  return {
    ...exampleIncident,
    title: text,
    account: text,
    automation: { ...exampleIncident.automation, id: text, name: text },
    deployers: [{ id: text, type: text }],
    run_as: [{ id: text, privilege: "admin" }],
    evidence: exampleIncident.evidence.map((item) => ({ ...item, why: text })),
    timeline: exampleIncident.timeline.map((entry) => ({
      ...entry,
      operation: text,
      actor: text,
      target: text,
      summary: text,
      event_id: text,
    })),
    mitigations: exampleIncident.mitigations.map((item) => ({ ...item, why: text })),
  };
}
