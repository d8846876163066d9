import { hash } from "node:crypto";
import type { Fact } from "./fact.ts";

/** Hash over a list of parts, unambiguous whatever the parts contain. */
export function stableHash(parts: readonly unknown[], hexDigits = 20): string {
  return hashOfText(JSON.stringify(parts), hexDigits);
}

/** The hash of parts that are JSON text already. */
export function hashOfText(text: string, hexDigits = 20): string {
  return hash("sha256", text, "hex").slice(0, hexDigits);
}

/** Fields that differ between copies of one event without changing what it says. */
type Identity = Omit<Fact, "factId" | "raw" | "annotations" | "rules">;

/** The fields that make the id, in the order in which it says them. */
const FIELDS = Object.keys({
  account: true,
  actorAliasId: true,
  actorId: true,
  actorType: true,
  automationId: true,
  automationKind: true,
  automationName: true,
  automationVersion: true,
  credentialId: true,
  detail: true,
  dupKey: true,
  entity: true,
  eventId: true,
  invokedBy: true,
  isChange: true,
  issuedCredentialId: true,
  kind: true,
  op: true,
  operationKey: true,
  outcome: true,
  policyId: true,
  privilege: true,
  provider: true,
  rawOp: true,
  region: true,
  runAsId: true,
  runtimeAgent: true,
  service: true,
  sessionAutomationId: true,
  sessionName: true,
  sessionPattern: true,
  source: true,
  srcIp: true,
  srcIpClass: true,
  stage: true,
  targetAccount: true,
  targetAliasId: true,
  targetId: true,
  targetType: true,
  traits: true,
  tsMs: true,
  userAgent: true,
  via: true,
} satisfies Record<Exclude<keyof Identity, "flags">, true>).map((name) => ({
  name: name as Exclude<keyof Identity, "flags">, // keys of the object above, which has no others
  opening: `,[${JSON.stringify(name)},`,
}));

/**
 * Id of a fact: a function of what the record says and nothing else, so that a copy in another
 * file, or the same file read twice, gives the same id. Two facts of one record differ by kind,
 * target and automation, which are part of the content.
 */
export function factId(fact: Identity): string {
  return `f_${hashOfText(contentOf(fact))}`;
}

/**
 * JSON of the list of all fields that the fact has, each with its name. Put together here, because making the list for
 * JSON.stringify costs more than writing it.
 */
function contentOf(fact: Identity): string {
  let text = "";
  for (const { name, opening } of FIELDS) {
    const value = fact[name];
    if (value === undefined) continue;
    const isPlain = value === null || typeof value !== "object";
    text += `${opening}${isPlain ? jsonOf(value) : isList(value) ? JSON.stringify(value) : detailOf(value)}]`;
  }
  return `[${text.slice(1)}]`;
}

function isList(value: Fact["traits"] | Fact["detail"]): value is Fact["traits"] {
  return Array.isArray(value);
}

/** JSON of the list of entries, by key. */
function detailOf(detail: Fact["detail"]): string {
  let text = "";
  for (const key of Object.keys(detail).toSorted()) text += `,[${jsonOf(key)},${jsonOf(detail[key] ?? null)}]`;
  return `[${text.slice(1)}]`;
}

/** What JSON writes as it stands. */
const PLAIN = /^[ !#-[\]-~]*$/;

function jsonOf(value: string | number | boolean | null): string {
  return typeof value === "string" && PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
}
