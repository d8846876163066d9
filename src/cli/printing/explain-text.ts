import type { Assessment } from "../../analytics/analyse.ts";
import type { Fact } from "../../facts/fact.ts";
import { fit, wrap } from "../../outputs/text/fit.ts";
import { plainText, shortId } from "../../outputs/text/plain-text.ts";
import { SEVERITY_STYLES, type Paint } from "../../outputs/text/style.ts";
import { groupBy, unique } from "../../util/group-by.ts";

const STATE_WORDS = { seen: "seen", not_seen: "not seen", cannot_see: "cannot see" } as const;
/** Footnotes of one line, and of the whole text. */
const MOST_CITED = 6;
const MOST_FACTS = 40;

/** Why one automation did or did not become an incident, as text for people; facts are footnotes. */
export function explanation(assessment: Assessment, facts: ReadonlyMap<string, Fact>, width: number, paint: Paint): string {
  const { automation, account, severity, title, steps, conclusion } = assessment;
  const dismissed = byReason(assessment.dismissed);
  const evidence = assessment.evidence.toSorted((a, b) => b.weight - a.weight);
  const notes = footnotes({ ...assessment, dismissed }, facts);
  const cite = (ids: readonly string[]): string => citation(ids, notes);
  const verdict = severity === null ? "no incident" : severity.toUpperCase();
  const lines = [
    `${paint(`${automation.kind} ${plainText(automation.name)}`, "bold", "cyan")}  account ${plainText(account)}`,
    ...block(automation.id, "  ", width),
    "",
    paint(verdict, ...(severity === null ? ["bold" as const] : SEVERITY_STYLES[severity])),
    ...block(title, "  ", width),
    ...block(conclusion, "  ", width),
    ...section(
      "Stages",
      steps.flatMap((step) => row(step.stage, `${STATE_WORDS[step.state]}: ${step.text}${cite(step.facts)}`, width)),
      paint,
    ),
    ...section(
      "Evidence",
      evidence.flatMap(({ weight, why, facts: ids }) => row(`${weight > 0 ? "+" : ""}${weight}`, why + cite(ids), width)),
      paint,
    ),
    ...section(
      "Looked at and set aside",
      dismissed.flatMap(({ why, facts: ids }) => row("-", why + cite(ids), width)),
      paint,
    ),
    ...section(
      "Facts",
      [...notes].flatMap(([id, number]) => row(`[${number}]`, factText(id, facts), width)),
      paint,
    ),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

/** Numbers for the facts that are named, in order of time. */
function footnotes({ steps, evidence, dismissed }: Assessment, facts: ReadonlyMap<string, Fact>): ReadonlyMap<string, number> {
  const shown = [...evidence, ...dismissed, ...steps].flatMap((item) => item.facts.slice(0, MOST_CITED));
  const ids = [...new Set(shown)].slice(0, MOST_FACTS);
  const inTime = ids.toSorted((a, b) => timeOf(a, facts) - timeOf(b, facts));
  return new Map(inTime.map((id, at) => [id, at + 1]));
}

/** What was set aside for one reason, in one line. */
function byReason(dismissed: Assessment["dismissed"]): Assessment["dismissed"] {
  return [...groupBy(dismissed, ({ why }) => why)].map(([why, same]) => ({ why, facts: unique(same.flatMap((item) => item.facts)) }));
}

function timeOf(id: string, facts: ReadonlyMap<string, Fact>): number {
  return facts.get(id)?.tsMs ?? 0;
}

function citation(ids: readonly string[], notes: ReadonlyMap<string, number>): string {
  const numbers = ids.map((id) => notes.get(id)).filter((number) => number !== undefined);
  if (numbers.length === 0) return "";
  const left = ids.length - numbers.length;
  return ` [${numbers.toSorted((a, b) => a - b).join(", ")}${left > 0 ? `, and ${left} more` : ""}]`;
}

function factText(id: string, facts: ReadonlyMap<string, Fact>): string {
  const fact = facts.get(id);
  if (fact === undefined) return id;
  const time = new Date(fact.tsMs).toISOString().slice(0, 19).replace("T", " ");
  const about = fact.targetId ?? fact.automationName;
  const target = about === null ? "" : ` → ${shortId(about)}`;
  const outcome = fact.outcome === "success" ? "" : ` [${fact.outcome}]`;
  return `${time}  ${fact.op}${outcome}  ${shortId(fact.actorId ?? "unknown")}${target}`;
}

function section(title: string, rows: readonly string[], paint: Paint): readonly string[] {
  return rows.length === 0 ? [] : ["", paint(title, "bold"), ...rows];
}

function row(label: string, text: string, width: number): readonly string[] {
  return wrap(plainText(text), width - 13).map((line, at) => `  ${fit(at === 0 ? label : "", 11)}${line}`);
}

function block(text: string, indent: string, width: number): readonly string[] {
  return wrap(plainText(text), width - indent.length).map((line) => indent + line);
}
