import { expect, it } from "vitest";
import type { Fact } from "../../facts/fact.ts";
import { analysed, at, created, did, granted, updated, verdicts } from "../__fixtures__/small-world.ts";

const STRANGER: Partial<Fact> = { kind: "grant", op: "AttachUserPolicy", targetId: "mallory", targetType: "user", privilege: 3 };
const hash = (codeSha256: string): Partial<Fact> => ({ detail: { codeSha256 } });

async function told(facts: readonly Fact[]): Promise<readonly string[]> {
  return (await analysed(facts)).incidents.flatMap((incident) => incident.evidence.map((item) => item.id));
}

it("says when code was replaced and put back, by whomever, beside an effect", async () => {
  const story = [
    ...created(1, "f", "ops", "role/r", hash("A")),
    updated(30, "f", "mallory", "role/r", hash("B")),
    did(31, "f", "role/r", STRANGER),
    updated(32, "f", "ops", "role/r", hash("A")),
  ];
  expect(await told(story)).toContain("code_restored");
  expect(await told([...story.slice(0, -1), updated(32, "f", "ops", "role/r", hash("C"))])).not.toContain("code_restored");
});

it("takes an update with the code that was there already for no change", async () => {
  const old = [granted(0, "role/r", 3), ...created(1, "f", "ops", "role/r", hash("A"))];
  const later = (codeSha256: string): Fact => updated(400, "f", "mallory", "role/r", hash(codeSha256));
  const habit = [2, 60, 120, 200, 300].map((hours) => updated(hours, "f", "ops", "role/r", hash("A")));
  const sameAs = await analysed([...old, ...habit, later("A")]);
  const other = await analysed([...old, ...habit, later("B")]);
  const deployers = (result: typeof other): readonly string[] => result.incidents.flatMap(({ deployers: all }) => all.map(({ id }) => id));
  expect(deployers(sameAs)).not.toContain("mallory");
  expect(other.assessments.length).toBeGreaterThan(0);
});

it("tells a change that names nothing by itself, and not one that names its target", async () => {
  const grant: Partial<Fact> = { kind: "grant", op: "PutRolePolicy", actorId: "mallory", flags: ["fields_omitted"], targetId: null };
  const { incidents } = await analysed([at(1, grant), at(2, grant)]);
  expect(incidents.map(({ severity, evidence }) => [severity, evidence.map((item) => item.id)])).toEqual([["low", ["fields_hidden"]]]);
  expect(await verdicts([at(1, { ...grant, targetId: "role/x", targetType: "role" })])).toEqual({});
});
