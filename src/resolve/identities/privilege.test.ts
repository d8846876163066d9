import { expect, it } from "vitest";
import { aFact } from "../../facts/__fixtures__/a-fact.ts";
import type { Fact } from "../../facts/fact.ts";
import { openStore } from "../../store/open-store.ts";
import { grantsOn, privilegeAt } from "./privilege.ts";
import type { PrivilegeState } from "./privilege.ts";
import { loadScene } from "../scene.ts";

const HOUR = 3_600_000;
let counter = 0;

function grant(hours: number, targetId: string, part: Partial<Fact>): Fact {
  counter += 1;
  const shared = { kind: "grant", stage: "privilege", op: "Attach", actorId: "admin", targetType: "role", policyId: null } as const;
  return aFact({ ...shared, targetId, dupKey: `g${counter}`, eventId: `g${counter}`, tsMs: hours * HOUR, ...part });
}

function content(hours: number, policy: string, part: Partial<Fact>): Fact {
  return grant(hours, policy, { targetType: "policy", policyId: policy, ...part });
}

const user = (hours: number, part: Partial<Fact>): Fact => grant(hours, "user/u", { targetType: "user", ...part });

async function powerOf(identity: string, hours: number, facts: readonly Fact[]): Promise<PrivilegeState & { readonly told: number }> {
  const store = await openStore({ digest: "d" });
  const deploy = aFact({ kind: "deploy", automationId: "fn", automationKind: "lambda", actorId: "user/u", runAsId: "role/r", tsMs: 0 });
  await store.sink.addFacts([deploy, ...facts]);
  await store.finish();
  const scene = await loadScene(store, ["fn"]);
  store.close();
  return { ...privilegeAt(scene, identity, hours * HOUR), told: grantsOn(scene, identity).length };
}

it("gives a member what its group holds, by name, by text or by a policy written elsewhere", async () => {
  const joined = user(5, { policyId: "group/g" });
  const own = { targetType: "group" } as const;
  expect((await powerOf("user/u", 9, [joined, grant(1, "group/g", { ...own, policyId: "policy/admin", privilege: 3 })])).level).toBe(3);
  expect((await powerOf("user/u", 9, [joined, grant(1, "group/g", { ...own, privilege: 2, detail: { policyName: "p" } })])).level).toBe(2);
  const named = [grant(1, "group/g", { ...own, policyId: "policy/own" }), content(0, "policy/own", { privilege: 3 })];
  expect((await powerOf("user/u", 9, [joined, ...named])).level).toBe(3);
});

it("takes the highest of what a group holds at the time, and nothing that it lost or that belongs to nobody", async () => {
  const own = { targetType: "group" } as const;
  const weak = grant(1, "group/g", { ...own, policyId: "policy/weak", privilege: 1 });
  const strong = grant(2, "group/g", { ...own, policyId: "policy/strong", privilege: 3 });
  const lost = grant(3, "group/g", { ...own, policyId: "policy/strong", privilege: 3, traits: ["removal"] });
  const joined = user(1, { policyId: "group/g" });
  expect((await powerOf("user/u", 2.5, [weak, strong, lost, joined])).level).toBe(3);
  expect((await powerOf("user/u", 4, [weak, strong, lost, joined])).level).toBe(1);
  expect((await powerOf("user/u", 4, [joined])).level).toBeNull();
});

it("counts a version of a policy from the moment it is chosen, for everybody who holds the policy", async () => {
  const attached = grant(1, "role/r", { policyId: "policy/own" });
  const first = content(0, "policy/own", { privilege: 0, detail: { versionId: "v1" } });
  const second = content(2, "policy/own", { privilege: 3, traits: ["pending"], detail: { versionId: "v2" } });
  const chosen = content(6, "policy/own", { op: "SetDefaultPolicyVersion", detail: { versionId: "v2" } });
  const facts = [attached, first, second, chosen];
  expect((await powerOf("role/r", 4, facts)).level).toBe(0);
  expect((await powerOf("role/r", 7, facts)).level).toBe(3);
  expect((await powerOf("role/r", 7, facts)).told).toBe(3);
});

it("does not run in rings", async () => {
  const ring = [
    grant(1, "group/a", { targetType: "group", policyId: "group/b" }),
    grant(1, "group/b", { targetType: "group", policyId: "group/a" }),
  ];
  expect((await powerOf("user/u", 9, [...ring, user(2, { policyId: "group/a" })])).level).toBeNull();
});

const owner = (hours: number, assignment: string, removed = false): Fact =>
  user(hours, { privilege: 3, traits: removed ? ["removal"] : [], detail: { assignment, ...(removed ? {} : { policyName: "Owner" }) } });

it("takes away an assignment by its own name, and no other of the same role", async () => {
  expect((await powerOf("user/u", 9, [owner(1, "a"), owner(2, "a", true)])).level).toBeNull();
  expect((await powerOf("user/u", 9, [owner(1, "a"), owner(1, "b"), owner(2, "a", true)])).level).toBe(3);
});
