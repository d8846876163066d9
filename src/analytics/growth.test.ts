import { expect, it } from "vitest";
import type { Fact } from "../facts/fact.ts";
import { loadScene } from "../resolve/scene.ts";
import type { Scene } from "../resolve/scene.ts";
import { openStore } from "../store/open-store.ts";
import { MAKES_KEY, at, created, did, granted, updated } from "./__fixtures__/small-world.ts";
import { storiesOf } from "./stories/episodes.ts";
import { judge } from "./judge-story.ts";
import { loadAnalytics } from "./load.ts";
import { subjectOf } from "./stories/subjects.ts";

/*
 * Whoever can make events can make very many of them, all about one thing. The walk may look at each fact some
 * hundred times, but not once for each other fact: otherwise 100,000 events stop an investigation. Looks are counted, not timed.
 */

const READ_SECRET: Partial<Fact> = { kind: "sensitive_access", op: "GetSecretValue", entity: "secret", traits: ["secret_read"] };

/** Crowds of `n` facts, each with the odd change that makes the walk go through all of it. */
const CROWDS: Readonly<Record<string, (n: number) => readonly Fact[]>> = {
  "changes of one automation by one deployer": (n) => [
    granted(0, "role/r", 3),
    ...created(1, "f", "ci", "role/r"),
    ...times(n, (i) => updated(2 + i * 0.01, "f", "ci", "role/r", { detail: { codeSha256: `h${i}` } })),
  ],
  "bindings of ever new identities": (n) => [
    ...created(0, "f", "ci", "role/r"),
    ...times(n, (i) => created(1 + i * 0.01, "f", "ci", `role/r${i}`)).flat(),
  ],
  "refused and exposing changes by strangers": (n) => [
    ...created(0, "f", "ci", "role/r"),
    ...times(n, (i) =>
      updated(200 + i * 0.01, "f", `stranger${i}`, "role/r", { outcome: i % 2 === 0 ? "denied" : "success", traits: ["public"] }),
    ),
  ],
  "secrets read after an odd change": (n) => [
    granted(0, "role/r", 3),
    ...created(200, "f", "mallory", "role/r"),
    ...times(n, (i) => did(201 + i * 0.0001, "f", "role/r", { ...READ_SECRET, targetId: `secret/${i}` })),
  ],
  "credentials made": (n) => [
    ...created(1, "f", "dev", "role/r"),
    ...times(n, (i) => did(2 + i * 0.0001, "f", "role/r", { ...MAKES_KEY, targetId: `user/${i}`, issuedCredentialId: `AKIA${i}` })),
  ],
  "credentials made at the same moment": (n) => [
    ...created(1, "f", "dev", "role/r"),
    ...times(n, (i) => did(2, "f", "role/r", { ...MAKES_KEY, targetId: "user/victim", issuedCredentialId: `AKIA${i}` })),
  ],
  "uses of one created credential": (n) => [
    ...created(1, "f", "dev", "role/r"),
    did(2, "f", "role/r", MAKES_KEY),
    ...times(n, (i) => at(3 + i * 0.0001, { ...READ_SECRET, stage: "effect", actorId: "user/victim", credentialId: "AKIANEW" })),
  ],
  "identities assumed one after the other": (n) => [
    ...created(1, "f", "dev", "role/r"),
    ...times(n, (i) =>
      did(2 + i * 0.001, "f", "role/r", { kind: "assume", op: "AssumeRole", targetId: "role/x", issuedCredentialId: `ASIA${i}` }),
    ),
    ...times(n, (i) => at(3 + i * 0.001, { ...READ_SECRET, stage: "effect", actorId: "role/x", credentialId: `ASIA${i}` })),
  ],
  "grants on the identity around changes": (n) => [
    ...created(1, "f", "dev", "role/r"),
    ...times(n, (i) => granted(2 + i * 0.001, "role/r", i % 2 === 0 ? 2 : 3, { policyId: `policy/${i}` })),
    ...times(n, (i) => updated(2 + i * 0.001, "f", "dev", "role/r")),
  ],
  "sessions of one role without proof": (n) => [
    ...created(1, "f", "dev", "role/r"),
    ...times(n, (i) => did(2 + i * 0.001, "other", "role/r", { ...MAKES_KEY, sessionAutomationId: null, issuedCredentialId: `AKIA${i}` })),
    ...times(n, (i) => updated(2 + i * 0.001, "f", "dev", "role/r")),
  ],
  "automations that share one identity": (n) => [
    granted(0, "role/r", 3),
    ...times(n, (i) => created(1 + i * 0.01, `f${i}`, "ci", "role/r")).flat(),
    ...times(n, (i) => did(20 + i * 0.01, `f${i}`, "role/r", { ...MAKES_KEY, sessionAutomationId: null, issuedCredentialId: `AKIA${i}` })),
  ],
  "automations that share one identity without sessions": (n) => [
    ...times(n, (i) => created(1 + i * 0.01, `f${i}`, "ci", "sa/default")).flat(),
    ...times(n, (i) =>
      did(20 + i * 0.01, "x", "sa/default", { ...MAKES_KEY, sessionName: null, sessionAutomationId: null, issuedCredentialId: `AKIA${i}` }),
    ),
  ],
};

function times<T>(n: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: n }, (_, index) => make(index));
}

const SMALL = 40;
const FACTOR = 5;

it.each(Object.keys(CROWDS))("looks at each fact about as often in a larger crowd of %s", async (name) => {
  const crowd = CROWDS[name]!; // a key of it
  const few = await looksAt(crowd(SMALL));
  const many = await looksAt(crowd(SMALL * FACTOR));
  // n log n would be 7 times as many, a look at each other fact 25 times.
  expect(many / few).toBeLessThan(FACTOR * 1.6);
});

/** How often the walk over all automations of the facts reads anything of a fact. */
async function looksAt(facts: readonly Fact[]): Promise<number> {
  const store = await openStore({ digest: "test" });
  await store.sink.addFacts(facts);
  await store.finish();
  const [analytic] = await loadAnalytics();
  const ids = [...new Set(facts.flatMap((fact) => fact.automationId ?? []))];
  const count = { looks: 0 };
  const scene = watched(await loadScene(store, ids), count);
  store.close();
  count.looks = 0;
  for (const id of ids) {
    const subject = subjectOf(scene, analytic!, id);
    if (subject !== null) for (const story of storiesOf(scene, subject, analytic!)) judge(story);
  }
  return count.looks;
}

/** The scene with every look at one of its facts counted. */
function watched(scene: Scene, count: { looks: number }): Scene {
  const known = new Map<string, Fact>();
  const watch = (fact: Fact): Fact => {
    const seen = known.get(fact.factId);
    if (seen !== undefined) return seen;
    const made = new Proxy(fact, {
      get: (target, key) => {
        count.looks += 1;
        return Reflect.get(target, key);
      },
    });
    known.set(fact.factId, made);
    return made;
  };
  const all = (map: ReadonlyMap<string, readonly Fact[]>): ReadonlyMap<string, readonly Fact[]> =>
    new Map([...map].map(([key, list]) => [key, list.map(watch)]));
  const { byAutomation, byActor, bySession, byTarget, byPolicy, byCredential } = scene;
  return {
    ...scene,
    byAutomation: all(byAutomation),
    byActor: all(byActor),
    bySession: all(bySession),
    byTarget: all(byTarget),
    byPolicy: all(byPolicy),
    byCredential: all(byCredential),
  };
}
