import type { Entities, Envelope, Fact, RawPointer } from "../facts/fact.ts";
import { factId } from "../facts/fact-id.ts";
import { isChangeOf } from "../facts/is-change.ts";
import type { Flag } from "../facts/kinds.ts";
import type { FactRecipe } from "../facts/recipe.ts";
import type { LogRecord, Source } from "./contract.ts";

/**
 * The facts of one record: for each (kind, entity) that the matching stage rules ask for one, or as
 * many as the extractor finds. Rules that ask for the same fact are merged into its `rules`.
 */
export function makeFacts(
  source: Source,
  record: LogRecord,
  envelope: Envelope,
  recipes: readonly FactRecipe[],
  annotations: readonly string[],
  raw: RawPointer,
): readonly Fact[] {
  const doubts: readonly Flag[] = recipes.length > 0 && source.isMisplaced?.(record, raw.file) === true ? ["misplaced"] : [];
  const about = { source, envelope, annotations, raw, doubts };
  return byShape(recipes).flatMap((same) => {
    const extract = source.entities[same[0]!.entity]; // grouped above, so never empty
    const found = extract === undefined ? {} : extract(record, envelope);
    return asList(found).map((entities, index) => makeFact(about, same, entities, index));
  });
}

/** Recipes that ask for the same fact together. */
function byShape(recipes: readonly FactRecipe[]): readonly (readonly FactRecipe[])[] {
  if (recipes.length < 2) return recipes.length === 0 ? [] : [recipes];
  const shapes = new Map<string, FactRecipe[]>();
  for (const recipe of recipes) {
    const shape = `${recipe.kind} ${recipe.entity}`;
    const same = shapes.get(shape);
    if (same === undefined) shapes.set(shape, [recipe]);
    else same.push(recipe);
  }
  return [...shapes.values()];
}

interface About {
  readonly source: Source;
  readonly envelope: Envelope;
  readonly annotations: readonly string[];
  readonly raw: RawPointer;
  /** Of where the record lies and not of what it says, so no part of a fact's id. */
  readonly doubts: readonly Flag[];
}

/** A call that is about nothing known still happened: it makes one fact without entities. */
function asList(found: Entities | readonly Entities[]): readonly Entities[] {
  if (!isList(found)) return [found];
  return found.length === 0 ? [{}] : found;
}

function isList(found: Entities | readonly Entities[]): found is readonly Entities[] {
  return Array.isArray(found);
}

function makeFact(about: About, recipes: readonly FactRecipe[], found: Entities, index: number): Fact {
  const { source, envelope, annotations, raw, doubts } = about;
  const { kind, entity, stage } = recipes[0]!; // grouped above, so never empty
  const traits = inOrder(found.traits ?? []);
  const flags = found.flags === undefined ? envelope.flags : [...envelope.flags, ...found.flags];
  // Field by field and all of them at once: objects spread into one another cost more than all the rest of this.
  const fact: Mutable<Fact> = {
    factId: "",
    eventId: envelope.eventId,
    dupKey: envelope.dupKey,
    operationKey: envelope.operationKey,
    op: envelope.op,
    rawOp: envelope.rawOp,
    service: envelope.service,
    tsMs: envelope.tsMs,
    provider: envelope.provider,
    account: envelope.account,
    region: envelope.region,
    actorId: envelope.actorId,
    actorType: envelope.actorType,
    sessionName: envelope.sessionName,
    sessionAutomationId: envelope.sessionAutomationId,
    credentialId: envelope.credentialId,
    invokedBy: envelope.invokedBy,
    runtimeAgent: envelope.runtimeAgent,
    via: envelope.via,
    srcIp: envelope.srcIp,
    srcIpClass: envelope.srcIpClass,
    userAgent: envelope.userAgent,
    outcome: envelope.outcome,
    source: source.id,
    stage,
    kind,
    // Copies of one event are united by extractor, so the facts of one call must not share it.
    entity: index === 0 ? entity : `${entity}#${index + 1}`,
    isChange: isChangeOf({ kind, outcome: envelope.outcome, traits }),
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
    detail: found.detail ?? {},
    flags: inOrder(doubts.length === 0 ? flags : [...flags, ...doubts]),
    rules: inOrder(recipes.map((recipe) => recipe.rule)),
    annotations,
    raw,
  };
  if (envelope.actorAliasId !== undefined) fact.actorAliasId = envelope.actorAliasId;
  if (found.sessionPattern !== undefined) fact.sessionPattern = found.sessionPattern;
  if (found.targetAliasId !== undefined) fact.targetAliasId = found.targetAliasId;
  fact.factId = factId(fact);
  return fact;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Sorted, each once; mostly there is one at most. */
function inOrder<T extends string>(words: readonly T[]): readonly T[] {
  return words.length < 2 ? words : [...new Set(words)].toSorted();
}
