import { explainAutomation, type Assessment } from "../../analytics/analyse.ts";
import { UserError } from "../../util/errors.ts";
import { printableJson } from "../../util/printable.ts";
import { citedFacts } from "../printing/cited-facts.ts";
import { usesColour, type Context } from "../context.ts";
import type { Settings } from "../config/settings.ts";
import { EXIT } from "../exit-code.ts";
import { explanation } from "../printing/explain-text.ts";
import { refuseMisnomer } from "../misnamed.ts";
import { painter } from "../../outputs/text/style.ts";
import { withScan, withStore, type Scan } from "../pipeline/scan-paths.ts";
import { readSettingsOf, scanOptionsOf, type ReadFlags } from "../flags/scan-flags.ts";

/** Flags of `faastrail explain`. */
export interface ExplainFlags extends ReadFlags {
  readonly automation?: string;
  readonly format?: "text" | "jsonl";
}

const INCIDENT_ID = /^inc_[0-9a-f]+$/;

/** Why an automation did or did not become an incident. `words`: incident ids and what to read. */
export async function explainAndTell(words: readonly string[], flags: ExplainFlags, context: Context): Promise<void> {
  const incidentIds = words.filter((word) => INCIDENT_ID.test(word));
  const paths = words.filter((word) => !INCIDENT_ID.test(word));
  for (const word of paths) refuseMisnomer("explain", word, context.io.cwd);
  const needle = flags.automation ?? incidentIds[0];
  if (needle === undefined) throw new UserError("explain: what?", "Name an incident id, or a function with --automation ID_OR_NAME.");
  const settings = await readSettingsOf(flags, context);
  const { clearProgress, ...options } = scanOptionsOf(flags, settings, context);
  const use = async (scan: Scan): Promise<void> => {
    clearProgress();
    await tell(scan, await assessmentsOf(scan, needle, flags.automation === undefined), flags, settings, context);
    if (!scan.result.summary.complete) context.exit = EXIT.incomplete;
  };
  await (paths.length === 0 ? withStore(options, use) : withScan(paths, options, use));
}

async function assessmentsOf(
  { store, result, analysisOptions }: Scan,
  needle: string,
  isIncident: boolean,
): Promise<readonly Assessment[]> {
  const automation = isIncident ? automationOf(needle, result.incidents) : needle;
  const assessments = await explainAutomation(store, automation, analysisOptions);
  if (assessments.length > 0) return assessments;
  const known = [...new Set(result.assessments.map((assessment) => assessment.automation.name))].slice(0, 10);
  const next = known.length === 0 ? "Nothing in these logs came near to being an incident." : `Looked at closely were: ${known.join(", ")}`;
  throw new UserError(`explain: nothing in these logs is about "${needle}"`, next);
}

function automationOf(incidentId: string, incidents: Scan["result"]["incidents"]): string {
  const found = incidents.find(({ id, aliases }) => id === incidentId || aliases.includes(incidentId));
  if (found !== undefined) return found.automation.id;
  const next = incidents.length === 0 ? "These logs hold no incidents." : `Incidents: ${incidents.map(({ id }) => id).join(", ")}`;
  throw new UserError(`explain: ${incidentId} is not among the incidents of these logs`, next);
}

async function tell(
  { store }: Scan,
  found: readonly Assessment[],
  flags: ExplainFlags,
  { values }: Settings,
  { io }: Context,
): Promise<void> {
  const format = flags.format ?? (io.stdout.isTTY ? "text" : "jsonl");
  if (format === "jsonl") {
    io.stdout.write(found.map((assessment) => `${printableJson(assessment)}\n`).join(""));
    return;
  }
  const facts = await citedFacts(store, found);
  const paint = painter(usesColour(io.stdout, values.color, io.env));
  const width = Math.min(120, Math.max(60, io.stdout.columns));
  io.stdout.write(found.map((assessment) => explanation(assessment, facts, width, paint)).join("\n"));
}
