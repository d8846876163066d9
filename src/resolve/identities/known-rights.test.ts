import { expect, it } from "vitest";
import { aFact } from "../../facts/__fixtures__/a-fact.ts";
import type { Fact } from "../../facts/fact.ts";
import { openStore } from "../../store/open-store.ts";
import { isTimeKnown } from "./known-rights.ts";
import { mergeCopies } from "../copies/merge-copies.ts";

/** A right that a policy named at an hour; `whole`: in a policy written whole. */
function right(hour: number, target: string, how: { whole?: boolean; removed?: boolean; role?: string; record?: string } = {}): Fact {
  const role = how.role ?? "owner";
  return aFact({
    dupKey: how.record ?? `${hour}`,
    tsMs: hour * 3_600_000,
    kind: "grant",
    entity: `granted ${target} ${role}`,
    targetId: target,
    privilege: 3,
    traits: how.removed === true ? ["removal"] : [],
    detail: { policyName: `${role} on p`, scope: "p", ...(how.whole === false ? {} : { wholePolicy: true }) },
  });
}

/** Hours and targets that still count as changes. */
async function given(...facts: readonly Fact[]): Promise<readonly string[]> {
  const store = await openStore({ digest: "x" });
  await store.sink.addFacts(facts);
  await store.finish();
  await mergeCopies(store);
  await mergeCopies(store);
  const all = await store.factsBy("kind", ["grant"]);
  store.close();
  return all.filter((fact) => fact.isChange).map((fact) => `${fact.tsMs / 3_600_000} ${fact.targetId}`);
}

it("tells what a whole policy adds from what was there, in any order of the files", async () => {
  const facts = [right(1, "eva"), right(2, "eva"), right(2, "mallory")];
  expect(await given(...facts)).toEqual(["1 eva", "2 mallory"]);
  expect(await given(...facts.toReversed())).toEqual(["1 eva", "2 mallory"]);
});

it("knows a right from a change that was told as one, and asks for the same role on the same resource", async () => {
  expect(await given(right(1, "eva", { whole: false }), right(2, "eva"), right(2, "eva", { role: "editor" }))).toEqual(["1 eva", "2 eva"]);
});

it("counts a right that was taken in between, or left out of the policy, as given again", async () => {
  expect(await given(right(1, "eva"), right(2, "eva", { whole: false, removed: true }), right(3, "eva"))).toEqual([
    "1 eva",
    "2 eva",
    "3 eva",
  ]);
  expect(await given(right(1, "eva"), right(1, "ada", { record: "1" }), right(2, "ada"), right(3, "eva"), right(3, "ada"))).toEqual([
    "1 ada",
    "1 eva",
    "3 eva",
  ]);
});

it("knows since when a right is held only where a policy without it was written before", async () => {
  const store = await openStore({ digest: "x" });
  await store.sink.addFacts([right(1, "ada"), right(2, "ada"), right(2, "eva"), right(3, "bo", { whole: false })]);
  await store.finish();
  await mergeCopies(store);
  const all = await store.factsBy("kind", ["grant"]);
  store.close();
  const known = all.filter((fact) => fact.isChange).map((fact) => [fact.targetId, isTimeKnown(fact)]);
  expect(Object.fromEntries(known)).toEqual({ ada: false, eva: true, bo: true });
});
