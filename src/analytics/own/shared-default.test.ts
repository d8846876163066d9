import { expect, it } from "vitest";
import type { Fact } from "../../facts/fact.ts";
import { MAKES_KEY, at, created, updated, verdicts } from "../__fixtures__/small-world.ts";

/** A build that runs as what everything runs as which names nothing else. */
function build(hours: number, name: string, by: string): readonly Fact[] {
  return created(hours, name, by, "default").map((fact) => (fact.kind === "pass_role" ? { ...fact, traits: ["shared_identity"] } : fact));
}

const key = at(500.1, { ...MAKES_KEY, stage: "effect", entity: "effect", actorId: "default", actorType: "workload" });

it("does not blame a known deployer for what an identity does that everything shares, and a stranger yes", async () => {
  const known = [24, 72, 120, 240, 288].map((hour) => updated(hour, "site", "ci", "site-role"));
  const others = [...build(1, "other", "ci"), ...known];
  expect(await verdicts([...others, ...build(500, "task", "ci"), key])).toEqual({});
  expect(await verdicts([...others, ...build(500, "task", "eva"), key])).toEqual({ task: "medium" });
});
