import { mergeCopies } from "../resolve/copies/merge-copies.ts";
import { runAsEver } from "../resolve/identities/run-as.ts";
import { issuedBy, scenesOf } from "../resolve/scene.ts";
import { knownAliases } from "../resolve/copies/unite-identities.ts";
import type { Store } from "../store/store.ts";
import { allCandidates } from "./all-candidates.ts";
import { concerned } from "./concerned.ts";
import { findSharedRoles } from "./own/candidates.ts";
import type { Analytic } from "./definition.ts";
import { storiesOf } from "./stories/episodes.ts";
import { judge } from "./judge-story.ts";
import type { Judged } from "./judged.ts";
import { subjectOf } from "./stories/subjects.ts";

/** Identities and credentials that only became interesting once all facts were known. */
export interface SecondLookPlan {
  readonly needles: readonly string[];
  readonly actors: ReadonlySet<string>;
  readonly credentials: ReadonlySet<string>;
}

/**
 * What to read the files again for: the whole activity of candidates' identities, and every use of
 * the credentials that their sessions made or were issued. Null when there are no candidates.
 */
export async function planSecondLook(store: Store, analytics: readonly Analytic[]): Promise<SecondLookPlan | null> {
  await mergeCopies(store);
  const actors = new Set<string>();
  const credentials = new Set<string>();
  // What is done in a person's name through an automation carries the platform's mark and was kept at first sight.
  for (const analytic of (await concerned(store, analytics)).filter(({ identity }) => identity === "own")) {
    const ids = await allCandidates(store, analytic);
    const shared = new Set(await findSharedRoles(store, analytic));
    for await (const [scene, batch] of scenesOf(store, ids, analytic.identity)) {
      for (const id of batch) {
        const subject = subjectOf(scene, analytic, id);
        const judged = subject === null ? [] : storiesOf(scene, subject, analytic).map(judge);
        if (!judged.some(isOpen)) continue;
        for (const role of runAsEver(scene.byAutomation.get(id) ?? [])) if (!shared.has(role)) actors.add(role);
        for (const credential of issuedBy(judged.flatMap((story) => story.story.acts.map((act) => act.fact)))) credentials.add(credential);
      }
    }
  }
  if (actors.size === 0 && credentials.size === 0) return null;
  for (const [alias, id] of await knownAliases(store)) if (actors.has(id)) actors.add(alias);
  return { needles: [...new Set([...[...actors].map(lastSegment), ...credentials])].toSorted(), actors, credentials };
}

/** Anything found at all, so that more about its sessions could change or complete the story. */
function isOpen(judged: Judged): boolean {
  return judged.verdict.severity !== null || judged.findings.length > 0;
}

/** An identity's bare name stands in every record it makes, however the record spells the rest. */
function lastSegment(id: string): string {
  return id.split(/[/:]/).at(-1) ?? id;
}
