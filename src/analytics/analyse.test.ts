import { describe, expect, it } from "vitest";
import type { Fact } from "../facts/fact.ts";
import { Incident } from "../incidents/incident.ts";
import { BANDS, scoreOf } from "../incidents/score.ts";
import { MAKES_KEY, analysed, at, created, did, granted, history, updated, verdicts } from "./__fixtures__/small-world.ts";

const ADMIN_TO_DEPLOYER: Partial<Fact> = {
  kind: "grant",
  op: "AttachUserPolicy",
  targetId: "mallory",
  targetType: "user",
  policyId: "policy/admin",
  privilege: 3,
};

const story = (): readonly Fact[] => [
  granted(0, "role/r", 3),
  ...created(1, "f", "mallory", "role/r"),
  did(1.1, "f", "role/r", ADMIN_TO_DEPLOYER),
  did(2, "f", "role/r", MAKES_KEY),
];

const failed = (outcome: Fact["outcome"], traits: Fact["traits"]): readonly Fact[] =>
  created(1, "f", "mallory", "role/r").map((fact) => ({
    ...fact,
    outcome,
    isChange: false,
    traits: fact.kind === "pass_role" ? traits : fact.traits,
  }));

describe("tiers", () => {
  it("leaves a deployment alone, however new its author", async () => {
    expect(await verdicts(created(1, "f", "mallory", "role/plain"))).toEqual({});
  });

  it("calls a binding of an administrator medium, and of an ordinary identity nothing", async () => {
    expect(await verdicts([granted(0, "role/r", 3), ...created(1, "f", "mallory", "role/r")])).toEqual({ f: "medium" });
    expect(await verdicts([granted(0, "role/r", 1), ...created(1, "f", "mallory", "role/r")])).toEqual({});
  });

  it("counts the grant in either order, and not when a boundary limits it", async () => {
    expect(await verdicts([...created(1, "f", "mallory", "role/r"), granted(9, "role/r", 3)])).toEqual({ f: "medium" });
    const boundary = granted(0.5, "role/r", 0, { policyId: null, privilege: null, traits: ["boundary_attached"] });
    expect(await verdicts([boundary, granted(0, "role/r", 3), ...created(1, "f", "mallory", "role/r")])).toEqual({});
  });

  it("calls the full chain critical, and the same without the effect medium", async () => {
    const chain = [granted(0, "role/r", 3), ...created(1, "f", "mallory", "role/r"), did(1.1, "f", "role/r", ADMIN_TO_DEPLOYER)];
    expect(await verdicts(chain)).toEqual({ f: "critical" });
    expect(await verdicts(chain.slice(0, -1))).toEqual({ f: "medium" });
  });

  it("judges an identity whose rights predate the logs by what it does", async () => {
    const { incidents } = await analysed([...created(1, "f", "mallory", "role/old"), did(2, "f", "role/old", ADMIN_TO_DEPLOYER)]);
    expect(incidents[0]).toMatchObject({ severity: "critical", run_as: [{ id: "role/old", privilege: "admin" }] });
  });

  it("calls a strong effect of an automation that was never seen changing high, and names the blind spot", async () => {
    const { incidents } = await analysed([did(5, "f", "role/old", MAKES_KEY)]);
    expect(incidents[0]).toMatchObject({ severity: "high" });
    expect(incidents[0]?.blind_spots.map((spot) => spot.reason)).toContain("No change of the automation is in these logs");
  });

  it("calls the use of a created credential critical, whoever uses it", async () => {
    const made = did(5, "f", "role/old", MAKES_KEY);
    const use = at(20, {
      kind: "sensitive_access",
      stage: "effect",
      actorId: "user/victim",
      credentialId: "AKIANEW",
      srcIp: "203.0.113.9",
    });
    expect(await verdicts([made, use])).toEqual({ f: "critical" });
    expect(await verdicts([made, { ...use, credentialId: "AKIAOTHER" }])).toEqual({ f: "high" });
  });

  it("holds an effect at medium when only the identity ties it to the automation", async () => {
    const loose = did(2, "other-session", "role/r", { ...MAKES_KEY, sessionAutomationId: null });
    expect(await verdicts([...created(1, "f", "mallory", "role/r"), loose])).toEqual({ f: "medium" });
  });

  it("makes an attempt of a refused change, and nothing of a create that was too early", async () => {
    expect(await verdicts(failed("denied", ["denied_pass"]))).toEqual({ f: "low" });
    expect(await verdicts(failed("denied", []))).toEqual({ f: "informational" });
    expect(await verdicts(failed("error", []))).toEqual({});
  });
});

describe("quiet", () => {
  it("expects a deployer with a history to bind what it bound before, not what it never did", async () => {
    const past = [granted(0, "role/power", 3), ...history("ci", "app", "role/power")];
    expect(await verdicts([...past, ...created(300, "g", "ci", "role/power")])).not.toHaveProperty("g");
    expect(await verdicts([...past, granted(0, "role/never", 3), ...created(300, "g", "ci", "role/never")])).toHaveProperty("g", "medium");
  });

  it("takes a credential that is stored at once for a rotation, unless the change before it was unusual", async () => {
    const rotation = [
      did(30, "f", "role/r", MAKES_KEY),
      did(30.1, "f", "role/r", { kind: "act", op: "PutSecretValue", traits: ["secret_written"] }),
    ];
    expect(await verdicts([...created(1, "f", "dev", "role/r"), ...rotation])).toEqual({});
    expect(await verdicts([granted(0, "role/r", 3), ...created(1, "f", "dev", "role/r"), ...rotation])).toEqual({ f: "critical" });
  });

  it("lets a known deployer's new code read a new secret, and not somebody else's", async () => {
    const read = did(301, "app", "role/app", {
      kind: "sensitive_access",
      op: "GetSecretValue",
      targetId: "secret/new",
      traits: ["secret_read"],
    });
    const past = history("ci", "app", "role/app");
    expect(await verdicts([...past, updated(300, "app", "ci", "role/app"), read])).toEqual({});
    expect(await verdicts([...past, updated(300, "app", "mallory", "role/app"), read])).toEqual({ app: "high" });
  });

  it("takes what an unchanged automation does all the time for routine, unless it answers a new identity", async () => {
    const days = [0, 3, 6, 9, 12];
    const onboarding = days.map((day) =>
      did(day * 24 + 1, "onboard", "role/o", { ...MAKES_KEY, targetId: `user/${day}`, issuedCredentialId: null }),
    );
    expect(await verdicts(onboarding)).toEqual({});
    const hires = days.map((day) =>
      at(day * 24 + 0.9, { kind: "credential", op: "CreateUser", actorId: "hr", targetId: `user/${day}`, traits: ["identity_created"] }),
    );
    expect(await verdicts([...onboarding, ...hires])).toEqual({ onboard: "high" });
  });

  it("judges a role that many share by itself, once", async () => {
    const many = Array.from({ length: 8 }, (_, index) => created(index, `f${index}`, "ci", "role/shared")).flat();
    expect(await verdicts([...many, granted(10, "role/shared", 3)])).toEqual({ shared: "medium" });
  });
});

describe("incidents", () => {
  it("follow the schema, keep their facts in the timeline and their score to the formula", async () => {
    const { incidents } = await analysed(story());
    const incident = Incident.parse(incidents[0]);
    const shown = new Set(incident.timeline.map((entry) => entry.fact));
    for (const fact of [...incident.evidence.flatMap((item) => item.facts), ...Object.values(incident.stages).flat()])
      expect(shown).toContain(fact);
    expect(incident.score).toBe(
      scoreOf(
        incident.severity,
        incident.evidence.map((item) => item.weight),
      ),
    );
    expect(incident.score).toBeGreaterThanOrEqual(BANDS.critical.from);
    expect(incident.timeline.find((entry) => entry.inferred)?.fact).toBe(incident.stages.execute[0]);
  });

  it("do not depend on the order or the repetition of facts", async () => {
    const facts = story();
    const { incidents } = await analysed(facts);
    const shuffled = [...facts.toReversed(), ...facts];
    expect((await analysed(shuffled)).incidents).toEqual(incidents);
  });

  it("keep their old id among the aliases when an earlier anchor arrives late", async () => {
    const facts = story();
    const before = (await analysed(facts.filter((fact) => !fact.traits.includes("created")))).incidents[0];
    const after = (await analysed(facts)).incidents[0];
    expect(after?.id).not.toBe(before?.id);
    expect(after?.aliases).toContain(before?.id);
  });

  it("follow a chain of assumed identities to its effect", async () => {
    const hop = did(2, "f", "role/r", { kind: "assume", op: "AssumeRole", targetId: "role/prod", issuedCredentialId: "ASIA1" });
    const effect = at(3, {
      ...ADMIN_TO_DEPLOYER,
      stage: "effect",
      actorId: "role/prod",
      sessionName: "x",
      credentialId: "ASIA1",
      account: "999988887777",
    });
    const { incidents } = await analysed([...created(1, "f", "mallory", "role/r"), hop, effect]);
    expect(incidents).toHaveLength(1);
    expect(incidents[0]?.timeline.find((entry) => entry.fact === effect.factId)?.attribution.method).toBe("credential_chain");
  });
});
