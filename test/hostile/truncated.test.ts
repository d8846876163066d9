import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import type { Fact } from "../../src/facts/fact.ts";
import { DEFAULT_LIMITS } from "../../src/inputs/contract.ts";
import type { InputReport } from "../../src/inputs/contract.ts";
import { readInputs } from "../../src/inputs/read-inputs.ts";
import { loadStageRules } from "../../src/rules/files/load-stage-rules.ts";
import { SOURCES } from "../../src/sources/registry.gen.ts";
import { tellScenario } from "../../scenarios/build.mjs";

/*
 * A delivery object of a story, cut at its every byte and with bits flipped throughout: always noticed, and no record
 * before the damage lost. The quick run takes every 211th place; TEST_SLOW=1 takes every cut and every seventh byte. In small, and with several
 * members and trailing bytes: src/inputs/damage.test.ts.
 */

const SLOW = process.env["TEST_SLOW"] === "1";
const STEP = SLOW ? 1 : 211;
/** A flip is noticed only at the end of the file, so each costs as much as the longest cut. */
const FLIP_STEP = SLOW ? 7 : 211;
if (!SLOW) console.log(`not run: damage at other than every ${STEP}th byte, TEST_SLOW=1 is not set`);

const scratch = mkdtempSync(path.join(os.tmpdir(), "faastrail-truncated-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const rules = await loadStageRules();

async function read(bytes: Buffer): Promise<{ report: InputReport; ids: readonly string[]; flags: readonly string[] }> {
  const file = path.join(scratch, "object.json.gz");
  writeFileSync(file, bytes);
  const facts: Fact[] = [];
  const sink = { addFacts: (more: readonly Fact[]) => void facts.push(...more), addActivities: () => {} };
  const { inputs, totals } = await readInputs([file], { sources: SOURCES, rules, sink, limits: DEFAULT_LIMITS });
  const [report] = inputs;
  if (report === undefined) throw new Error("no report");
  expect(totals.records).toBe(totals.fact_bearing + totals.rolled_up + totals.irrelevant + totals.duplicate + totals.quarantined);
  return { report, ids: [...new Set(facts.map(({ eventId }) => eventId ?? ""))], flags: [...new Set(facts.flatMap((fact) => fact.flags))] };
}

/** The told records of a story as one object of less than 64 kB. */
async function anObject(): Promise<Buffer> {
  const { story } = await tellScenario("pathfinding-lambda-001");
  return gzipSync(JSON.stringify({ Records: [...story.steps.values()].slice(-90) }));
}

it("notices a cut at any byte and keeps every record before it", async () => {
  const whole = await anObject();
  expect(whole.length).toBeLessThan(65_536);
  const all = (await read(whole)).ids;
  expect(all.length).toBeGreaterThan(8);
  let kept = 0;
  for (let length = 0; length < whole.length; length += STEP) {
    const { report, ids, flags } = await read(whole.subarray(0, length));
    expect(["partial", "unread"], `cut at ${length}`).toContain(report.state);
    expect(report.reason, `cut at ${length}`).not.toBeNull();
    expect(ids, `cut at ${length}`).toEqual(all.slice(0, ids.length));
    expect(ids.length, `cut at ${length}`).toBeGreaterThanOrEqual(kept);
    if (ids.length > 0) expect(flags).toContain("damaged_object");
    kept = ids.length;
  }
  expect(kept).toBeGreaterThan(all.length - 4);
}, 1_200_000);

it("notices a flipped bit anywhere behind the header", async () => {
  const whole = await anObject();
  const all = new Set((await read(whole)).ids);
  for (let at = 10; at < whole.length; at += FLIP_STEP) {
    const flipped = Buffer.from(whole);
    flipped[at] = (whole[at] ?? 0) ^ (1 << (at % 8));
    const { report, ids, flags } = await read(flipped);
    expect(["partial", "unread"], `flipped in byte ${at}`).toContain(report.state);
    if (ids.length > 0) expect(flags, `flipped in byte ${at}`).toContain("damaged_object");
    expect(all.size).toBeGreaterThan(0);
  }
}, 1_200_000);
