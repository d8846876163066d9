import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { isGuest } from "../names/actor.ts";
import { asAuditRecord } from "../records/audit-record.ts";

/** What one record is about. Never throws, whatever the record holds. */
export type Extractor = (record: LogRecord, envelope: Envelope) => Entities | readonly Entities[];

/** Extractors that see every record as the API writes it, and say of each change of an automation whether a guest made it. */
export function extractors(by: Readonly<Record<string, Extractor>>): Readonly<Record<string, Extractor>> {
  return Object.fromEntries(
    Object.entries(by).map(([name, extract]) => [
      name,
      (given: LogRecord, envelope: Envelope) => {
        const record = asAuditRecord(given);
        const found = extract(record, envelope);
        return isGuest(record) ? withGuest(found) : found;
      },
    ]),
  );
}

function withGuest(found: Entities | readonly Entities[]): Entities | readonly Entities[] {
  return isList(found) ? found.map(ofGuest) : ofGuest(found);
}

/** Of a share the trait tells who is let in, which matters more than who does so. */
function ofGuest(entities: Entities): Entities {
  if (entities.automationId === undefined || entities.targetId !== undefined) return entities;
  return { ...entities, traits: [...(entities.traits ?? []), "guest"] };
}

function isList(found: Entities | readonly Entities[]): found is readonly Entities[] {
  return Array.isArray(found);
}

/** Traits, each given only if its condition holds. */
export function traitsIf(given: Readonly<Partial<Record<Trait, boolean>>>): readonly Trait[] {
  const names = Object.keys(given) as Trait[]; // the type allows no other keys
  return names.filter((name) => given[name] === true);
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
