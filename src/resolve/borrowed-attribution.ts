import type { Fact } from "../facts/fact.ts";
import type { AutomationKind, Trait } from "../facts/kinds.ts";
import { attributionBy } from "./attribution.ts";
import type { Attribution } from "./attribution.ts";
import { runAsEver } from "./run-as.ts";
import type { AutomationUse, Scene } from "./scene.ts";
import { once } from "../util/once.ts";

/** What an automation can use; null where no record says. */
type Abilities = ReadonlySet<Trait> | null;

/** What is known about an automation that acts as a person. */
export interface BorrowedIdentity {
  readonly automationId: string;
  /** Kinds of automation that may be meant instead: those that its analytic judges. */
  readonly kinds: readonly AutomationKind[];
  /** Whether records say whom it acts as, and not only who changed it. */
  readonly isMade: boolean;
  /** The people it acts as: its makers, or whoever changed it where its making is not in the logs; those who consented. */
  readonly owners: ReadonlySet<string>;
  /** Clients that people let it act through. */
  readonly clients: ReadonlySet<string>;
  readonly abilities: Abilities;
  /** Time of its first own fact. */
  readonly firstMs: number;
  /** Times of its changes, ascending. */
  readonly changedMs: readonly number[];
  /** Whether its making is in the logs: nothing before that was its doing. */
  readonly born: boolean;
}

/** Whether an identity is that of a person, who may act by hand as well: a workflow can also have an identity of its own. */
export function isPerson(scene: Scene, identity: string): boolean {
  return scene.byActor.get(identity)?.some((fact) => fact.actorType === "user") ?? false;
}

/** What own facts say of an automation that acts as a person. */
export function borrowedIdentity(scene: Scene, id: string, kinds: readonly AutomationKind[], own: readonly Fact[]): BorrowedIdentity {
  const changes = own.filter((fact) => fact.isChange);
  const makers = runAsEver(own).filter((identity) => isPerson(scene, identity));
  const editors = changes.flatMap((fact) => (fact.kind !== "share" && fact.actorType === "user" ? (fact.actorId ?? []) : []));
  return {
    automationId: id,
    kinds,
    isMade: makers.length > 0,
    owners: new Set(makers.length > 0 ? makers : editors),
    clients: new Set(own.flatMap((fact) => (fact.kind === "consent" ? (fact.issuedCredentialId ?? []) : []))),
    abilities: abilitiesOf(own),
    changedMs: changes.map((fact) => fact.tsMs),
    firstMs: own[0]?.tsMs ?? Number.NEGATIVE_INFINITY,
    born: changes.some((fact) => fact.traits.includes("created") || fact.kind === "consent"),
  };
}

/**
 * Ties an act done in a person's name to an automation that acts as this person. People do most things by hand, so the
 * record must carry the mark of the automation's platform; the person alone proves nothing.
 */
export function attributeBorrowed(scene: Scene, act: Fact, known: BorrowedIdentity): Attribution | null {
  if (act.sessionAutomationId !== null) return act.sessionAutomationId === known.automationId ? attributionBy("names_automation") : null;
  if (known.born && act.tsMs < known.firstMs) return null;
  if (act.credentialId !== null && known.clients.has(act.credentialId)) return attributionBy("issued_credential");
  if (act.actorId === null || (act.actorId !== known.automationId && !known.owners.has(act.actorId))) return null;
  if (!act.runtimeAgent) return isSuspect(known, act) ? attributionBy("owner_alone") : null;
  if (!isAble(known, act)) return null;
  if (act.credentialId === null) return attributionBy("owner_and_agent");
  const rivals = rivalsOf(scene, act, act.actorId, known);
  if (rivals.length === 0) return known.isMade ? attributionBy("owner_and_app") : ofEdited(scene, act, act.actorId, known);
  return known.isMade && rivals.every((user) => user.firstMs < known.firstMs) ? attributionBy("newest_of_owner") : null;
}

/** Other automations that act as the same person, were there by then, and could have done it: one that could not hides nothing. */
function rivalsOf(scene: Scene, act: Fact, owner: string, known: BorrowedIdentity): readonly AutomationUse[] {
  return (scene.usersOf.get(owner) ?? []).filter(
    (user) =>
      user.automationId !== known.automationId &&
      known.kinds.some((kind) => kind === user.kind) &&
      user.firstMs <= act.tsMs &&
      isAble({ abilities: abilitiesOf(scene.byAutomation.get(user.automationId) ?? []) }, act),
  );
}

/** Of several that the same person changed and nobody saw being made, the one that was changed last before the act. */
function ofEdited(scene: Scene, act: Fact, owner: string, known: BorrowedIdentity): Attribution | null {
  const edits = editsBy(scene.byActor.get(owner) ?? []).filter(
    (fact) =>
      fact.automationId === known.automationId ||
      (known.kinds.some((kind) => kind === fact.automationKind) &&
        !runAsEver(scene.byAutomation.get(fact.automationId ?? "") ?? []).some((identity) => isPerson(scene, identity)) &&
        isAble({ abilities: abilitiesOf(scene.byAutomation.get(fact.automationId ?? "") ?? []) }, act)),
  );
  const last = edits.findLast((fact) => fact.tsMs <= act.tsMs) ?? edits[0];
  if (last !== undefined && last.automationId !== known.automationId) return null;
  return attributionBy(edits.every((fact) => fact.automationId === known.automationId) ? "owner_and_app" : "newest_of_owner");
}

const editsBy = once((facts: readonly Fact[]) =>
  facts.filter((fact) => fact.automationId !== null && fact.isChange && (fact.kind === "deploy" || fact.kind === "configure")),
);

const MAIL: readonly Trait[] = ["reads_mail", "sends_mail"];
const FILES: readonly Trait[] = ["reads_files", "shares_files"];

/** What the records of its changes list, all together. */
function abilitiesOf(own: readonly Fact[]): Abilities {
  const changes = own.filter((fact) => fact.isChange);
  const isListed = changes.some((fact) => typeof fact.detail["capabilities"] === "string" && fact.detail["capabilities"] !== "");
  return isListed ? new Set(changes.flatMap((fact) => fact.traits)) : null;
}

/** Without a connector for mail it does not touch mail. One that can call any address may reach everything. */
function isAble({ abilities }: Pick<BorrowedIdentity, "abilities">, act: Fact): boolean {
  if (abilities === null || abilities.has("calls_out")) return true;
  const needed = act.kind === "forward" || act.targetType === "mail" ? MAIL : act.targetType === "file" ? FILES : null;
  return needed === null || needed.some((trait) => abilities.has(trait));
}

const SOON_MS = 86_400_000;

/** Some logs of mail settings carry no mark at all. It may have been the owner's own hand, so this never makes more than a medium. */
function isSuspect({ abilities, changedMs }: BorrowedIdentity, act: Fact): boolean {
  if (abilities === null || act.kind !== "forward" || !act.traits.includes("foreign_account") || act.credentialId !== null) return false;
  const able = MAIL.some((trait) => abilities.has(trait)) && (abilities.has("calls_out") || abilities.has("binds_triggers"));
  return able && changedMs.some((tsMs) => tsMs <= act.tsMs && act.tsMs - tsMs <= SOON_MS);
}
