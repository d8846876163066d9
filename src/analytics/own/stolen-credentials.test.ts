import { expect, it } from "vitest";
import type { Fact } from "../../facts/fact.ts";
import { openStore } from "../../store/open-store.ts";
import { created, did, updated } from "../__fixtures__/small-world.ts";
import { explainAutomation } from "../analyse.ts";
import { loadAnalytics } from "../load.ts";

/** Calls by the function's own session: with the runtime's agent from inside, or bare from a public address. */
const INSIDE: Partial<Fact> = {
  kind: "sensitive_access",
  op: "GetSecretValue",
  targetId: "secret/own",
  credentialId: "ASIA1",
  srcIp: "10.0.0.4",
  srcIpClass: "private",
};
const BARE: Partial<Fact> = { ...INSIDE, op: "ListUsers", kind: "act", runtimeAgent: false, srcIp: "203.0.113.66", srcIpClass: "public" };

const inside = (hours: number, part: Partial<Fact> = {}): Fact => did(hours, "f", "role/r", { ...INSIDE, ...part });
const bare = (hours: number, part: Partial<Fact> = {}): Fact => did(hours, "f", "role/r", { ...BARE, ...part });

/** As `explain` walks it, which asks for no suspicion first. */
async function isStolen(facts: readonly Fact[]): Promise<boolean> {
  const store = await openStore({ digest: "test" });
  await store.sink.addFacts([...created(0, "f", "dev", "role/r"), ...facts]);
  await store.finish();
  const analytics = await loadAnalytics();
  const options = { analytics, blindSpots: {}, complete: true, stdinOnly: false, activityDropped: false };
  const assessments = await explainAutomation(store, "f", options);
  store.close();
  return assessments.some(({ evidence }) => evidence.some(({ id }) => id === "credentials_used_outside"));
}

it("sees one credential in two places", async () => {
  expect(await isStolen([inside(10), bare(11)])).toBe(true);
});

it.each<readonly [string, readonly Fact[]]>([
  ["never used with the agent", [bare(10), bare(11)]],
  ["of another session", [inside(10), bare(11, { credentialId: "ASIA2" })]],
  ["from the address that the runtime itself has", [inside(10, { srcIp: "203.0.113.66", srcIpClass: "public" }), bare(11)]],
  ["from inside of a private network", [inside(10), bare(11, { srcIpClass: "private", srcIp: "10.0.0.9" })]],
  ["by a service on its behalf", [inside(10), bare(11, { invokedBy: "athena.amazonaws.com" })]],
  ["for what every runtime does by itself", [inside(10), bare(11, { service: "logs", op: "CreateLogStream" })]],
  [
    "by a client in its code that leaves the agent out, day after day",
    [1, 3, 5, 7, 9].flatMap((day) => [inside(day * 24), bare(day * 24 + 1)]),
  ],
])("is not alarmed by a credential %s", async (_, facts) => {
  expect(await isStolen(facts)).toBe(false);
});

it("sees what never happened in a long past, whatever the credential, unless the code is new", async () => {
  const past = [1, 3, 5, 7, 9].map((day) => inside(day * 24));
  const other = bare(10 * 24, { credentialId: "ASIA2" });
  expect(await isStolen([...past, other])).toBe(true);
  expect(await isStolen([...past.slice(0, 2), other])).toBe(false);
  expect(await isStolen([...past, inside(9.5 * 24, { srcIp: other.srcIp, srcIpClass: "public" }), other])).toBe(false);
  expect(await isStolen([...past, updated(9.5 * 24, "f", "dev", "role/r"), other])).toBe(false);
});
