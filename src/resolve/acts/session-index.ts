import type { Activity } from "../../facts/activity.ts";
import { activityAsFact } from "../../facts/activity-fact.ts";
import type { Fact } from "../../facts/fact.ts";
import { groupBy } from "../../util/group-by.ts";
import { once } from "../../util/once.ts";
import { newestUser } from "./attribution.ts";
import type { Scene } from "../scene.ts";

/*
 * Thousands of automations can share one identity, and each has to find its own among what the identity did.
 * Asked one by one, every act would be looked at thousands of times; so what an identity did is sorted once, by what could tie it.
 */

interface Acts {
  readonly all: readonly Fact[];
  /** Without proof of an automation, by session name. */
  readonly bySession: ReadonlyMap<string, readonly Fact[]>;
  /** Without proof and session, by the automation bound last before. */
  readonly byNewestUser: ReadonlyMap<string, readonly Fact[]>;
  readonly byCredential: ReadonlyMap<string, readonly Fact[]>;
}

const rowsAsFacts = once((rows: readonly Activity[]) => rows.map((row) => activityAsFact(row)));

const indexOf = once((_scene: Scene) => new Map<string, Acts>());

function actsOf(scene: Scene, identity: string): Acts {
  const known = indexOf(scene);
  const found = known.get(identity) ?? sortedActs(scene, identity);
  known.set(identity, found);
  return found;
}

function sortedActs(scene: Scene, identity: string): Acts {
  const all = [...(scene.byActor.get(identity) ?? []), ...rowsAsFacts(scene.activityByActor.get(identity) ?? NO_ROWS)];
  const unproven = all.filter((fact) => fact.sessionAutomationId === null);
  const users = scene.usersOf.get(identity) ?? [];
  return {
    all,
    bySession: groupBy(unproven, (fact) => fact.sessionName),
    byNewestUser: groupBy(unproven, (fact) => (fact.sessionName === null ? newestUser(users, fact.tsMs) : null)),
    byCredential: groupBy(unproven, (fact) => fact.credentialId),
  };
}

const NO_ROWS: readonly Activity[] = [];

/** Who asks, and what is known of its sessions. */
export interface Seeker {
  readonly id: string;
  readonly name: string;
  readonly credentials: Iterable<string>;
}

/** What an identity did that attribution could tie to an automation: of one that many share only what names it in some way. */
export function actsToTie(scene: Scene, identity: string, { id, name, credentials }: Seeker): readonly Fact[] {
  const acts = actsOf(scene, identity);
  const shared = (scene.usersOf.get(identity)?.length ?? 0) > 1;
  if (!shared || identity === id) return acts.all;
  const byCredential = [...credentials].flatMap((credential) => acts.byCredential.get(credential) ?? []);
  return [...(acts.bySession.get(name) ?? []), ...(acts.byNewestUser.get(id) ?? []), ...byCredential];
}

/** Facts and rows whose records prove the automation itself to be acting. */
export function provenActs(scene: Scene, automationId: string): readonly Fact[] {
  return [...(scene.bySession.get(automationId) ?? []), ...rowsAsFacts(scene.activityBySession.get(automationId) ?? NO_ROWS)];
}
