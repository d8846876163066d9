import { describe, expect, it } from "vitest";
import type { Fact } from "../facts/fact.ts";
import { analysed, at, created, granted, updated, verdicts } from "./__fixtures__/small-world.ts";

/** Attachment to a network, told by the same event as a change of the function. */
function attached(hours: number, name: string, part: Partial<Fact> = {}): Fact {
  return at(hours, {
    kind: "act",
    entity: "network_attachment",
    automationId: `fn:${name}`,
    automationKind: "lambda",
    automationName: name,
    targetId: "sg-1,sg-2",
    detail: { subnetIds: "subnet-a,subnet-b" },
    isChange: false,
    traits: ["created"],
    ...part,
  });
}

function interfaceMade(hours: number, part: Partial<Fact> = {}): Fact {
  return at(hours, {
    kind: "act",
    stage: "execute",
    entity: "network_interface",
    actorId: "lambda.service",
    targetId: "eni-1",
    isChange: false,
    traits: ["interface_made"],
    detail: { subnetId: "subnet-a", securityGroupIds: "sg-1,sg-2", vpcId: "vpc-1", addresses: "10.0.0.9" },
    ...part,
  });
}

const lookup = (hours: number, part: Partial<Fact> = {}): Fact =>
  at(hours, {
    source: "aws/route53-resolver",
    stage: "effect",
    kind: "network",
    entity: "mining_lookup",
    actorId: "vpc-1/10.0.0.9",
    targetId: "pool.example",
    targetType: "domain",
    isChange: false,
    traits: ["mining"],
    ...part,
  });

const miner = (): readonly Fact[] => [...created(1, "f", "mallory", "role/r"), attached(1, "f"), interfaceMade(1.01)];

describe("traffic of network interfaces", () => {
  it("is tied to the one function with the interface's subnet and groups, whether it names the interface or an address", async () => {
    const { incidents } = await analysed([...miner(), lookup(2)]);
    expect(incidents).toMatchObject([{ severity: "high", automation: { name: "f" } }]);
    expect(incidents[0]?.timeline.find((entry) => entry.kind === "network")?.attribution).toEqual({
      method: "network_interface",
      confidence: 0.6,
    });
    expect(await verdicts([...miner(), lookup(2, { actorId: "eni-1" })])).toEqual({ f: "high" });
  });

  it("belongs to all functions with that pair, and is then held at medium", async () => {
    const other = [...created(0.5, "g", "dev", "role/g"), attached(0.5, "g")];
    expect(await verdicts([...miner(), ...other, lookup(2)])).toEqual({ f: "medium", g: "medium" });
  });

  it("is not that of functions with other groups, in other subnets, attached later or no longer", async () => {
    const others = [
      attached(0.5, "groups", { targetId: "sg-9" }),
      attached(0.5, "subnet", { detail: { subnetIds: "subnet-c" } }),
      attached(3, "later"),
      attached(0.2, "gone"),
      attached(0.6, "gone", { targetId: null, detail: {}, traits: [] }),
    ];
    expect(await verdicts([...miner(), ...others, lookup(2)])).toEqual({ f: "high" });
  });

  it("counts a function that was attached before the logs begin, as a later update shows", async () => {
    const facts = [updated(3, "f", "dev", "role/r"), attached(3, "f", { traits: [] }), interfaceMade(1), lookup(2)];
    expect(await verdicts(facts)).toEqual({ f: "high" });
  });

  it("is no evidence where nothing ties it to a function", async () => {
    expect(await verdicts([...miner(), lookup(2, { actorId: "eni-9" })])).toEqual({});
    const [create, pass, attachment] = miner();
    expect(await verdicts([create!, pass!, attachment!, lookup(2)])).toEqual({});
  });

  it("is that of the interface that has the address at the time", async () => {
    const next = interfaceMade(5, { targetId: "eni-2", detail: { ...interfaceMade(5).detail, securityGroupIds: "sg-9" } });
    const removed = interfaceMade(4, { traits: ["interface_removed"], detail: {} });
    expect(await verdicts([...miner(), next, lookup(6)])).toEqual({});
    expect(await verdicts([...miner(), removed, lookup(6)])).toEqual({});
  });

  it("does not make the making of an interface a run of the function", async () => {
    const made = interfaceMade(1.01, { actorId: "role/r", actorType: "role_session", sessionName: "awslambda_1_2" });
    const { incidents } = await analysed([granted(0, "role/r", 3), ...created(1, "f", "mallory", "role/r"), attached(1, "f"), made]);
    expect(incidents).toMatchObject([{ severity: "medium", stages: { execute: [] } }]);
  });
});

describe("traffic that a detector names the function for", () => {
  const found: Partial<Fact> = { traits: ["detected", "mining"], automationId: "fn:f", automationKind: "lambda", automationName: "f" };

  it("is an effect of that function, surely, and of no other with its role", async () => {
    const finding = lookup(2, { ...found, actorId: "role/r", sessionAutomationId: "fn:f" });
    const { incidents } = await analysed([...created(1, "g", "dev", "role/r"), finding]);
    expect(incidents).toMatchObject([{ automation: { id: "fn:f" }, severity: "high" }]);
    expect(incidents[0]?.timeline[0]?.attribution.confidence).toBe(1);
  });

  it("is an attempt when it was blocked", async () => {
    expect(await verdicts([lookup(2, { ...found, outcome: "denied" })])).toEqual({ f: "informational" });
  });
});
