import type { Incident } from "../incidents/incident.ts";
import { readRawRecord } from "../inputs/raw-record.ts";

/** A report stays readable, and a page loads, with this much of one record. */
const LONGEST = 64 * 1024;

/** Raw records of all timeline entries by fact id. Of what cannot be read again the report keeps the pointer. */
export async function rawRecords(incidents: readonly Incident[]): Promise<Readonly<Record<string, string>>> {
  const found = new Map<string, string>();
  for (const { fact, raw } of incidents.flatMap(({ timeline }) => timeline)) {
    if (found.has(fact) || raw.file === "-") continue;
    const text = await readRawRecord(raw);
    if (text !== null) found.set(fact, text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
  }
  return Object.fromEntries(found);
}
