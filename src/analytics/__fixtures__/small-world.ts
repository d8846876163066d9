import type { Fact } from "../../facts/fact.ts";
import { aFact } from "../../facts/__fixtures__/a-fact.ts";
import { openStore } from "../../store/open-store.ts";
import { analyse } from "../analyse.ts";
import type { Analysis, AnalysisOptions } from "../analyse.ts";
import { loadAnalytics } from "../load.ts";

/** Facts for tests of the walk, made by hand: times are hours, identities bare names. */

const START = Date.UTC(2026, 8, 1);
let counter = 0;

export function at(hours: number, part: Partial<Fact>): Fact {
  counter += 1;
  return aFact({ dupKey: `e${counter}`, eventId: `e${counter}`, tsMs: START + hours * 3_600_000, ...part });
}

/** A function put in place: the create and, when it names one, the identity bound by the same event. */
export function created(hours: number, name: string, by: string, role: string, part: Partial<Fact> = {}): readonly Fact[] {
  const deploy = at(hours, { ...fn(name), actorId: by, runAsId: role, traits: ["code_changed", "created"], ...part });
  const pass: Partial<Fact> = {
    kind: "pass_role",
    stage: "privilege",
    entity: "passed_role",
    dupKey: deploy.dupKey,
    targetId: role,
    targetType: "role",
    traits: [],
  };
  return [deploy, at(hours, { ...fn(name), actorId: by, runAsId: role, ...pass })];
}

export function updated(hours: number, name: string, by: string, role: string, part: Partial<Fact> = {}): Fact {
  return at(hours, { ...fn(name), op: "UpdateFunctionCode", actorId: by, runAsId: role, traits: ["code_changed"], ...part });
}

export function granted(hours: number, target: string, privilege: 0 | 1 | 2 | 3, part: Partial<Fact> = {}): Fact {
  return at(hours, {
    kind: "grant",
    stage: "privilege",
    entity: "grant",
    op: "AttachRolePolicy",
    actorId: "admin",
    targetId: target,
    targetType: "role",
    policyId: `policy/${privilege}`,
    privilege,
    ...part,
  });
}

/** Something the function's own session did, proven by the record. */
export function did(hours: number, name: string, role: string, part: Partial<Fact>): Fact {
  return at(hours, {
    stage: "effect",
    entity: "effect",
    actorId: role,
    actorType: "role_session",
    sessionName: name,
    sessionAutomationId: `fn:${name}`,
    runtimeAgent: true,
    ...part,
  });
}

export const MAKES_KEY: Partial<Fact> = {
  kind: "credential",
  op: "CreateAccessKey",
  targetId: "user/victim",
  targetType: "user",
  issuedCredentialId: "AKIANEW",
  traits: ["other_target"],
};

function fn(name: string): Partial<Fact> {
  return { automationId: `fn:${name}`, automationKind: "lambda", automationName: name };
}

/** A deployer's ordinary past: one function updated every second day, from one network. */
export function history(by: string, name: string, role: string, days = 12): readonly Fact[] {
  const updates = Array.from({ length: days / 2 }, (_, index) => updated(index * 48 + 24, name, by, role));
  return [...created(0, name, by, role), ...updates];
}

/** Read once for all tests of a file. */
let analytics: ReturnType<typeof loadAnalytics> | undefined;

export async function analysed(facts: readonly Fact[], more: Partial<AnalysisOptions> = {}): Promise<Analysis> {
  const store = await openStore({ digest: "test" });
  await store.sink.addFacts(facts);
  await store.finish();
  const result = await analyse(store, {
    analytics: await (analytics ??= loadAnalytics()),
    blindSpots: {},
    complete: true,
    stdinOnly: false,
    activityDropped: false,
    ...more,
  });
  store.close();
  return result;
}

/** Severity by automation name, for incidents only. */
export async function verdicts(facts: readonly Fact[]): Promise<Record<string, string>> {
  const { incidents } = await analysed(facts);
  return Object.fromEntries(incidents.map((incident) => [incident.automation.name, incident.severity]));
}
