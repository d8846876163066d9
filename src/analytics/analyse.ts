import type { Incident } from "../incidents/incident.ts";
import { SEVERITIES } from "../incidents/severity.ts";
import type { ExclusionUse } from "../incidents/exclusion.ts";
import { mergeCopies } from "../resolve/copies/merge-copies.ts";
import { scenesOf } from "../resolve/scene.ts";
import type { Store } from "../store/store.ts";
import { assess } from "./telling/assessment.ts";
import type { Assessment } from "./telling/assessment.ts";
import { allCandidates } from "./all-candidates.ts";
import { concerned } from "./concerned.ts";
import { composeIncident } from "./telling/compose.ts";
import type { Analytic } from "./definition.ts";
import { storiesOf } from "./stories/episodes.ts";
import { compileExclusions } from "./stories/exclusions.ts";
import type { Exclusions } from "./stories/exclusions.ts";
import { judgeHiddenWrites } from "./own/hidden-writes.ts";
import { judge } from "./judge-story.ts";
import type { Judged } from "./judged.ts";
import { linkIncidents } from "./telling/linking.ts";
import type { AnalysisOptions } from "./options.ts";
import { judgeRoles } from "./own/role-stories.ts";
import { subjectOf } from "./stories/subjects.ts";
import { unique } from "../util/group-by.ts";

export type { Assessment } from "./telling/assessment.ts";
export type { AnalysisOptions } from "./options.ts";

export interface Analysis {
  /** Most severe first, then by score, then by id. */
  readonly incidents: readonly Incident[];
  /** One for each story in which anything was found, whether it became an incident or not. */
  readonly assessments: readonly Assessment[];
  /** Every exclusion of the configuration, by id, with what it took out of the evidence. */
  readonly exclusions: readonly ExclusionUse[];
}

/** Finds the incidents of a store: a pure function of its facts, the analytics and the options. */
export async function analyse(store: Store, options: AnalysisOptions): Promise<Analysis> {
  await mergeCopies(store);
  const incidents: Incident[] = [];
  const assessments: Assessment[] = [];
  const exclusions = compileExclusions(options.exclusions ?? []);
  for (const analytic of await concerned(store, options.analytics)) {
    for await (const judged of judgedStories(store, analytic, exclusions)) {
      // Written down at once, so that a story's facts need not be kept until the last one is judged.
      if (judged.verdict.severity !== null) incidents.push(composeIncident(judged, judged.verdict.severity, options));
      if (judged.verdict.severity !== null || judged.findings.length > 0) assessments.push(assess(judged, options));
    }
  }
  return { incidents: linkIncidents(incidents).toSorted(mostSevereFirst), assessments, exclusions: exclusions.uses() };
}

/** Every story of an analytic's candidates, then those told about identities. */
async function* judgedStories(store: Store, analytic: Analytic, exclusions: Exclusions): AsyncGenerator<Judged> {
  const chained = new Set<string>();
  const told = new Set<string>();
  for await (const judged of judgedAutomations(store, analytic, await allCandidates(store, analytic), exclusions)) {
    for (const { fact, attribution } of judged.story.acts) if (attribution.method === "credential_chain") chained.add(fact.factId);
    for (const { fact } of judged.effects) told.add(fact.factId);
    yield judged;
  }
  if (analytic.identity === "borrowed") return;
  for (const judged of await judgeRoles(store, analytic, exclusions)) if (!isToldAlready(judged, chained)) yield judged;
  yield* await judgeHiddenWrites(store, analytic, exclusions, told);
}

/** What an automation did as an identity that it went on to assume belongs to its own story, not to one about that identity. */
function isToldAlready({ effects }: Judged, chained: ReadonlySet<string>): boolean {
  return effects.length > 0 && effects.every(({ fact }) => chained.has(fact.factId));
}

async function* judgedAutomations(
  store: Store,
  analytic: Analytic,
  ids: readonly string[],
  exclusions: Exclusions,
): AsyncGenerator<Judged> {
  for await (const [scene, batch] of scenesOf(store, ids, analytic.identity)) {
    for (const id of batch) {
      const subject = subjectOf(scene, analytic, id);
      if (subject !== null) for (const story of storiesOf(scene, subject, analytic, exclusions)) yield judge(story);
    }
  }
}

/** The same walk for automations named by id or by name, whether or not anything about them is suspicious. */
export async function explainAutomation(store: Store, needle: string, options: AnalysisOptions): Promise<readonly Assessment[]> {
  await mergeCopies(store);
  const rows = await store.select(
    `select distinct automation_id as id from fact where automation_id is not null
     union select distinct session_automation_id as id from activity_seen where session_automation_id is not null
     union select distinct session_automation_id as id from fact where session_automation_id is not null order by id`,
  );
  const all = rows.map((row) => String(row["id"]));
  const meant = all.filter((id) => id === needle || id.endsWith(`:${needle}`) || id.endsWith(`/${needle}`));
  const ids = meant.length > 0 ? meant : await idsByName(store, all, needle);
  const assessments: Assessment[] = [];
  const exclusions = compileExclusions(options.exclusions ?? []);
  for (const analytic of options.analytics) {
    for await (const judged of judgedAutomations(store, analytic, ids, exclusions)) assessments.push(assess(judged, options));
  }
  return assessments;
}

/** Automations of a name that is no part of their id; else whoever is named, in whose name an automation acts that no record names. */
async function idsByName(store: Store, ids: readonly string[], name: string): Promise<readonly string[]> {
  const named = (await store.factsBy("automation_id", ids)).filter((fact) => fact.automationName === name);
  return named.length === 0 ? [name] : unique(named.map((fact) => fact.automationId)).toSorted();
}

function mostSevereFirst(a: Incident, b: Incident): number {
  return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || b.score - a.score || (a.id < b.id ? -1 : 1);
}
