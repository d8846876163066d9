import { expect, it } from "vitest";
import type { Fact } from "../../facts/fact.ts";
import { created, did, granted, history, updated, verdicts } from "../__fixtures__/small-world.ts";

const OFFICE: Partial<Fact> = { srcIp: "203.0.113.20", srcIpClass: "public" };
const ABROAD: Partial<Fact> = { srcIp: "192.0.2.77", srcIpClass: "public" };

/** An account where one pipeline deploys from one network, and a function that nobody has changed. */
const account = history("ci", "site", "role/site", 28).map((fact): Fact => ({ ...fact, ...OFFICE }));
const reads = (hours: number, targetId: string): Fact =>
  did(hours, "old", "role/old", { kind: "sensitive_access", op: "GetSecretValue", targetId, traits: ["secret_read"], ...ABROAD });
const usual = [24, 96, 200, 300].map((hours) => reads(hours, "secret/own"));
const changed = (part: Partial<Fact>, by = "mallory"): Fact => updated(500, "old", by, "role/old", part);
const after = reads(501, "secret/payments");

it("alarms when a function reads a new secret after a stranger from a strange network changed it", async () => {
  expect(await verdicts([...account, ...usual, changed(ABROAD), after])).toEqual({ old: "high" });
});

it("knows a network no better for what the intruder did from there just before", async () => {
  const prelude = granted(499, "mallory", 1, { actorId: "mallory", ...ABROAD });
  expect(await verdicts([...account, ...usual, prelude, changed(ABROAD), after])).toEqual({ old: "high" });
});

it.each<readonly [string, readonly Fact[]]>([
  ["from where others work", [...account, ...usual, changed(OFFICE), after]],
  ["from where an administrator worked days ago", [...account, granted(300, "role/x", 1, ABROAD), ...usual, changed(ABROAD), after]],
  ["and the function reads what it always read", [...account, ...usual, changed(ABROAD), reads(501, "secret/own")]],
  ["who has deployed before", [...account, updated(400, "other", "mallory", "role/o", ABROAD), ...usual, changed(ABROAD), after]],
  [
    "of what they themselves made, with its identity",
    [
      ...account,
      granted(498, "role/old", 0, { actorId: "mallory", traits: ["identity_created"] }),
      ...created(499, "old", "mallory", "role/old", ABROAD),
      changed(ABROAD),
      after,
    ],
  ],
  [
    "where pipelines on hosted machines come from ever new networks",
    [...account.map((fact, i): Fact => ({ ...fact, srcIp: `${20 + i}.1.2.3` })), ...usual, changed(ABROAD), after],
  ],
  ["in logs that show nobody else deploy", [...usual, changed(ABROAD), after]],
])("stays quiet about a newcomer %s", async (_, facts) => {
  expect(await verdicts(facts)).toEqual({});
});

it("knows an identity as used by automations from what they did as it, though nobody changed them in these logs", async () => {
  const other = did(200, "older", "role/old", { kind: "sensitive_access", op: "GetSecretValue", traits: ["secret_read"] });
  const first = created(499, "old", "newcomer", "role/old", OFFICE);
  expect(await verdicts([...account, other, ...first, after])).toEqual({});
  expect(await verdicts([...account, ...first, after])).toEqual({ old: "critical" });
});
