import type { Assessment } from "../analytics/analyse.ts";
import { fit, wrap } from "../outputs/fit.ts";
import { plainText } from "../outputs/plain-text.ts";
import { SEVERITY_STYLES, type Paint } from "../outputs/style.ts";

const STATE_WORDS = { seen: "seen", not_seen: "not seen", cannot_see: "cannot see" } as const;
const FACT_IDS = 3;

/** Why one automation did or did not become an incident, as text for people. */
export function explanation(assessment: Assessment, width: number, paint: Paint): string {
  const { automation, account, severity, title, steps, evidence, dismissed, conclusion } = assessment;
  const verdict = severity === null ? "no incident" : paint(severity.toUpperCase(), ...SEVERITY_STYLES[severity]);
  const lines = [
    `${paint(`${automation.kind} ${plainText(automation.name)}`, "bold", "cyan")}  account ${plainText(account)}`,
    ...block(automation.id, "  ", width),
    `${verdict}: ${plainText(title)}`,
    "",
    ...steps.flatMap((step) => row(step.stage, `${STATE_WORDS[step.state]}: ${step.text}${cited(step.facts)}`, width)),
    ...section(
      "Evidence",
      evidence.flatMap(({ weight, why, facts }) => row(`${weight > 0 ? "+" : ""}${weight}`, why + cited(facts), width)),
      paint,
    ),
    ...section(
      "Looked at and set aside",
      dismissed.flatMap(({ why, facts }) => row("-", why + cited(facts), width)),
      paint,
    ),
    "",
    ...block(conclusion, "", width).map((line) => paint(line, "bold")),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

function section(title: string, rows: readonly string[], paint: Paint): readonly string[] {
  return rows.length === 0 ? [] : ["", paint(title, "bold"), ...rows];
}

function row(label: string, text: string, width: number): readonly string[] {
  return wrap(plainText(text), width - 14).map((line, at) => `  ${fit(at === 0 ? label : "", 12)}${line}`);
}

function block(text: string, indent: string, width: number): readonly string[] {
  return wrap(plainText(text), width - indent.length).map((line) => indent + line);
}

function cited(facts: readonly string[]): string {
  if (facts.length === 0) return "";
  const more = facts.length > FACT_IDS ? `, and ${facts.length - FACT_IDS} more` : "";
  return ` (${facts.slice(0, FACT_IDS).join(", ")}${more})`;
}
