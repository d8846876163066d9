import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { objectAt, textAt } from "../../fields.ts";
import { automationColumns, automationOf, parseArmId } from "../names/arm-id.ts";
import type { ArmAutomation, ArmId } from "../names/arm-id.ts";
import { asDiagnostic } from "../records/activity-record.ts";
import { requestBody, responseBody } from "../records/body.ts";

/** What one record is about. Never throws, whatever the record holds. */
export type Extractor = (record: LogRecord, envelope: Envelope) => Entities | readonly Entities[];

/** A control-plane event with the parts that nearly every extractor reads, taken out once. */
export interface Call {
  readonly record: LogRecord;
  readonly envelope: Envelope;
  readonly request: ReturnType<typeof objectAt>;
  readonly response: ReturnType<typeof objectAt>;
  readonly resource: ArmId | null;
  /** The automation that the resource is or belongs to. */
  readonly automation: ArmAutomation | null;
}

function callOf(given: LogRecord, envelope: Envelope): Call {
  const record = asDiagnostic(given);
  const resourceId = textAt(record, "resourceId");
  return {
    record,
    envelope,
    request: requestBody(record),
    response: responseBody(record),
    resource: parseArmId(resourceId),
    automation: automationOf(resourceId),
  };
}

/** Turns functions of a call into extractors by the same names. */
export function extractors<Name extends string>(
  by: Readonly<Record<Name, (call: Call) => Entities | readonly Entities[]>>,
): Readonly<Record<string, Extractor>> {
  return Object.fromEntries(
    Object.entries<(call: Call) => Entities | readonly Entities[]>(by).map(([name, extract]) => [
      name,
      (record: LogRecord, envelope: Envelope) => extract(callOf(record, envelope)),
    ]),
  );
}

/** Columns and detail that every fact about an automation has. */
export function about(call: Call, more: Parameters<typeof detail>[0] = {}): Entities {
  return { ...automationColumns(call.automation), detail: detail({ resourceId: spelled(call), ...more }) };
}

/** The resource as the record spells it: joins are made on lower case, people search for what the log says. */
export function spelled(call: Call): string | null {
  return textAt(call.record, "resourceId");
}

/** Whether the answer says that the resource was not there before. */
export function wasCreated(call: Call): boolean {
  const told = [textAt(call.record, "resultSignature"), textAt(call.record, "properties", "statusCode")];
  return told.some((text) => text !== null && /\bcreated\b|^201$/i.test(text));
}

export function createdTrait(call: Call): readonly Trait[] {
  return wasCreated(call) ? ["created"] : [];
}

/** Whether actors act on their own identity, by either of its ids; silent when either side is unknown. */
export function whoseTarget(envelope: Envelope, targetId: string | null): readonly Trait[] {
  if (envelope.actorId === null || targetId === null) return [];
  return envelope.actorId === targetId || envelope.actorAliasId === targetId ? ["self_target"] : ["other_target"];
}

type Scalar = string | number | boolean | null;

/** Detail without the entries that say nothing. */
export function detail(entries: Readonly<Record<string, Scalar | undefined>>): Readonly<Record<string, Scalar>> {
  const told: Record<string, Scalar> = {};
  for (const [key, value] of Object.entries(entries)) {
    if (value !== null && value !== undefined && value !== "") told[key] = value;
  }
  return told;
}
