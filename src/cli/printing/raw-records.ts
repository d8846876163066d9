import type { Incident, TimelineEntry } from "../../incidents/incident.ts";
import { shownPlaces } from "../../incidents/long-timeline.ts";
import { readRawRecord } from "../../inputs/raw-record.ts";
import { UserError } from "../../util/errors.ts";

/** A report stays readable, and a page loads, with this much of one record. */
const LONGEST = 64 * 1024;

/**
 * Raw records of the timeline entries that a report shows, by fact id, and why some could not be read again; of those
 * a report keeps the pointer. Entries are read file by file, which are opened once each.
 */
export async function rawRecords(
  incidents: readonly Incident[],
): Promise<{ raw: Readonly<Record<string, string>>; warnings: readonly string[] }> {
  const shown = incidents.flatMap(({ timeline }) => shownPlaces(timeline).map((place) => timeline[place]!)); // places of it
  const entries = new Map(shown.map((entry) => [entry.fact, entry]));
  const raw: Record<string, string> = {};
  const warnings = new Set<string>();
  for (const entry of [...entries.values()].toSorted(byPlace)) {
    // Standard input is gone, and everybody knows.
    if (entry.raw.file === "-") continue;
    const text = await readEntry(entry);
    if (text instanceof UserError) warnings.add(text.message);
    else raw[entry.fact] = text;
  }
  return { raw, warnings: [...warnings] };
}

async function readEntry({ raw: { file, sha256, offset, length } }: TimelineEntry): Promise<string | UserError> {
  try {
    const bytes = await readRawRecord({ file, sha256, offset, length });
    const text = bytes.subarray(0, LONGEST).toString("utf8");
    return bytes.length > LONGEST ? `${text}…` : text;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

function byPlace(a: TimelineEntry, b: TimelineEntry): number {
  if (a.raw.file !== b.raw.file) return a.raw.file < b.raw.file ? -1 : 1;
  return a.raw.offset - b.raw.offset;
}
