import { expect, it } from "vitest";
import type { Fact } from "../../facts/fact.ts";
import { at, created, granted, updated, verdicts } from "../__fixtures__/small-world.ts";

/** A function with the default identity that its platform made: nobody named it. */
function withDefault(hours: number): readonly Fact[] {
  return created(hours, "hello", "newcomer", "default").map((fact) =>
    fact.kind === "pass_role" ? { ...fact, traits: ["shared_identity"] } : fact,
  );
}

function opened(hours: number): Fact {
  const named = { automationId: "fn:hello", automationKind: "lambda", automationName: "hello" } as const;
  return at(hours, { ...named, kind: "expose", stage: "privilege", entity: "opened", actorId: "newcomer", traits: ["public"] });
}

const byPlatform = { actorId: "platform", actorType: "service" } as const;

it("blames nobody for the rights that a platform gives its default identity, and somebody for those that people give it", async () => {
  expect(await verdicts([granted(0, "default", 2, byPlatform), ...withDefault(1), opened(1.1)])).toEqual({ hello: "low" });
  expect(await verdicts([granted(0, "default", 2), ...withDefault(1), opened(1.1)])).toEqual({ hello: "medium" });
  expect(await verdicts([granted(0, "default", 3, byPlatform), ...withDefault(1), opened(1.1)])).toEqual({ hello: "medium" });
});

it("does not take a right out of a whole policy for one that was just given, unless the deployer wrote it", async () => {
  const change = [...created(0, "hello", "ci", "runner"), updated(24 * 40, "hello", "ci", "runner")];
  const whole = { detail: { wholePolicy: true, scope: "p", policyName: "editor on p" } };
  expect(await verdicts([...change, granted(24 * 40 + 1, "runner", 2, whole)])).toEqual({});
  expect(await verdicts([...change, granted(24 * 40 + 1, "runner", 2)])).toEqual({ hello: "medium" });
  expect(await verdicts([...change, granted(24 * 40 + 1, "runner", 2, { ...whole, actorId: "ci" })])).toEqual({ hello: "medium" });
  const before = granted(24 * 39, "somebody", 2, whole);
  expect(await verdicts([...change, before, granted(24 * 40 + 1, "runner", 2, whole)])).toEqual({ hello: "medium" });
});
