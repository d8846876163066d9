import type { Envelope, Fact, RawPointer } from "../facts/fact.ts";
import { isForLog } from "../rules/log-source.ts";
import type { CompiledRule } from "../rules/model.ts";
import { rulesForRecord, type RuleMatches } from "../rules/rules-for-record.ts";
import type { LogRecord, Source } from "../sources/contract.ts";
import { makeFacts } from "../sources/make-facts.ts";
import type { ReadOptions } from "./contract.ts";
import type { Reading } from "./understand.ts";

/** A record that is part of what is known from now on. */
export interface Meaning {
  readonly source: Source;
  readonly envelope: Envelope;
  readonly facts: readonly Fact[];
  /** Whether it belongs into the roll-up of run-as activity. */
  readonly isActivity: boolean;
}

export interface Judge {
  /** What a reading means by the rules of one look; null if nothing. */
  judge(reading: Extract<Reading, { is: "event" }>, raw: () => RawPointer): Meaning | null;
}

/** What every record is asked: do stage rules make facts of it, is it run-as activity? */
export function createFirstLook(options: ReadOptions): Judge {
  const facts = createFactMaker(options, "first");
  return {
    judge: (reading, raw) => {
      if (!isWithin(reading.envelope.tsMs, options)) return null;
      const made = facts(reading, raw);
      const isActivity = reading.envelope.actorId !== null && reading.source.isRunAsActivity(reading.record, reading.envelope);
      if (made.length === 0 && !isActivity) return null;
      return { source: reading.source, envelope: reading.envelope, facts: made, isActivity };
    },
  };
}

export function isWithin(tsMs: number, { fromMs, toMs }: Pick<ReadOptions, "fromMs" | "toMs">): boolean {
  return (fromMs === undefined || tsMs >= fromMs) && (toMs === undefined || tsMs < toMs);
}

type FactMaker = (reading: Extract<Reading, { is: "event" }>, raw: () => RawPointer) => readonly Fact[];

/** Makes the facts that the stage rules of one look ask for, annotated by all other people's rules that match. */
export function createFactMaker(options: ReadOptions, look: "first" | "second"): FactMaker {
  const stageRules = options.rules.filter((rule) => rule.recipe?.look === look);
  const annotating = options.rules.filter((rule) => rule.recipe === null);
  const match = options.parseEverything === true ? matchEach : rulesForRecord;
  return ({ source, record, envelope }, raw) => {
    const { recipes } = match(stageRules, source.logsource, record);
    if (recipes.length === 0) return [];
    const { annotations } = match(annotating, source.logsource, record);
    return makeFacts(source, record, envelope, recipes, annotations, raw());
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
