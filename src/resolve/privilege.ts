import type { Fact } from "../facts/fact.ts";
import type { Privilege } from "../facts/kinds.ts";
import type { Scene } from "./scene.ts";

/** What is known of an identity's power at a time, and from which facts. */
export interface PrivilegeState {
  /** Highest power granted by what the logs show; null when no grant on it was seen at all. */
  readonly level: Privilege | null;
  /** Grants that make up that level. */
  readonly grants: readonly Fact[];
  /** A permissions boundary was attached and not removed: a grant is then less than it says. */
  readonly bounded: boolean;
}

/**
 * Power of `identity` from grants up to and including `tsMs`, leaving out the facts in `except`.
 * It says what grants say, not what is effectively permitted.
 */
export function privilegeAt(scene: Scene, identity: string, tsMs: number, except: ReadonlySet<string> = new Set()): PrivilegeState {
  const held = new Map<string, { level: Privilege | null; fact: Fact }>();
  let bounded = false;
  for (const fact of scene.byTarget.get(identity) ?? []) {
    if (fact.tsMs > tsMs || fact.outcome !== "success" || except.has(fact.factId)) continue;
    if (fact.traits.includes("boundary_attached")) bounded = true;
    if (fact.traits.includes("boundary_removed")) bounded = false;
    if (fact.kind !== "grant") continue;
    const name = grantName(fact);
    if (fact.traits.includes("removal")) held.delete(name);
    else if (!isBoundaryOnly(fact)) held.set(name, { level: grantLevel(scene, fact), fact });
  }
  const levels = [...held.values()].flatMap((grant) => grant.level ?? []);
  if (levels.length === 0) return { level: null, grants: [], bounded };
  const level = levels.reduce((a, b) => (a > b ? a : b));
  return { level, bounded, grants: [...held.values()].filter((grant) => grant.level === level).map((grant) => grant.fact) };
}

/** Power that one grant gives: its own text, or that of the named policy as last written before it. */
export function grantLevel(scene: Scene, grant: Fact): Privilege | null {
  if (grant.privilege !== null || grant.policyId === null) return grant.privilege;
  const versions = (scene.byPolicy.get(grant.policyId) ?? []).filter((fact) => fact.outcome === "success" && fact.privilege !== null);
  const before = versions.filter((fact) => fact.tsMs <= grant.tsMs);
  // A later version takes effect for everyone who holds the policy, so the last known one stands in.
  return (before.at(-1) ?? versions[0])?.privilege ?? null;
}

/** Inline policies are told apart by name, attached ones by id. */
function grantName(fact: Fact): string {
  return fact.policyId ?? String(fact.detail["policyName"] ?? fact.factId);
}

function isBoundaryOnly(fact: Fact): boolean {
  return (
    fact.policyId === null &&
    fact.privilege === null &&
    (fact.traits.includes("boundary_attached") || fact.traits.includes("boundary_removed"))
  );
}
