import type { Fact } from "../../facts/fact.ts";
import type { Privilege } from "../../facts/kinds.ts";
import { byTimeThenId } from "../../facts/order.ts";
import { once } from "../../util/once.ts";
import { heldGrants, highest } from "./policy-level.ts";
import type { Scene } from "../scene.ts";

export { grantLevel } from "./policy-level.ts";

/** What is known of an identity's power at a time, and from which facts. */
export interface PrivilegeState {
  /** Highest power granted by what the logs show; null when no grant on it was seen at all. */
  readonly level: Privilege | null;
  /** Grants that make up that level. */
  readonly grants: readonly Fact[];
  /** A permissions boundary was attached and not removed: a grant is then less than it says. */
  readonly bounded: boolean;
}

const NONE: readonly Fact[] = [];

/** Of what was aimed at an identity, such as being bound by thousands of automations, the facts that its rights follow from. */
const onRights = once((aimed: readonly Fact[]) =>
  aimed.filter((fact) => fact.kind === "grant" || fact.traits.includes("boundary_attached") || fact.traits.includes("boundary_removed")),
);

/**
 * Power of `identity` from grants up to and including `tsMs`, leaving out the facts in `except`.
 * It says what grants say, not what is effectively permitted.
 */
export function privilegeAt(scene: Scene, identity: string, tsMs: number, except: ReadonlySet<string> = new Set()): PrivilegeState {
  const facts = onRights(scene.byTarget.get(identity) ?? NONE);
  let bounded = false;
  for (const fact of facts) {
    if (fact.tsMs > tsMs || fact.outcome !== "success" || except.has(fact.factId)) continue;
    if (fact.traits.includes("boundary_attached")) bounded = true;
    if (fact.traits.includes("boundary_removed")) bounded = false;
  }
  const held = heldGrants(scene, facts, tsMs, except);
  const level = highest(held);
  if (level === null) return { level, grants: [], bounded };
  return { level, bounded, grants: [...held.values()].filter((grant) => grant.level === level).map((grant) => grant.fact) };
}

/** Grants on an identity, and what was later written into the policies and groups that it holds. */
export function grantsOn(scene: Scene, identity: string): readonly Fact[] {
  const own = onRights(scene.byTarget.get(identity) ?? NONE).filter((fact) => fact.kind === "grant");
  const rewritten = own
    .filter((grant) => grant.policyId !== null && grant.outcome === "success" && !grant.traits.includes("removal"))
    .flatMap((grant) => (scene.byPolicy.get(grant.policyId ?? "") ?? []).filter((fact) => fact.kind === "grant" && fact.tsMs > grant.tsMs));
  return [...new Set([...own, ...rewritten])].toSorted(byTimeThenId);
}
