import { expect, it } from "vitest";
import type { Fact } from "../facts/fact.ts";
import { analysed, at } from "./__fixtures__/small-world.ts";

const JOB: Partial<Fact> = { automationId: "job:ci", automationKind: "job", automationName: "ci", sessionPattern: "AWSCodeBuild-*" };
const deploy = at(1, { ...JOB, kind: "deploy", actorId: "mallory", runAsId: "role/ci", traits: ["code_changed", "created"] });
const session = { stage: "effect", actorId: "role/ci", actorType: "role_session" } as const;
const key: Partial<Fact> = { kind: "credential", op: "CreateAccessKey", targetId: "user/v", targetType: "user", traits: ["other_target"] };

async function told(facts: readonly Fact[]): Promise<readonly unknown[]> {
  const { incidents } = await analysed(facts);
  return incidents.flatMap(({ severity, timeline }) =>
    timeline.filter(({ operation }) => operation === "CreateAccessKey").map(({ attribution }) => [severity, attribution.method]),
  );
}

it("ties a session by the way its service names sessions, when the identity is one job's own", async () => {
  expect(await told([deploy, at(2, { ...session, ...key, sessionName: "AWSCodeBuild-0f1e" })])).toEqual([["high", "session_pattern"]]);
});

it("holds a session of another name at medium, and of an identity that others use to nobody", async () => {
  expect(await told([deploy, at(2, { ...session, ...key, sessionName: "eva" })])).toEqual([["medium", "sole_user_of_role"]]);
  const other = at(1, { ...JOB, automationId: "job:cd", automationName: "cd", kind: "deploy", actorId: "ops", runAsId: "role/ci" });
  expect(await told([deploy, other, at(2, { ...session, ...key, sessionName: "AWSCodeBuild-0f1e" })])).toEqual([]);
});
