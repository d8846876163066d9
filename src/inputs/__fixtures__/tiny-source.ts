import type { Activity } from "../../facts/activity.ts";
import type { Envelope, Fact } from "../../facts/fact.ts";
import type { Look } from "../../facts/recipe.ts";
import type { CompiledRule } from "../../rules/model.ts";
import type { LogRecord, Source } from "../../sources/contract.ts";
import { DEFAULT_LIMITS, type ReadOptions } from "../contract.ts";

/** A made-up log with just enough in it to test how inputs are read. Made by hand, like everything here. */
export const tinySource: Source = {
  id: "test/tiny",
  title: "Tiny log",
  provider: "aws",
  logsource: { product: "test", service: "tiny" },
  vendorDocs: "none",
  requires: [],
  bytes: {
    operationAnchor: '"op":"',
    operationField: "op",
    serviceAnchor: '"svc":"',
    serviceField: "svc",
    recordStart: '{"v":"',
    activityNeedles: ['"run":"yes"', "agent/run"],
  },
  matches: (record) => typeof record["op"] === "string" && typeof record["id"] === "string",
  envelope: (record) => (typeof record["t"] === "number" ? envelopeOf(record, record["t"]) : { unusable: "no time" }),
  entities: { thing: (record) => ({ targetId: text(record, "target") }) },
  isRunAsActivity: (record) => record["run"] === "yes" || (text(record, "agent") ?? "").includes("agent/run"),
  notEvents: (record) => (record["digest"] === true ? "Tiny digest" : null),
  blindSpots: {
    noInvocations: { stage: "execute", reason: "Lambda data events are not in these logs", fix: "none" },
    noNetwork: { stage: "effect", reason: "No network telemetry for functions in these logs", fix: "none" },
  },
};

function text(record: LogRecord, key: string): string | null {
  const value = record[key];
  return typeof value === "string" ? value : null;
}

function envelopeOf(record: LogRecord, tsMs: number): Envelope {
  return {
    dupKey: text(record, "id") ?? "",
    eventId: text(record, "id") ?? "",
    operationKey: null,
    op: text(record, "op") ?? "",
    rawOp: text(record, "op") ?? "",
    service: text(record, "svc") ?? "",
    tsMs,
    provider: "aws",
    account: "1",
    region: null,
    actorId: text(record, "who"),
    actorType: "user",
    sessionName: null,
    sessionAutomationId: null,
    credentialId: text(record, "key"),
    runtimeAgent: false,
    invokedBy: null,
    via: "unknown",
    srcIp: null,
    srcIpClass: "none",
    userAgent: text(record, "agent"),
    outcome: "success",
    flags: [],
  };
}

/** A rule that wants one operation, whatever its case, as Sigma compares. */
export function operationRule(op: string, look: Look = "first"): CompiledRule {
  const wanted = (value: string): boolean => value.toLowerCase() === op.toLowerCase();
  return {
    ...ruleBasics(`tiny/${op}`),
    recipe: { rule: `tiny/${op}`, stage: "deploy", kind: "deploy", entity: "thing", look },
    matches: (record) => typeof record["op"] === "string" && wanted(record["op"]),
    needs: { by: "keyed", field: "op", test: wanted },
  };
}

/** A rule that finds a word in the `note` of any operation. */
export function literalRule(word: string): CompiledRule {
  return {
    ...ruleBasics("tiny/literal"),
    recipe: { rule: "tiny/literal", stage: "effect", kind: "act", entity: "thing", look: "first" },
    matches: (record) => text(record, "note")?.includes(word) ?? false,
    needs: { by: "literal", anyOf: [word] },
  };
}

function ruleBasics(id: string): Omit<CompiledRule, "recipe" | "matches" | "needs"> {
  const none = { uuid: null, status: null, description: null, level: null, tags: [], references: [], falsePositives: [] };
  return { ...none, id, title: id, logsource: { product: "test", service: "tiny" }, file: `${id}.yml` };
}

/** Options with a sink that keeps what it is given. */
export function tinyOptions(part: Partial<ReadOptions> = {}): { options: ReadOptions; facts: Fact[]; activities: Activity[] } {
  const facts: Fact[] = [];
  const activities: Activity[] = [];
  const sink: ReadOptions["sink"] = {
    addFacts: (added) => void facts.push(...added),
    addActivities: (added) => void activities.push(...added),
  };
  const rules = [operationRule("Hit"), literalRule("sesame-word")];
  return { options: { sources: [tinySource], rules, sink, limits: DEFAULT_LIMITS, ...part }, facts, activities };
}

/** A record as the tiny vendor writes it. */
export function tinyRecord(part: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { v: "1", svc: "s", op: "Noise", id: "e1", t: Date.UTC(2026, 9, 1), who: "u1", ...part };
}
