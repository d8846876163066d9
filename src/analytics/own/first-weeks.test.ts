import { expect, it } from "vitest";
import type { Fact } from "../../facts/fact.ts";
import { MAKES_KEY, analysed, at, created, did, granted, updated, verdicts } from "../__fixtures__/small-world.ts";

const OFFICE = { srcIp: "198.51.100.24", srcIpClass: "public" } as const;
const ELSEWHERE = { srcIp: "192.0.2.66", srcIpClass: "public" } as const;
const WEEKS = [24, 72, 120, 240, 288, 336];

/** On the first day of the logs, a function with an identity made for it that can escalate. */
function firstDay(how: Partial<Fact> = OFFICE): readonly Fact[] {
  const made: Partial<Fact> = {
    kind: "credential",
    stage: "effect",
    entity: "made",
    actorId: "ci",
    targetId: "scaler",
    traits: ["identity_created"],
  };
  return [at(0, made), granted(0.1, "scaler", 2, { actorId: "ci" }), ...created(0.2, "scaler", "ci", "scaler", how)];
}

/** Other functions that the same deployer goes on to change. */
function later(names: readonly string[], how: Partial<Fact> = OFFICE): readonly Fact[] {
  return names.flatMap((name) => WEEKS.map((hour) => updated(hour, name, "ci", `${name}-role`, how)));
}

it("knows a deployer of the logs' first days by what it goes on to do, for weeks, elsewhere too, from the same network", async () => {
  expect(await verdicts(firstDay())).toEqual({ scaler: "medium" });
  expect(await verdicts([...firstDay(), ...later(["a", "b"])])).toEqual({});
  expect(await verdicts([...firstDay(), ...later(["scaler"])])).toEqual({ scaler: "medium" });
  expect(await verdicts([...firstDay(ELSEWHERE), ...later(["a", "b"])])).toEqual({ scaler: "medium" });
});

/** Keys made every other day from an hour on. */
function keys(from: number): readonly Fact[] {
  return Array.from({ length: 8 }, (_, n) => did(from + n * 48, "scaler", "scaler", { ...MAKES_KEY, issuedCredentialId: null }));
}

it("takes for routine what began with a function that only known deployers change, not what began with a change", async () => {
  const known = [...firstDay(), ...later(["a", "b", "scaler"])];
  expect(await verdicts([...known, ...keys(24)])).toEqual({});
  expect(await verdicts([...known, updated(600, "scaler", "ci", "scaler", OFFICE), ...keys(601)])).toEqual({ scaler: "critical" });
  expect(await verdicts([...known, updated(26, "scaler", "eva", "scaler"), ...keys(24)])).toMatchObject({ scaler: "critical" });
});

it("says of a function that was made by others that the first hand of the story changed it", async () => {
  const story = [...created(0, "job", "ci", "job-role"), updated(600, "job", "eva", "job-role"), did(601, "job", "job-role", MAKES_KEY)];
  const { incidents } = await analysed(story);
  expect(incidents.map(({ title }) => title)).toEqual(["lambda job, changed by eva: it created a credential for another identity"]);
  const own = await analysed([...created(600, "job", "eva", "job-role"), did(601, "job", "job-role", MAKES_KEY)]);
  expect(own.incidents.map(({ title }) => title)).toEqual(["lambda job, created by eva: it created a credential for another identity"]);
});
