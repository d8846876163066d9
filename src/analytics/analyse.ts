import type { Incident } from "../incidents/incident.ts";
import { SEVERITIES } from "../incidents/incident.ts";
import { mergeCopies } from "../resolve/merge-copies.ts";
import { loadScene } from "../resolve/scene.ts";
import type { Store } from "../store/store.ts";
import { assess } from "./assessment.ts";
import type { Assessment } from "./assessment.ts";
import { findCandidates } from "./candidates.ts";
import { composeIncident } from "./compose.ts";
import type { Analytic } from "./definition.ts";
import { storiesOf } from "./episodes.ts";
import { judge } from "./judge.ts";
import type { Judged } from "./judge.ts";
import { linkIncidents } from "./linking.ts";
import type { AnalysisOptions } from "./options.ts";
import { judgeRoles } from "./role-stories.ts";
import { subjectOf } from "./subjects.ts";

export type { Assessment } from "./assessment.ts";
export type { AnalysisOptions } from "./options.ts";

export interface Analysis {
  /** Most severe first, then by score, then by id. */
  readonly incidents: readonly Incident[];
  /** One for each story that was walked, whether it became an incident or not. */
  readonly assessments: readonly Assessment[];
}

/** Finds the incidents of a store: a pure function of its facts, the analytics and the options. */
export async function analyse(store: Store, options: AnalysisOptions): Promise<Analysis> {
  await mergeCopies(store);
  const judged: Judged[] = [];
  for (const analytic of options.analytics) judged.push(...(await judgeAll(store, analytic)));
  const incidents = judged.flatMap((story) =>
    story.verdict.severity === null ? [] : [composeIncident(story, story.verdict.severity, options)],
  );
  return {
    incidents: linkIncidents(incidents).toSorted(mostSevereFirst),
    assessments: judged.map((story) => assess(story, options)),
  };
}

async function judgeAll(store: Store, analytic: Analytic): Promise<readonly Judged[]> {
  const ids = await findCandidates(store, analytic);
  const roles = await judgeRoles(store, analytic);
  const judged = await judgeAutomations(store, analytic, ids);
  return [...judged, ...roles];
}

async function judgeAutomations(store: Store, analytic: Analytic, ids: readonly string[]): Promise<readonly Judged[]> {
  const scene = await loadScene(store, ids);
  return ids.flatMap((id) => {
    const subject = subjectOf(scene, analytic, id);
    return subject === null ? [] : storiesOf(scene, subject, analytic).map(judge);
  });
}

/** The same walk for automations named by id or by name, whether or not anything about them is suspicious. */
export async function explainAutomation(store: Store, needle: string, options: AnalysisOptions): Promise<readonly Assessment[]> {
  await mergeCopies(store);
  const rows = await store.select(
    `select distinct automation_id as id from fact where automation_id is not null
     union select distinct session_automation_id as id from activity where session_automation_id is not null
     union select distinct session_automation_id as id from fact where session_automation_id is not null order by id`,
  );
  const ids = rows.map((row) => String(row["id"])).filter((id) => id === needle || id.endsWith(`:${needle}`) || id.endsWith(`/${needle}`));
  const judged: Judged[] = [];
  for (const analytic of options.analytics) judged.push(...(await judgeAutomations(store, analytic, ids)));
  return judged.map((story) => assess(story, options));
}

function mostSevereFirst(a: Incident, b: Incident): number {
  return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || b.score - a.score || (a.id < b.id ? -1 : 1);
}
