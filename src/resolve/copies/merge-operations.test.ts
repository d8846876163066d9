import { describe, expect, it } from "vitest";
import { aFact } from "../../facts/__fixtures__/a-fact.ts";
import type { Fact } from "../../facts/fact.ts";
import { openStore } from "../../store/open-store.ts";
import { mergeCopies } from "./merge-copies.ts";

/* Two records of one operation, made by hand: the start knows the caller, the end the outcome. */

const OPERATION: Partial<Fact> = { operationKey: "p/op-1", provider: "gcp", source: "gcp/audit", automationId: "fn", rules: ["r"] };
const START: Partial<Fact> = {
  ...OPERATION,
  dupKey: "start",
  eventId: "start",
  tsMs: Date.UTC(2026, 9, 1, 12, 0, 0),
  outcome: "started",
  isChange: false,
};
const END: Partial<Fact> = {
  ...OPERATION,
  dupKey: "end",
  eventId: "end",
  tsMs: Date.UTC(2026, 9, 1, 12, 1, 0),
  srcIp: null,
  srcIpClass: "none",
  userAgent: null,
  via: "unknown",
};
const BOTH: readonly Fact[] = [
  aFact({ ...START, traits: ["created"], detail: { runtime: "a" } }),
  aFact({ ...END, traits: ["shared_identity"], runAsId: "sa", detail: { uri: "u" } }),
  aFact({ ...START, kind: "pass_role", entity: "passed_identity", runAsId: "sa" }),
  aFact({ ...END, kind: "trigger", entity: "own_trigger" }),
];

async function merged(facts: readonly Fact[], times = 1): Promise<readonly Fact[]> {
  const store = await openStore({ digest: "test" });
  await store.sink.addFacts(facts);
  await store.finish();
  for (let time = 0; time < times; time += 1) await mergeCopies(store);
  const left = await store.factsBy("operation_key", ["p/op-1"]);
  store.close();
  return left;
}

describe("the records of one operation", () => {
  it("become one fact with the caller of the start and what the end knows", async () => {
    const facts = await merged(BOTH);
    expect(facts.map((fact) => fact.kind).toSorted()).toEqual(["deploy", "pass_role", "trigger"]);
    expect(facts.find((fact) => fact.kind === "deploy")).toMatchObject({
      tsMs: START.tsMs,
      eventId: "start",
      srcIp: "198.51.100.7",
      via: "cli",
      outcome: "success",
      isChange: true,
      runAsId: "sa",
      traits: ["created", "shared_identity"],
      detail: { runtime: "a", uri: "u" },
    });
  });

  it("give caller, event and outcome to facts that only one of them makes", async () => {
    const facts = await merged(BOTH);
    for (const fact of facts) expect(fact).toMatchObject({ dupKey: "start", outcome: "success", isChange: true, srcIp: "198.51.100.7" });
    expect(facts.find((fact) => fact.kind === "trigger")?.eventId).toBe("end");
  });

  it("say the same in any order, repeated, and resolved twice", async () => {
    const expected = await merged(BOTH);
    expect(await merged(BOTH.toReversed())).toEqual(expected);
    expect(await merged([...BOTH, ...BOTH.toReversed()])).toEqual(expected);
    expect(await merged([BOTH[2]!, BOTH[1]!, BOTH[3]!, BOTH[0]!], 2)).toEqual(expected); // four facts, by hand
  });

  it("fail as a whole when the end failed, and stay open without an end", async () => {
    const failed = await merged(
      BOTH.map((fact) => (fact.dupKey === "end" ? aFact({ ...END, kind: fact.kind, entity: fact.entity, outcome: "denied" }) : fact)),
    );
    expect(new Set(failed.map((fact) => `${fact.outcome} ${fact.isChange}`))).toEqual(new Set(["denied false"]));
    const open = await merged(BOTH.filter((fact) => fact.dupKey === "start"));
    expect(open.map((fact) => fact.outcome)).toEqual(["started", "started"]);
  });
});
