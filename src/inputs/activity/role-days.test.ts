import * as fc from "fast-check";
import { expect, it } from "vitest";
import { ANY_SESSION, type Activity } from "../../facts/activity.ts";
import type { Source } from "../../sources/contract.ts";
import { tinyOptions, tinyRecord, tinySource } from "../__fixtures__/tiny-source.ts";
import { DEFAULT_LIMITS, type ReadOptions } from "../contract.ts";
import { openStdin } from "../open/open-input.ts";
import { readInput } from "../read-input.ts";
import { createSession, flushActivities } from "../session.ts";

/** The tiny log, in which `role/...` are identities with sessions that automations run as. */
const source: Source = {
  ...tinySource,
  bytes: { ...tinySource.bytes, roleNeedles: ['"who":"role/'] },
  envelope: (record) => {
    const envelope = tinySource.envelope(record);
    if ("unusable" in envelope || envelope.actorId?.startsWith("role/") !== true) return envelope;
    return { ...envelope, actorType: "role_session", sessionName: typeof record["session"] === "string" ? record["session"] : "s" };
  },
};

const HOUR = 3_600_000;
const DAY_1 = Date.UTC(2026, 9, 1);

/** Reads records as standard input would bring them; what comes of them, and the counts. */
async function stream(records: readonly unknown[], part: Partial<ReadOptions> = {}) {
  const { options, facts, activities } = tinyOptions({ sources: [source], ...part });
  const session = createSession(options);
  async function* chunks(): AsyncGenerator<Buffer> {
    yield Buffer.from(records.map((record) => JSON.stringify(record)).join("\n"));
  }
  const input = await openStdin(chunks(), options.limits);
  if ("reason" in input) throw new Error(input.reason);
  const { report } = await readInput(input, session);
  await flushActivities(session.roleDays, options);
  const { records: all, fact_bearing, rolled_up, irrelevant, duplicate, quarantined } = report;
  const counts = { all, fact_bearing, rolled_up, irrelevant, duplicate, quarantined };
  return { counts, rows: activities.map(inWords).toSorted(), overflow: session.roleDays.overflow(), facts: facts.length };
}

function inWords({ runAsId, sessionName, op, hourMs, first, last }: Activity): string {
  return `${new Date(hourMs).toISOString().slice(0, 13)} ${runAsId} ${sessionName} ${op} ${first.eventId}-${last.eventId}`;
}

it("keeps a row for each role, operation and day of a stream, whatever the session", async () => {
  const told = await stream([
    tinyRecord({ id: "1", who: "role/a", session: "x", t: DAY_1 + HOUR }),
    tinyRecord({ id: "2", who: "role/a", session: "y", t: DAY_1 + 9 * HOUR }),
    tinyRecord({ id: "3", who: "role/a", t: DAY_1 + 24 * HOUR }),
    tinyRecord({ id: "4", who: "role/b", op: "Hit", t: DAY_1 }),
    tinyRecord({ id: "5", who: "role/b", run: "yes", t: DAY_1 }),
    tinyRecord({ id: "6", who: "u1", t: DAY_1 }),
    tinyRecord({ id: "2", who: "role/a", session: "y", t: DAY_1 + 9 * HOUR }),
  ]);
  expect(told.rows).toEqual([
    `2026-10-01T00 role/a ${ANY_SESSION} Noise 1-2`,
    `2026-10-01T00 role/b ${ANY_SESSION} Hit 4-4`,
    `2026-10-02T00 role/a ${ANY_SESSION} Noise 3-3`,
  ]);
  expect(told.counts).toEqual({ all: 7, fact_bearing: 1, rolled_up: 4, irrelevant: 1, duplicate: 1, quarantined: 0 });
});

const someRecords = fc.array(
  fc.record({
    id: fc.integer({ min: 1, max: 30 }),
    who: fc.constantFrom("role/a", "role/b", "role/c", "u1"),
    session: fc.constantFrom("x", "y"),
    op: fc.constantFrom("Noise", "Other", "Hit"),
    hour: fc.integer({ min: 0, max: 60 }),
  }),
  { minLength: 1, maxLength: 25 },
);

it("keeps the same rows in any order, with copies, parsed or searched, and under any cap", async () => {
  await fc.assert(
    fc.asyncProperty(someRecords, fc.integer({ min: 0, max: 12 }), async (some, roleDays) => {
      const records = some.map(({ id, hour, ...rest }, at) => tinyRecord({ ...rest, id: `${id}-${at}`, t: DAY_1 + hour * HOUR }));
      const limits = { ...DEFAULT_LIMITS, roleDays };
      const { rows, overflow, counts } = await stream(records, { limits });
      expect(rows.length).toBeLessThanOrEqual(roleDays);
      expect(await stream(records, { limits, parseEverything: true })).toMatchObject({ rows, overflow, counts });
      expect((await stream([...records.toReversed(), ...records], { limits })).rows).toEqual(rows);
      const whole = await stream(records);
      expect(overflow > 0).toBe(rows.length < whole.rows.length);
    }),
    { numRuns: 100 },
  );
});
