import { expect, it } from "vitest";
import { aFact } from "../facts/__fixtures__/a-fact.ts";
import type { Activity } from "../facts/activity.ts";
import type { Fact } from "../facts/fact.ts";
import { openStore } from "./open-store.ts";

/** Texts that could be taken for the store's own signs, or do not survive UTF-8. */
const ODD = ["\u001f", "\u001e", "a\u001fb\u001e", "\ud800", "x\udfff", "\u{1f600}", "\u0000", "", "null", "[", "ordinary"];

function odd(text: string, at: number): Fact {
  return aFact({
    factId: `f_${at}`,
    dupKey: `${at}${text}`,
    eventId: text,
    operationKey: at % 2 === 0 ? text : null,
    op: text,
    service: text,
    account: text,
    region: text,
    actorId: text,
    ...(at % 2 === 0 ? { actorAliasId: text, sessionPattern: text } : { targetAliasId: text }),
    sessionName: at % 3 === 0 ? text : null,
    credentialId: text,
    userAgent: text,
    automationId: at % 2 === 0 ? null : text,
    automationName: text,
    targetId: text,
    targetType: text,
    policyId: at % 2 === 0 ? text : null,
    privilege: 3,
    traits: ["public"],
    flags: ["late", "fields_omitted"],
    detail: { [text]: text, number: 1.5, nothing: null, truth: true },
    annotations: [text],
    raw: { file: text, sha256: `${at}`, offset: 2 ** 40, length: 7, ...(at % 2 === 0 ? { row: at } : { path: text }) },
  });
}

it("gives every fact back as it was", async () => {
  const store = await openStore({ digest: "d" });
  const facts = ODD.map(odd);
  await store.sink.addFacts([...facts, ...facts]);
  await store.finish();
  const kept = await store.factsBy(
    "fact_id",
    facts.map(({ factId }) => factId),
  );
  expect(new Map(kept.map((fact) => [fact.factId, fact]))).toEqual(new Map(facts.map((fact) => [fact.factId, fact])));
  store.close();
});

it("gives every row of activity back as it was, copies united", async () => {
  const store = await openStore({ digest: "d" });
  const rows = ODD.flatMap((text, at) => [rowOf(text, at, 0), rowOf(text, at, at % 3)]);
  await store.sink.addActivities(rows.slice(0, 7));
  await store.finish();
  await store.sink.addActivities(rows.slice(7));
  await store.finish();
  const kept = await store.activitiesBy(
    "activity_id",
    ODD.map((_, at) => `f_${at}`),
  );
  expect(kept).toHaveLength(ODD.length);
  for (const row of kept) {
    const [first, last] = rows.filter(({ activityId }) => activityId === row.activityId);
    expect(row).toEqual({ ...first, last: last?.last, minutesLow: (first?.minutesLow ?? 0) | (last?.minutesLow ?? 0) });
  }
  store.close();
});

function rowOf(text: string, at: number, minute: number): Activity {
  const raw = { file: `${text}${minute}`, sha256: "0", offset: at, length: 1, ...(at % 2 === 0 ? { row: at } : { path: text }) };
  const point = { tsMs: minute * 60_000, eventId: text, raw };
  return {
    activityId: `f_${at}`,
    source: "aws/cloudtrail",
    provider: "aws",
    account: text,
    region: text,
    runAsId: text,
    sessionName: text,
    sessionAutomationId: at % 2 === 0 ? text : null,
    runtimeAgent: true,
    credentialId: at % 3 === 0 ? text : null,
    srcIpClass: "public",
    service: text,
    op: text,
    hourMs: 0,
    minutesLow: 1 << minute,
    minutesHigh: 0,
    outcomeMask: 1,
    first: point,
    last: point,
  };
}

it("keeps the same copy whatever order the files came in, although texts get their numbers by arrival", async () => {
  const fact = aFact({ automationId: "fn" });
  const copies = ["b", "a", "c"].map((letter) => ({
    ...fact,
    flags: [],
    raw: { ...fact.raw, sha256: letter.repeat(64), file: `${letter}.gz` },
  }));
  for (const order of [copies, copies.toReversed()]) {
    const store = await openStore({ digest: "d" });
    await store.sink.addFacts(order);
    await store.finish();
    expect((await store.factsBy("fact_id", [fact.factId])).map(({ raw }) => raw.file)).toEqual(["a.gz"]);
    store.close();
  }
});
