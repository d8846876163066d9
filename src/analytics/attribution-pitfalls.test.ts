import { describe, expect, it } from "vitest";
import type { Activity } from "../facts/activity.ts";
import type { Fact } from "../facts/fact.ts";
import { openStore } from "../store/open-store.ts";
import { MAKES_KEY, analysed, at, created, did, granted, updated, verdicts } from "./__fixtures__/small-world.ts";
import { analyse } from "./analyse.ts";
import type { Analysis } from "./analyse.ts";
import { loadAnalytics } from "./load.ts";

/* Records that look like the work of a function and are not, or do not look like it and are. One test a pitfall. */

const HOUR = 3_600_000;

/** One operation of a session within one hour, as roll-ups keep it. */
function row(hours: number, name: string, role: string, part: Partial<Activity>): Activity {
  const { tsMs, eventId, raw } = at(hours, {});
  const point = { tsMs, eventId, raw };
  return {
    activityId: `f_row_${eventId}`,
    source: "aws/cloudtrail",
    provider: "aws",
    account: "111122223333",
    region: "eu-central-1",
    runAsId: role,
    sessionName: name,
    sessionAutomationId: `fn:${name}`,
    runtimeAgent: true,
    credentialId: null,
    srcIpClass: "public",
    service: "s3",
    op: "ListBuckets",
    hourMs: Math.floor(tsMs / HOUR) * HOUR,
    minutesLow: 1,
    minutesHigh: 0,
    outcomeMask: 1,
    first: point,
    last: point,
    ...part,
  };
}

async function analysedWith(facts: readonly Fact[], rows: readonly Activity[]): Promise<Analysis> {
  const store = await openStore({ digest: "test" });
  await store.sink.addFacts(facts);
  await store.sink.addActivities(rows);
  await store.finish();
  const analytics = await loadAnalytics();
  const options = { analytics, blindSpots: {}, complete: true, stdinOnly: false, activityDropped: false };
  const result = await analyse(store, options);
  store.close();
  return result;
}

const bound = (): readonly Fact[] => [granted(0, "role/r", 3), ...created(1, "f", "mallory", "role/r")];
const attributions = ({ incidents }: Analysis): readonly string[] =>
  incidents.flatMap(({ timeline }) => timeline.map((entry) => entry.attribution.method));

describe("sessions that are not the function's", () => {
  it("takes a service's proof that it can assume the identity for no run", async () => {
    const proof: Partial<Fact> = { kind: "assume", stage: "execute", entity: "service_session", traits: ["role_validation"] };
    const byService = at(1, { ...proof, actorId: "lambda.service", actorType: "service", targetId: "role/r" });
    const bySession = did(1, "awslambda_1_20261001", "role/r", { ...proof, sessionAutomationId: null, runtimeAgent: false });
    const { incidents } = await analysed([...bound(), byService, bySession]);
    expect(incidents).toMatchObject([{ severity: "medium", stages: { execute: [] } }]);
  });

  it("ties a session with the runtime's agent and a name of its own choice to the identity only", async () => {
    const elsewhere: Partial<Fact> = { ...MAKES_KEY, sessionAutomationId: null, sessionName: "chosen-by-caller", runtimeAgent: true };
    const { incidents } = await analysed([...created(1, "f", "dev", "role/other"), did(2, "x", "role/deploy", elsewhere)]);
    expect(incidents.map((incident) => [incident.automation.id, incident.automation.kind, incident.severity])).toEqual([
      ["role/deploy", "role", "medium"],
    ]);
  });

  it("holds the same at medium where a function here has that identity", async () => {
    const elsewhere: Partial<Fact> = { ...MAKES_KEY, sessionAutomationId: null, sessionName: "chosen-by-caller", runtimeAgent: true };
    const analysis = await analysed([...bound(), did(2, "x", "role/r", elsewhere)]);
    expect(analysis.incidents).toMatchObject([{ automation: { id: "fn:f" }, severity: "medium" }]);
    expect(attributions(analysis)).toContain("sole_user_of_role");
  });

  it("ties what a shared identity did to a function only if the session bears its name", async () => {
    const both = [...created(1, "f", "dev", "role/s"), ...created(1, "g", "dev", "role/s")];
    const old: Partial<Fact> = { ...MAKES_KEY, sessionAutomationId: null };
    expect(await verdicts([...both, did(2, "g", "role/s", old)])).toEqual({ g: "critical" });
    expect(await verdicts([...both, did(2, "somebody", "role/s", { ...old, runtimeAgent: false })])).toEqual({});
  });

  it("believes the vendor's word over the session's name", async () => {
    const both = [...created(1, "f", "dev", "role/s"), ...created(1, "g", "dev", "role/s")];
    expect(await verdicts([...both, did(2, "g", "role/s", { ...MAKES_KEY, sessionAutomationId: "fn:f" })])).toEqual({ f: "critical" });
  });
});

describe("records that say less or say it otherwise", () => {
  it("ties records from before the vendor named functions by session and agent, more weakly without the agent", async () => {
    const [withAgent, without] = [true, false].map((runtimeAgent) =>
      did(2, "f", "role/r", { ...MAKES_KEY, sessionAutomationId: null, runtimeAgent }),
    );
    const analysis = await analysed([...bound(), withAgent!]);
    expect(analysis.incidents).toMatchObject([{ severity: "critical" }]);
    expect(attributions(analysis)).toContain("session_and_agent");
    expect(attributions(await analysed([...bound(), without!]))).toContain("session_name");
  });

  it("never takes for evidence what every runtime does when it starts", async () => {
    const start = ["CreateLogGroup", "CreateLogStream"].map((op) => row(1.1, "f", "role/r", { service: "logs", op }));
    const quiet = await analysedWith(bound(), start);
    expect(quiet.incidents).toMatchObject([{ severity: "medium", stages: { execute: [] } }]);
    const busy = await analysedWith(bound(), [...start, row(1.2, "f", "role/r", {})]);
    expect(busy.incidents[0]?.evidence.map((item) => item.id)).toContain("ran_after_change");
  });

  it("gives what a service did on behalf of a caller to the caller", async () => {
    const viaStack: Partial<Fact> = { invokedBy: "cloudformation.service", srcIp: null, srcIpClass: "service", runtimeAgent: false };
    expect(await verdicts([...bound(), did(2, "f", "role/r", { ...MAKES_KEY, ...viaStack })])).toEqual({ f: "critical" });
    const [deploy, pass] = created(1, "f", "mallory", "role/r", viaStack);
    const { incidents } = await analysed([granted(0, "role/r", 3), deploy!, { ...pass!, ...viaStack }]);
    expect(incidents).toMatchObject([{ severity: "medium", deployers: [{ id: "mallory" }] }]);
  });
});

const call = (hours: number, part: Partial<Fact>): Fact =>
  did(hours, "f", "role/r", { kind: "sensitive_access", op: "GetSecretValue", targetId: "secret/own", credentialId: "ASIA1", ...part });
const inside: Partial<Fact> = { srcIp: "192.0.2.10", srcIpClass: "public" };
const outside: Partial<Fact> = { srcIp: "203.0.113.66", srcIpClass: "public", runtimeAgent: false };
const changed = (): readonly Fact[] => [...created(0, "f", "dev", "role/r"), updated(1, "f", "mallory", "role/r")];
const evidence = ({ incidents }: Analysis): readonly string[] => incidents.flatMap((incident) => incident.evidence.map((item) => item.id));

describe("stolen credentials of a function", () => {
  it("are told by one credential with the agent here and without it there", async () => {
    const analysis = await analysed([...changed(), call(2, inside), call(2.2, outside)]);
    expect(evidence(analysis)).toContain("credentials_used_outside");
    expect(analysis.incidents[0]?.timeline.some((entry) => entry.source_ip === "203.0.113.66")).toBe(true);
  });

  it("are not told by another credential, by the same address, or by a service's call", async () => {
    for (const part of [{ credentialId: "ASIA2" }, { srcIp: "192.0.2.10" }, { srcIpClass: "service", srcIp: null }] as const) {
      expect(evidence(await analysed([...changed(), call(2, inside), call(2.2, { ...outside, ...part })]))).not.toContain(
        "credentials_used_outside",
      );
    }
  });

  it("are not told of a function whose client leaves the agent out", async () => {
    const never = [2, 3, 4].map((hours) => call(hours, { ...outside, srcIp: `203.0.113.${hours}` }));
    expect(evidence(await analysed([...changed(), ...never]))).not.toContain("credentials_used_outside");
    const daily = [0, 2, 4, 6, 8].flatMap((day) => [
      call(day * 24 + 2, { ...inside, credentialId: `ASIA${day}` }),
      call(day * 24 + 2.1, { ...outside, credentialId: `ASIA${day}` }),
    ]);
    expect(evidence(await analysed([...changed(), ...daily]))).not.toContain("credentials_used_outside");
  });

  it("are told after a long past with the agent only, also by activity alone", async () => {
    const past = [0, 3, 6, 9].map((day) => row(day * 24 + 2, "f", "role/r", {}));
    const stolen = row(9 * 24 + 5, "f", "role/r", { runtimeAgent: false, op: "GetCallerIdentity", service: "sts" });
    const facts = [
      ...changed(),
      at(1.5, {
        kind: "expose",
        stage: "privilege",
        automationId: "fn:f",
        automationKind: "lambda",
        automationName: "f",
        traits: ["public"],
      }),
    ];
    const analysis = await analysedWith(facts, [...past, stolen]);
    expect(evidence(analysis)).toContain("credentials_used_outside");
    expect(analysis.incidents).toMatchObject([{ severity: "medium" }]);
    expect(evidence(await analysedWith(facts, past))).not.toContain("credentials_used_outside");
  });
});

describe("identities without sessions", () => {
  const act = { ...MAKES_KEY, actorId: "role/r", actorType: "workload", sessionName: null, runtimeAgent: false } as const;

  it("act for the one automation that has them, but not where a session is told: on a machine, or with a key", async () => {
    expect(attributions(await analysed([...bound(), at(2, { stage: "effect", entity: "effect", ...act })]))).toContain(
      "dedicated_identity",
    );
    const elsewhere = at(2, { stage: "effect", entity: "effect", ...act, sessionName: "compute-system" });
    expect(attributions(await analysed([...bound(), elsewhere]))).not.toContain("sole_user_of_role");
    expect((await analysed([...bound(), elsewhere])).incidents.map(({ severity }) => severity)).toEqual(["medium"]);
  });

  it("make a chain no surer than its first step", async () => {
    const taken = { kind: "assume", entity: "token", targetId: "role/admin", issuedCredentialId: "token", traits: [] } as const;
    const step = at(2, { stage: "effect", ...act, ...taken });
    const deed = at(3, {
      stage: "effect",
      entity: "effect",
      ...MAKES_KEY,
      actorId: "role/admin",
      sessionName: null,
      credentialId: "token",
    });
    const { incidents } = await analysed([...bound(), step, deed]);
    const entry = incidents[0]?.timeline.find(({ event_id }) => event_id === deed.eventId);
    expect(entry?.attribution).toEqual({ method: "credential_chain", confidence: 0.7 });
  });
});

it("names who last had a hand in the automation, not only who made it powerful long before", async () => {
  const made = [granted(0, "role/r", 3), ...created(1, "f", "admin", "role/r")];
  const { incidents } = await analysed([...made, updated(300, "f", "mallory", "role/r"), did(300.5, "f", "role/r", MAKES_KEY)]);
  expect(incidents).toMatchObject([{ severity: "critical", deployers: [{ id: "admin" }, { id: "mallory" }] }]);
  expect(incidents[0]?.title).toContain("changed by mallory");
});
