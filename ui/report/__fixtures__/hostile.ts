import type { ReportData } from "../../../src/outputs/html.ts";
import { sample } from "./sample.ts";

/** Ways out of the places where a string may land: text, attribute, comment, script, style, title. */
const BREAKOUTS = [
  "",
  '">',
  "'>",
  "</script>",
  "</title>",
  "</style>",
  "-->",
  "]]>",
  "</svg>",
  "</textarea>",
  "</pre></details>",
  "\u0000",
  "\\u003c/script>",
  "&quot;>",
  "\u202e",
];
/** What would make itself noticed: a call, a request, or a new element. */
const CORES = [
  "<script>window.pwned=1</script>",
  "<img src=x onerror=window.pwned=1>",
  "<svg onload=window.pwned=1>",
  "<iframe srcdoc='<script>parent.pwned=1</script>'>",
  "<a href=javascript:window.pwned=1>x</a>",
  "<style>@import url(http://192.0.2.1/x)</style>",
  "<link rel=stylesheet href=//192.0.2.1/x>",
  "<meta http-equiv=refresh content='0;url=http://192.0.2.1/'>",
  "<base href=http://192.0.2.1/><form action=//192.0.2.1><input autofocus onfocus=window.pwned=1>",
  "{{constructor.constructor('window.pwned=1')()}}",
  '__proto__"onmouseover="window.pwned=1',
];

export const PAYLOADS: readonly string[] = BREAKOUTS.flatMap((breakout) => CORES.map((core) => breakout + core));

/** Words of closed lists: the only strings of a report that nobody outside can choose. */
const CLOSED = new Set([
  "schema",
  "severity",
  "stage",
  "kind",
  "outcome",
  "analytic",
  "technique",
  "provider",
  "method",
  "verdict",
  "privilege",
  "flags",
]);

/** The sample (its two shorter incidents) with every free string replaced, by what `next` gives. */
export function hostileReport(next: () => string): ReportData {
  const [critical, , medium] = sample.incidents;
  const incidents = [critical, medium].map((incident) => poison(incident, next, ""));
  const summary = poison({ ...sample.summary, sources: { [next()]: 3 }, facts: { [next()]: 1, deploy: 2 } }, next, "");
  const rawRecords = Object.fromEntries(factsOf(incidents).map((fact) => [fact, `${JSON.stringify({ name: next() })}\n${next()}`]));
  // Same shape as the sample: only strings were exchanged.
  return { incidents, summary, rawRecords, version: next(), generatedFrom: next() } as ReportData;
}

function poison(value: unknown, next: () => string, key: string): unknown {
  if (typeof value === "string") return CLOSED.has(key) ? value : next();
  if (Array.isArray(value)) return value.map((item) => poison(item, next, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, poison(item, next, name)]));
}

function factsOf(value: unknown): readonly string[] {
  return [...JSON.stringify(value).matchAll(/"fact":("(?:[^"\\]|\\.)*")/g)].map((match) => String(JSON.parse(match[1] ?? '""')));
}
