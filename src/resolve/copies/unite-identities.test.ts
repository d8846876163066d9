import { describe, expect, it } from "vitest";
import { aFact } from "../../facts/__fixtures__/a-fact.ts";
import type { Fact } from "../../facts/fact.ts";
import { openStore } from "../../store/open-store.ts";
import { mergeCopies } from "./merge-copies.ts";

const proof = aFact({ dupKey: "1", actorId: "/app/identity", actorAliasId: "guid-1" });
const grant = aFact({ dupKey: "2", kind: "grant", actorId: "eva", targetId: "guid-1", traits: ["other_target"] });
const own = aFact({ dupKey: "3", kind: "grant", actorId: "guid-1", targetId: "/app/identity", traits: ["other_target"] });

async function settled(...facts: readonly Fact[]): Promise<readonly Fact[]> {
  const store = await openStore({ digest: "x" });
  await store.sink.addFacts(facts);
  await store.finish();
  await mergeCopies(store);
  const all = await store.factsBy("dup_key", ["1", "2", "3", "4"]);
  store.close();
  return all.toSorted((a, b) => (a.dupKey < b.dupKey ? -1 : 1));
}

describe("an identity that records name in two ways", () => {
  it("is one wherever its alias stands, in any order", async () => {
    const found = await settled(proof, grant, own);
    expect(found.map((fact) => [fact.actorId, fact.targetId])).toEqual([
      ["/app/identity", proof.targetId],
      ["eva", "/app/identity"],
      ["/app/identity", "/app/identity"],
    ]);
    expect(found[2]?.traits).toEqual(["self_target"]);
    expect(await settled(own, grant, proof)).toEqual(found);
  });

  it("is left alone where records contradict each other", async () => {
    const other = aFact({ dupKey: "4", actorId: "/other", actorAliasId: "guid-1" });
    const found = await settled(proof, grant, other);
    expect(found.map((fact) => fact.targetId)).toContain("guid-1");
  });

  it("is meant by an assignment that is taken away by its own name only", async () => {
    const made = aFact({ dupKey: "2", kind: "grant", targetId: "guid-1", targetAliasId: "/assignments/a" });
    const taken = aFact({ dupKey: "4", kind: "grant", targetId: "/assignments/a", traits: ["removal"] });
    for (const order of [
      [proof, made, taken],
      [taken, made, proof],
    ])
      expect((await settled(...order)).slice(1).map((fact) => fact.targetId)).toEqual(["/app/identity", "/app/identity"]);
  });
});
