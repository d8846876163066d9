import type { Fact } from "../../facts/fact.ts";
import type { Trait } from "../../facts/kinds.ts";
import { groupBy } from "../../util/group-by.ts";
import { once } from "../../util/once.ts";
import { runAsEver } from "../identities/run-as.ts";
import type { Scene } from "../scene.ts";

/** What an automation can use; null where no record says. */
export type Abilities = ReadonlySet<Trait> | null;

/** One change, and whether it tells more than upkeep by the owner: that it was made, or may do what it could not do before. */
export interface OwnChange {
  readonly tsMs: number;
  readonly actorId: string | null;
  readonly isTelling: boolean;
}

/** An automation that acts as a person, as far as that bears on what it may have done. */
export interface Owned {
  readonly automationId: string;
  readonly kind: string | null;
  /** First seen; what nobody saw being made was always there. */
  readonly firstMs: number;
  readonly abilities: Abilities;
  /** In the order of time. */
  readonly changes: readonly OwnChange[];
}

/** Whether an identity is that of a person, who may act by hand as well: a workflow can also have an identity of its own. */
export function isPerson(scene: Scene, identity: string): boolean {
  return scene.byActor.get(identity)?.some((fact) => fact.actorType === "user") ?? false;
}

/** What acts as a person: what records say runs as them, and what they changed themselves where nobody saw it being made. */
export function automationsOf(scene: Scene, person: string): readonly Owned[] {
  const known = ownedIn(scene);
  const found = known.get(person) ?? collect(scene, person);
  known.set(person, found);
  return found;
}

const ownedIn = once((_scene: Scene) => new Map<string, readonly Owned[]>());

function collect(scene: Scene, person: string): readonly Owned[] {
  const edits = groupBy((scene.byActor.get(person) ?? []).filter(isChangeOfOne), (fact) => fact.automationId);
  const made = (scene.usersOf.get(person) ?? []).map((user) => ({ id: user.automationId, kind: user.kind, firstMs: user.firstMs }));
  const runs = new Set(made.map(({ id }) => id));
  const edited = [...edits].flatMap(([id, facts]) => {
    const own = scene.byAutomation.get(id ?? "") ?? facts;
    if (id === null || runs.has(id) || runAsEver(own).some((identity) => isPerson(scene, identity))) return [];
    return [{ id, kind: facts[0]?.automationKind ?? null, firstMs: Number.NEGATIVE_INFINITY }];
  });
  return [...made, ...edited].map(({ id, kind, firstMs }) => {
    const own = scene.byAutomation.get(id) ?? edits.get(id) ?? [];
    return { automationId: id, kind, firstMs, ...changesOf(own) };
  });
}

function isChangeOfOne(fact: Fact): boolean {
  return fact.automationId !== null && fact.isChange && (fact.kind === "deploy" || fact.kind === "configure");
}

/** What its own facts list of its changes. */
export const changesOf: (own: readonly Fact[]) => Pick<Owned, "abilities" | "changes"> = once((own: readonly Fact[]) => {
  const changes: OwnChange[] = [];
  let before: ReadonlySet<Trait> | null = null;
  for (const fact of own.filter(isChangeOfOne)) {
    const isListed = listed(fact);
    changes.push({
      tsMs: fact.tsMs,
      actorId: fact.actorId,
      isTelling: fact.traits.includes("created") || (isListed && widens(fact, before)),
    });
    if (isListed) before = new Set(fact.traits);
  }
  return { abilities: abilitiesOf(own), changes };
});

function listed(fact: Fact): boolean {
  return typeof fact.detail["capabilities"] === "string" && fact.detail["capabilities"] !== "";
}

/** Where no earlier record says what it could do, a way to any address is what counts. */
function widens({ traits }: Fact, before: ReadonlySet<Trait> | null): boolean {
  return before === null ? traits.includes("calls_out") : ABILITIES.some((trait) => traits.includes(trait) && !before.has(trait));
}

const ABILITIES: readonly Trait[] = ["reads_mail", "sends_mail", "reads_files", "shares_files", "calls_out", "administers"];

/** What the records of its changes list, all together. */
export function abilitiesOf(own: readonly Fact[]): Abilities {
  const changes = own.filter((fact) => fact.isChange);
  return changes.some(listed) ? new Set(changes.flatMap((fact) => fact.traits)) : null;
}
