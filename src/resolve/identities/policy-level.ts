import type { Fact } from "../../facts/fact.ts";
import type { Privilege } from "../../facts/kinds.ts";
import type { Scene } from "../scene.ts";

/** Things that hold grants of their own and pass them on to whoever belongs to them. */
const HOLDERS: ReadonlySet<string> = new Set(["group", "permission_set"]);
/** A group holds policies, and that is the end of it; the rest guards against rings in forged logs. */
const MAX_DEPTH = 3;

type Levels = ReadonlyMap<string, { readonly level: Privilege | null; readonly fact: Fact }>;

/** Power that one grant gives as of `tsMs`: its own text, or that of what it names. What is not in force gives none. */
export function grantLevel(
  scene: Scene,
  grant: Fact,
  tsMs: number = grant.tsMs,
  except: ReadonlySet<string> = new Set(),
  depth = 0,
): Privilege | null {
  if (grant.traits.includes("pending")) return 0;
  if (grant.privilege !== null || grant.policyId === null || depth > MAX_DEPTH) return grant.privilege;
  const content = (scene.byPolicy.get(grant.policyId) ?? []).filter((fact) => fact.outcome === "success" && !except.has(fact.factId));
  if (content.some((fact) => HOLDERS.has(fact.targetType ?? ""))) return highest(heldGrants(scene, content, tsMs, except, depth + 1));
  return contentLevel(content, tsMs);
}

/** The text in force at a time: as last written or chosen; what was written first stands in for what came before the logs. */
function contentLevel(content: readonly Fact[], tsMs: number): Privilege | null {
  const versions = new Map<string, Privilege | null>();
  let current: Privilege | null | undefined;
  for (const fact of content) {
    if (fact.traits.includes("removal") || (fact.tsMs > tsMs && current !== undefined)) continue;
    const version = fact.detail["versionId"];
    if (fact.privilege !== null) versions.set(String(version), fact.privilege);
    if (fact.traits.includes("pending")) continue;
    if (fact.privilege !== null) current = fact.privilege;
    else if (version !== undefined) current = versions.get(String(version)) ?? null;
  }
  return current ?? null;
}

/** Grants held at a time by what is given and taken: inline ones are told apart by name, attached ones by id. */
export function heldGrants(scene: Scene, facts: readonly Fact[], tsMs: number, except: ReadonlySet<string>, depth = 0): Levels {
  const held = new Map<string, { level: Privilege | null; fact: Fact }>();
  for (const fact of facts) {
    if (fact.tsMs > tsMs || fact.outcome !== "success" || fact.kind !== "grant" || except.has(fact.factId)) continue;
    // An assignment has a name of its own, by which it is taken away.
    const name = String(fact.detail["assignment"] ?? fact.policyId ?? fact.detail["policyName"] ?? fact.factId);
    if (fact.traits.includes("removal")) held.delete(name);
    else if (!isBoundaryOnly(fact)) held.set(name, { level: grantLevel(scene, fact, tsMs, except, depth), fact });
  }
  return held;
}

export function highest(held: Levels): Privilege | null {
  const levels = [...held.values()].flatMap((grant) => grant.level ?? []);
  return levels.length === 0 ? null : levels.reduce((a, b) => (a > b ? a : b));
}

function isBoundaryOnly(fact: Fact): boolean {
  return (
    fact.policyId === null &&
    fact.privilege === null &&
    (fact.traits.includes("boundary_attached") || fact.traits.includes("boundary_removed"))
  );
}
