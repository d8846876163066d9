import { OUTCOME_BIT } from "../../facts/activity.ts";
import type { CompiledRule } from "../../rules/model.ts";
import { compilePrefilter } from "../../rules/questions/prefilter.ts";
import type { ActivityField, Source } from "../../sources/contract.ts";
import type { ActivityHost, ActivityTemplate } from "./activity-kernel.ts";
import type { ReadOptions } from "../contract.ts";
import { createFirstLook } from "../first-look.ts";
import type { RollUp } from "./roll-up.ts";
import { type EventReading, readingAs } from "../understand.ts";

/** Limits below which records that the kernel reads might be too long or too deep. */
const LONGEST_READ = 64 * 1024;
const DEEPEST_READ = 48;

/** A time and an id that are found again in what comes out. */
const SOME_TIME = "2026-01-01T00:00:00Z";
const SOME_MS = Date.parse(SOME_TIME);
const SOME_ID = "00000000-activity-0000";

/**
 * Judges combinations of texts for the kernel, by the same steps as whole records: who knows the record, what rules
 * make of it, who acts. Null where records of the source cannot be read without a parser, or rules want them parsed.
 */
export function createActivityHost(source: Source, options: ReadOptions, rollUp: RollUp): ActivityHost | null {
  const fields = source.bytes.activity;
  const { recordBytes, depth } = options.limits;
  if (fields === undefined || source.coverage !== undefined || recordBytes < LONGEST_READ || depth < DEEPEST_READ) return null;
  const wanted = rulesWant(source, options.rules);
  if (wanted === null) return null;
  const look = createFirstLook(withoutRange(options));
  const eventOf = (record: Record<string, unknown>): EventReading | null => {
    record[fields.time] = SOME_TIME;
    record[fields.id] = SOME_ID;
    const reading = readingAs(record, [], options.sources);
    return reading.is === "event" && reading.source === source ? reading : null;
  };
  const judge = (record: Record<string, unknown>): ActivityTemplate | null => {
    const event = eventOf(record);
    return event === null ? null : templateOf(event);
  };
  const templateOf = (event: EventReading): ActivityTemplate | null => {
    const meaning = look.judge(
      event,
      () => NOWHERE,
      () => true,
    );
    if (meaning === null || "unusable" in meaning || meaning.facts.length > 0 || !meaning.isActivity) return null;
    const { envelope } = meaning;
    const [before, after, ...more] = envelope.dupKey.split(SOME_ID);
    if (before === undefined || after === undefined || more.length > 0) return null;
    if (envelope.eventId !== SOME_ID || envelope.tsMs !== SOME_MS) return null;
    return {
      source,
      series: rollUp.seriesOf(source.id, envelope, null),
      outcomeMask: OUTCOME_BIT[envelope.outcome],
      aroundId: [before, after],
    };
  };
  const call = fields.call.map((field) => unlessWanted(field, wanted, source));
  return { fields: { ...fields, call }, judge, isOwn: (record) => eventOf(record) !== null };
}

const NOWHERE = { file: "", sha256: "", offset: 0, length: 0 };

function withoutRange(options: ReadOptions): ReadOptions {
  const { fromMs: _from, toMs: _to, ...rest } = options;
  return rest;
}

interface Wanted {
  readonly operation: (name: string) => boolean;
  readonly service: (name: string) => boolean;
}

/** Operations and services of which rules for run-as activity want every record parsed; null if they cannot be told by these. */
function rulesWant({ bytes, logsource }: Source, rules: readonly CompiledRule[]): Wanted | null {
  const making = rules.filter(({ recipe }) => recipe !== null);
  const first = compilePrefilter(making, { ...bytes, activityNeedles: [] }, logsource);
  const known = compilePrefilter(making, bytes, logsource);
  // A rule that relies on such records being parsed anyway.
  if (first.unfiltered.length > 0 || first.literals.join() !== known.literals.join()) return null;
  const ofActivity = compilePrefilter(making.flatMap(asFirst), bytes, logsource);
  if (ofActivity.unfiltered.length > 0 || ofActivity.literals.length > 0) return null;
  return {
    operation: (name) => ofActivity.operation(name),
    service: (name) => ofActivity.needsServiceKey && ofActivity.service(name),
  };
}

/** Rules for run-as activity, as if they were for all records. */
function asFirst(rule: CompiledRule): readonly CompiledRule[] {
  return rule.recipe?.look === "activity" ? [{ ...rule, recipe: { ...rule.recipe, look: "first" } }] : [];
}

function unlessWanted(field: ActivityField, { operation, service }: Wanted, { bytes }: Source): ActivityField {
  const [key, inner] = field.path;
  if (inner !== undefined || (key !== bytes.operationField && key !== bytes.serviceField)) return field;
  const isWanted = key === bytes.operationField ? operation : service;
  return { ...field, standIn: (text) => (isWanted(text) ? null : field.standIn === undefined ? text : field.standIn(text)) };
}
