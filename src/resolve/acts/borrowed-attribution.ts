import type { Fact } from "../../facts/fact.ts";
import type { AutomationKind, Trait } from "../../facts/kinds.ts";
import { attributionBy } from "./attribution.ts";
import type { Attribution } from "./attribution.ts";
import { runAsEver } from "../identities/run-as.ts";
import type { Scene } from "../scene.ts";
import { countUntil } from "../../util/in-time.ts";
import { abilitiesOf, automationsOf, changesOf, isPerson } from "./owned-automations.ts";
import type { Abilities, Owned } from "./owned-automations.ts";
import { DAY_MS } from "../../util/durations.ts";

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
  const others = automationsOf(scene, act.actorId).filter((other) => isRival(other, act, known));
  if (others.length === 0) return attributionBy("owner_and_app");
  const place = placeOf(scene, act, known);
  return others.every((other) => isAhead(place, standingOf(other, act))) ? attributionBy("newest_of_owner") : null;
}

/** Another automation that acts as the same person, was there by then, and could have done it: one that could not hides nothing. */
function isRival(other: Owned, act: Fact, known: BorrowedIdentity): boolean {
  return (
    other.automationId !== known.automationId &&
    known.kinds.some((kind) => kind === other.kind) &&
    other.firstMs <= act.tsMs &&
    isAble(other, act)
  );
}

/** An automation's claim to an act: its last telling change before, then its last change of any sort, then its id. */
type Standing = readonly [toldMs: number, changedMs: number, id: string];

function standingOf({ automationId, changes }: Pick<Owned, "automationId" | "changes">, { tsMs, actorId }: Fact): Standing {
  const before = changes.slice(0, countUntil(changes, tsMs));
  const telling = before.findLast((change) => change.isTelling || change.actorId !== actorId);
  return [telling?.tsMs ?? Number.NEGATIVE_INFINITY, before.at(-1)?.tsMs ?? Number.NEGATIVE_INFINITY, automationId];
}

function placeOf(scene: Scene, act: Fact, { automationId }: BorrowedIdentity): Standing {
  return standingOf({ automationId, ...changesOf(scene.byAutomation.get(automationId) ?? []) }, act);
}

function isAhead(a: Standing, b: Standing): boolean {
  if (a[0] !== b[0]) return a[0] > b[0];
  if (a[1] !== b[1]) return a[1] > b[1];
  return a[2] > b[2];
}

const MAIL: readonly Trait[] = ["reads_mail", "sends_mail"];
const FILES: readonly Trait[] = ["reads_files", "shares_files"];

/** Without a connector for mail it does not touch mail. One that can call any address may reach everything. */
function isAble({ abilities }: Pick<BorrowedIdentity, "abilities">, act: Fact): boolean {
  if (abilities === null || abilities.has("calls_out")) return true;
  const needed = act.kind === "forward" || act.targetType === "mail" ? MAIL : act.targetType === "file" ? FILES : null;
  return needed === null || needed.some((trait) => abilities.has(trait));
}

const SOON_MS = DAY_MS;

/** Some logs of mail settings carry no mark at all. It may have been the owner's own hand, so this never makes more than a medium. */
function isSuspect({ abilities, changedMs }: BorrowedIdentity, act: Fact): boolean {
  if (abilities === null || act.kind !== "forward" || !act.traits.includes("foreign_account") || act.credentialId !== null) return false;
  const able = MAIL.some((trait) => abilities.has(trait)) && (abilities.has("calls_out") || abilities.has("binds_triggers"));
  return able && changedMs.some((tsMs) => tsMs <= act.tsMs && act.tsMs - tsMs <= SOON_MS);
}
