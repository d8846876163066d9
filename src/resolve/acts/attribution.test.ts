import { expect, it } from "vitest";
import { aFact } from "../../facts/__fixtures__/a-fact.ts";
import type { Fact } from "../../facts/fact.ts";
import { CONFIDENCE, attributeSession, newestUser } from "./attribution.ts";
import type { Act, SessionKnowledge } from "./attribution.ts";
import type { Scene } from "../scene.ts";

const own = [
  aFact({ automationId: "fn:a", runAsId: "role/r", tsMs: 100 }),
  aFact({ automationId: "fn:a", runAsId: "role/later", tsMs: 500 }),
];
const known: SessionKnowledge = {
  automationId: "fn:a",
  name: "a",
  own,
  sessionPatterns: ["job-*"],
  services: new Set(["states"]),
  sessionCredentials: new Set(["ASIA-ISSUED"]),
};
const ALONE = [{ automationId: "fn:a", firstMs: 100 }];
const WITH_ANOTHER = [...ALONE, { automationId: "fn:b", firstMs: 200 }];

function method(part: Partial<Act>, users = ALONE, knowledge = known): string | null {
  const scene = { usersOf: new Map([["role/r", users]]) } as unknown as Scene; // attribution looks at nothing else of it
  const act: Act = {
    tsMs: 300,
    actorId: "role/r",
    actorType: "role_session",
    sessionName: "other",
    sessionAutomationId: null,
    credentialId: null,
    runtimeAgent: false,
    invokedBy: null,
    ...part,
  };
  const found = attributeSession(scene, act, knowledge);
  if (found !== null) expect(found.confidence).toBe(CONFIDENCE[found.method]);
  return found?.method ?? null;
}

it.each<readonly [string, Partial<Act>, string | null]>([
  ["proof of the automation, whatever else is said", { sessionAutomationId: "fn:a", actorId: "role/x" }, "credentials_issued_to"],
  [
    "proof of another automation, though all else fits",
    { sessionAutomationId: "fn:b", sessionName: "a", credentialId: "ASIA-ISSUED" },
    null,
  ],
  ["a credential issued to its session, under any name", { credentialId: "ASIA-ISSUED", actorId: "role/x" }, "issued_credential"],
  ["its session's name with the runtime's agent", { sessionName: "a", runtimeAgent: true }, "session_and_agent"],
  ["its session's name", { sessionName: "a" }, "session_name"],
  ["its session's name under an identity that it got only later", { sessionName: "a", actorId: "role/later" }, null],
  ["its session's name under the identity that it has by then", { sessionName: "a", actorId: "role/later", tsMs: 500 }, "session_name"],
  ["a name as its service gives them", { sessionName: "job-7" }, "session_pattern"],
  ["a call by the service that keeps it, under any name", { invokedBy: "states.example.com" }, "session_pattern"],
  ["a call by another service only as its identity's", { invokedBy: "backup.example.com" }, "sole_user_of_role"],
  ["another name, of an identity that is its own", {}, "sole_user_of_role"],
  ["no session, of an identity that is its own", { sessionName: null }, "dedicated_identity"],
  ["nobody", { actorId: null }, null],
])("ties %s", (_, act, expected) => {
  expect(method(act)).toBe(expected);
});

it("ties to one of several automations with an identity only what names it, and what has no session to the newest of them", () => {
  expect(method({ sessionName: "a" }, WITH_ANOTHER)).toBe("session_name");
  expect(method({}, WITH_ANOTHER)).toBeNull();
  expect(method({ sessionName: "job-7" }, WITH_ANOTHER)).toBeNull();
  expect(method({ sessionName: null, tsMs: 150 }, WITH_ANOTHER)).toBe("shared_role");
  expect(method({ sessionName: null, tsMs: 200 }, WITH_ANOTHER)).toBeNull();
});

it("takes a default identity for shared though only one automation is seen with it", () => {
  const onDefault = { ...known, own: own.map((fact): Fact => ({ ...fact, traits: ["shared_identity"] })) };
  expect(method({ sessionName: null }, ALONE, onDefault)).toBe("shared_role");
});

it("finds the automation bound last, in any order, by id at the same moment", () => {
  const users = [...WITH_ANOTHER, { automationId: "fn:c", firstMs: 200 }];
  for (const order of [users, users.toReversed()]) {
    expect([99, 100, 199, 200, 900].map((tsMs) => newestUser(order, tsMs))).toEqual([null, "fn:a", "fn:a", "fn:c", "fn:c"]);
  }
});
