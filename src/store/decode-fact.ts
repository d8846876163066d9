import type { Fact, RawPointer } from "../facts/fact.ts";
import type { Common, Rest } from "./fact-rows.ts";
import { unpack } from "./packed.ts";

/** A fact's parts as they were read: its packed text and the numbers of what it shares. */
export interface PackedFact {
  readonly parts: readonly (string | null)[];
  readonly common: number;
  readonly file: number;
}

export function unpackFact(text: string): PackedFact {
  const parts = unpack(text);
  return { parts, common: Number(parts[1]), file: Number(parts[2]) };
}

/** Shared texts are our own JSON, written by fact-rows.ts, so their shape is known. */
export function decodeShared(text: string): unknown {
  return JSON.parse(text);
}

/** The fact of a row, with the texts that it shares. */
export function decodeFact({ parts, common, file }: PackedFact, shared: ReadonlyMap<number, unknown>): Fact {
  const rest = JSON.parse(parts[0] ?? "") as Rest; // written by restText
  const [eventId, automationName, automationVersion, sessionPattern, policyId, detail, length, row, path, exact] = rest;
  const same = shared.get(common) as Common; // written by commonText
  const own = exact ?? parts.slice(5);
  const fact: Mutable<Fact> = {
    factId: own[0] ?? "",
    source: same[0],
    stage: same[1],
    kind: same[2],
    entity: same[3],
    isChange: same[4],
    dupKey: own[1] ?? "",
    eventId,
    operationKey: own[2] ?? null,
    op: same[5],
    rawOp: same[6],
    service: same[7],
    tsMs: Number(parts[3]),
    provider: same[8],
    account: same[9],
    region: same[10],
    actorId: own[3] ?? null,
    actorType: same[11],
    sessionName: own[5] ?? null,
    sessionAutomationId: own[6] ?? null,
    credentialId: own[7] ?? null,
    runtimeAgent: same[12],
    invokedBy: same[13],
    via: same[14],
    srcIp: own[13] ?? null,
    srcIpClass: same[15],
    userAgent: same[16],
    outcome: same[17],
    flags: same[18],
    automationId: own[9] ?? null,
    automationKind: same[19],
    automationName,
    automationVersion,
    runAsId: own[10] ?? null,
    issuedCredentialId: own[8] ?? null,
    targetId: own[11] ?? null,
    targetType: same[20],
    targetAccount: same[21],
    policyId,
    privilege: same[22],
    traits: same[23],
    detail,
    rules: same[24],
    annotations: same[25],
    raw: pointer(shared.get(file) as readonly [string, string], Number(parts[4]), length, row, path), // written by fileText
  };
  if (typeof own[4] === "string") fact.actorAliasId = own[4];
  if (typeof own[12] === "string") fact.targetAliasId = own[12];
  if (sessionPattern !== null) fact.sessionPattern = sessionPattern;
  return fact;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function pointer(
  [sha256, file]: readonly [string, string],
  offset: number,
  length: number,
  row: number | null,
  path: string | null,
): RawPointer {
  const raw: Mutable<RawPointer> = { file, sha256, offset, length };
  if (row !== null) raw.row = row;
  if (path !== null) raw.path = path;
  return raw;
}
