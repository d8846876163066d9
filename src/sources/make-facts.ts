import type { Entities, Envelope, Fact, RawPointer } from "../facts/fact.ts";
import { factId } from "../facts/fact-id.ts";
import type { FactRecipe } from "../facts/recipe.ts";
import type { LogRecord, Source } from "./contract.ts";

/** Kinds whose success alters something; the others only observe. */
const CHANGING = new Set([
  "deploy",
  "configure",
  "trigger",
  "expose",
  "pass_role",
  "grant",
  "trust_change",
  "consent",
  "credential",
  "share",
  "forward",
  "evade",
]);

/**
 * The facts of one record: one for each (kind, entity) that the matching stage rules ask for.
 * Rules that ask for the same fact are merged into its `rules`.
 */
export function makeFacts(
  source: Source,
  record: LogRecord,
  envelope: Envelope,
  recipes: readonly FactRecipe[],
  annotations: readonly string[],
  raw: RawPointer,
): readonly Fact[] {
  const byShape = new Map<string, FactRecipe[]>();
  for (const recipe of recipes) {
    const shape = `${recipe.kind} ${recipe.entity}`;
    byShape.set(shape, [...(byShape.get(shape) ?? []), recipe]);
  }
  return [...byShape.values()].map((same) => makeFact(source, record, envelope, same, annotations, raw));
}

function makeFact(
  source: Source,
  record: LogRecord,
  envelope: Envelope,
  recipes: readonly FactRecipe[],
  annotations: readonly string[],
  raw: RawPointer,
): Fact {
  const { kind, entity, stage } = recipes[0]!; // grouped above, so never empty
  const extract = source.entities[entity];
  const found: Entities = extract === undefined ? {} : extract(record, envelope);
  const traits = [...new Set(found.traits ?? [])].toSorted();
  const meaning = {
    ...envelope,
    source: source.id,
    stage,
    kind,
    entity,
    isChange: CHANGING.has(kind) && envelope.outcome === "success" && !traits.includes("no_change"),
    automationId: found.automationId ?? null,
    automationKind: found.automationKind ?? null,
    automationName: found.automationName ?? null,
    automationVersion: found.automationVersion ?? null,
    runAsId: found.runAsId ?? null,
    issuedCredentialId: found.issuedCredentialId ?? null,
    targetId: found.targetId ?? null,
    targetType: found.targetType ?? null,
    targetAccount: found.targetAccount ?? null,
    policyId: found.policyId ?? null,
    privilege: found.privilege ?? null,
    traits,
    flags: [...new Set([...envelope.flags, ...(found.flags ?? [])])].toSorted(),
    detail: found.detail ?? {},
  };
  const rules = [...new Set(recipes.map((recipe) => recipe.rule))].toSorted();
  return { ...meaning, factId: factId(meaning), rules, annotations, raw };
}
