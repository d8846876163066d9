import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { scanPaths } from "../../src/cli/pipeline/scan-paths.ts";
import { inWords, loud, rank } from "../../scenarios/lib/verdict.ts";
import { TARGET } from "./base.mjs";
import type { Row } from "./row.ts";
import { ROUTE_ROWS } from "./rows-routes.mjs";
import { SPELLING_ROWS } from "./rows-spelling.mjs";
import { STORY_ROWS } from "./rows-story.mjs";

/*
 * Ways to hide one attack. DET: found as the same incident, as severe. DET+F: found, and the flag says what was odd.
 * GAP: what cannot be seen is told as weakened telemetry. BLIND: nothing can show it; the output must say so.
 */

/** What no log can show, with the sentence that the output must hold. A new entry needs a reviewer's consent. */
const BLIND: Readonly<Record<string, string>> = {
  "code swapped in place, with no record of a change": "The automation was made before these logs begin",
};

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-evasion-"));
const score = { DET: 0, "DET+F": 0, GAP: 0, BLIND: 0, MISSED: 0 };
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  console.log(`evasion: DET ${score.DET} / DET+F ${score["DET+F"]} / GAP ${score.GAP} / BLIND ${score.BLIND} / MISSED ${score.MISSED}`);
});

const ALL: readonly Row[] = [...SPELLING_ROWS, ...ROUTE_ROWS, ...STORY_ROWS];
/** All variants take a minute and more, so the quick run takes the first of each row. */
const everything = process.env["TEST_SLOW"] === "1";
const rows = everything ? ALL : ALL.filter((one, at) => ALL.findIndex((other) => other.row === one.row) === at);
if (!everything) console.log(`not run: ${ALL.length - rows.length} of ${ALL.length} evasion variants, TEST_SLOW=1 is not set`);

describe.each([...new Set(rows.map(({ row }) => row))])("evasion row %i", (row) => {
  it.each(rows.filter((one) => one.row === row).map((one) => [`${one.expect} with ${one.what}`, one] as const))("is %s", async (_, one) => {
    score.MISSED += 1;
    await holds(one);
    score.MISSED -= 1;
    score[one.expect] += 1;
  });
});

let serial = 0;

async function holds(row: Row): Promise<void> {
  const records = row.records?.() ?? [];
  const folder = path.join(scratch, String((serial += 1)));
  mkdirSync(folder);
  for (const { name, bytes } of row.files?.() ?? [{ name: "events.json", bytes: JSON.stringify({ Records: records }) }])
    writeFileSync(path.join(folder, name), bytes);
  const { incidents, summary } = await scanPaths([folder]);
  const found = loud(incidents);
  expect(summary).toMatchObject({ remainder: 0, quarantined: row.quarantined ?? 0 });
  if (row.incomplete === true) expect(summary.complete).toBe(false);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
  if (row.silent === true) return expect(found, inWords(found)).toEqual([]);
  expect(
    found.map(({ automation }) => automation.id),
    inWords(incidents),
  ).toEqual([row.target ?? TARGET]);
  const [incident] = found;
  if (incident === undefined) return;
  expect(rank(incident.severity), inWords(found)).toBe(rank(row.severity ?? "critical"));
  if (row.flag !== undefined && row.onlyFact !== true) expect(incident.flags).toContain(row.flag);
  if (row.evidence !== undefined) expect(incident.evidence.map(({ id }) => id)).toContain(row.evidence);
  const shown = incident.timeline.map((entry) => entry.event_id);
  for (const id of row.shows?.(records) ?? []) expect(shown, inWords(found)).toContain(id);
  if (row.expect === "BLIND") expect(incident.blind_spots.map(({ reason }) => reason)).toContain(BLIND[row.what]);
}
