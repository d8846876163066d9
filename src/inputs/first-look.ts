import type { Envelope, Fact, RawPointer } from "../facts/fact.ts";
import type { FactRecipe, Look } from "../facts/recipe.ts";
import { isForLog } from "../rules/questions/log-source.ts";
import type { CompiledRule } from "../rules/model.ts";
import { rulesForRecord, type RuleMatches } from "../rules/questions/rules-for-record.ts";
import type { LogRecord, Source } from "../sources/contract.ts";
import { makeFacts } from "../sources/make-facts.ts";
import type { ReadOptions } from "./contract.ts";
import { envelopeOf, type EventReading } from "./understand.ts";

/** A record that is part of what is known from now on. */
export interface Meaning {
  readonly source: Source;
  readonly envelope: Envelope;
  readonly facts: readonly Fact[];
  /** Whether it belongs into the roll-up of run-as activity. */
  readonly isActivity: boolean;
}

export interface FirstLook {
  /**
   * What a reading means; null if nothing. `mayBeActivity` says whether the bytes allow it to be
   * run-as activity; it is asked only if no stage rule matches.
   */
  readonly judge: (
    event: EventReading,
    raw: () => RawPointer,
    mayBeActivity: () => boolean,
  ) => Meaning | { readonly unusable: string } | null;
}

/** What every record is asked: do stage rules make facts of it, is it run-as activity? */
export function createFirstLook(options: ReadOptions): FirstLook {
  const facts = createFactMaker(options, "first");
  const ofActivity = createFactMaker(options, "activity");
  const careful = options.parseEverything === true;
  return {
    judge: (event, raw, mayBeActivity) => {
      const recipes = facts.recipesFor(event);
      const mayMean = (): boolean => recipes.length > 0 || (mayBeActivity() && event.source.mayBeRunAs?.(event.record) !== false);
      if (!careful && !mayMean()) return null;
      const envelope = envelopeOf(event);
      // What could not have meant anything anyway is no loss.
      if ("unusable" in envelope) return mayMean() ? envelope : null;
      if (!isWithin(envelope.tsMs, options)) return null;
      const isActivity = envelope.actorId !== null && event.source.isRunAsActivity(event.record, envelope);
      if (recipes.length === 0 && !isActivity) return null;
      const all = isActivity ? [...recipes, ...ofActivity.recipesFor(event)] : recipes;
      return { source: event.source, envelope, facts: facts.make(event, envelope, all, raw), isActivity };
    },
  };
}

export function isWithin(tsMs: number, { fromMs, toMs }: Pick<ReadOptions, "fromMs" | "toMs">): boolean {
  return (fromMs === undefined || tsMs >= fromMs) && (toMs === undefined || tsMs < toMs);
}

export interface FactMaker {
  readonly recipesFor: (event: EventReading) => readonly FactRecipe[];
  readonly make: (event: EventReading, envelope: Envelope, recipes: readonly FactRecipe[], raw: () => RawPointer) => readonly Fact[];
}

/** Makes the facts that the stage rules of one look ask for, annotated by all other people's rules that match. */
export function createFactMaker(options: ReadOptions, look: Look): FactMaker {
  const stageRules = options.rules.filter((rule) => rule.recipe?.look === look);
  const annotating = options.rules.filter((rule) => rule.recipe === null);
  const match = options.parseEverything === true ? matchEach : rulesForRecord;
  return {
    recipesFor: ({ source, record }) => match(stageRules, source.logsource, source.canonical?.(record) ?? record).recipes,
    make: ({ source, record }, envelope, recipes, raw) => {
      if (recipes.length === 0) return [];
      const mended = source.canonical?.(record) ?? record;
      const annotations = annotating.length === 0 ? [] : match(annotating, source.logsource, mended).annotations;
      return makeFacts(source, mended, envelope, recipes, annotations, raw());
    },
  };
}

/** The reference that `rulesForRecord` and its index are held against: asks every rule. */
function matchEach(rules: readonly CompiledRule[], log: Source["logsource"], record: LogRecord): RuleMatches {
  const matching = rules.filter((rule) => isForLog(rule.logsource, log) && rule.matches(record));
  return {
    recipes: matching.flatMap((rule) => (rule.recipe === null ? [] : [rule.recipe])),
    annotations: [...new Set(matching.flatMap((rule) => (rule.recipe === null ? [rule.title] : [])))].toSorted(),
  };
}
