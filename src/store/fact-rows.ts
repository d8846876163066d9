import type { Fact } from "../facts/fact.ts";
import type { Trait } from "../facts/kinds.ts";
import type { Cell, RowShape } from "./append.ts";
import { createFileNumbers } from "./file-numbers.ts";
import { isPackable, packedSql } from "./packed.ts";
import { FACT_COLUMNS } from "./schema.ts";
import type { FactColumn } from "./schema.ts";
import type { SharedTexts } from "./shared-texts.ts";

/*
 * A fact is kept in four places: columns that SQL asks for, what it has in common with many others (one shared text), the
 * file it comes from (another), and the rest. Nothing but the words of closed vocabularies is kept twice.
 */

/** Traits that make an automation worth a look even when nothing else happened. */
const NOTABLE: ReadonlySet<Trait> = new Set([
  "public",
  "foreign_account",
  "foreign_code",
  "denied_pass",
  "identity_trigger",
  "calls_out",
  "guest",
]);

/** What many facts say in the same words: a list, and built key by key again, because both are done once a fact. */
export type Common = readonly [
  source: string,
  stage: Fact["stage"],
  kind: Fact["kind"],
  entity: string,
  isChange: boolean,
  op: string,
  rawOp: string,
  service: string,
  provider: Fact["provider"],
  account: string,
  region: string | null,
  actorType: Fact["actorType"],
  runtimeAgent: boolean,
  invokedBy: string | null,
  via: Fact["via"],
  srcIpClass: Fact["srcIpClass"],
  userAgent: string | null,
  outcome: Fact["outcome"],
  flags: Fact["flags"],
  automationKind: Fact["automationKind"],
  targetType: string | null,
  targetAccount: string | null,
  privilege: Fact["privilege"],
  traits: Fact["traits"],
  rules: readonly string[],
  annotations: readonly string[],
];

function commonText(fact: Fact): string {
  const common: Common = [
    fact.source,
    fact.stage,
    fact.kind,
    fact.entity,
    fact.isChange,
    fact.op,
    fact.rawOp,
    fact.service,
    fact.provider,
    fact.account,
    fact.region,
    fact.actorType,
    fact.runtimeAgent,
    fact.invokedBy,
    fact.via,
    fact.srcIpClass,
    fact.userAgent,
    fact.outcome,
    fact.flags,
    fact.automationKind,
    fact.targetType,
    fact.targetAccount,
    fact.privilege,
    fact.traits,
    fact.rules,
    fact.annotations,
  ];
  return JSON.stringify(common);
}

/** Columns that hold a fact's own texts, in the order in which they are packed. */
const OWN = [
  "fact_id",
  "dup_key",
  "operation_key",
  "actor_id",
  "actor_alias_id",
  "session_name",
  "session_automation_id",
  "credential_id",
  "issued_credential_id",
  "automation_id",
  "run_as_id",
  "target_id",
  "target_alias_id",
  "src_ip",
] as const satisfies readonly FactColumn[];

/** SQL that gives one text for each fact of the alias `f`. */
export const PACKED_FACT: string = packedSql("f", ["common", "file", "ts_ms", "raw_offset"], OWN);

/** What stands in those columns. */
function ownTexts(fact: Fact): readonly (string | null)[] {
  return [
    fact.factId,
    fact.dupKey,
    fact.operationKey,
    fact.actorId,
    fact.actorAliasId ?? null,
    fact.sessionName,
    fact.sessionAutomationId,
    fact.credentialId,
    fact.issuedCredentialId,
    fact.automationId,
    fact.runAsId,
    fact.targetId,
    fact.targetAliasId ?? null,
    fact.srcIp,
  ];
}

/** What no column says, and the texts of its columns where they cannot be packed. */
export type Rest = readonly [
  eventId: string,
  automationName: string | null,
  automationVersion: string | null,
  sessionPattern: string | null,
  policyId: string | null,
  detail: Fact["detail"],
  length: number,
  row: number | null,
  path: string | null,
  own?: readonly (string | null)[],
];

/** Kept as a list, because names would be most of it. */
function restText(fact: Fact): string {
  const { eventId, automationName, automationVersion, policyId, detail, raw } = fact;
  const own = ownTexts(fact);
  const place = [raw.length, raw.row ?? null, raw.path ?? null];
  const rest = [eventId, automationName, automationVersion, fact.sessionPattern ?? null, policyId, detail, ...place];
  return JSON.stringify(isPackable(own) ? rest : [...rest, own]);
}

const FACT_CELLS = {
  fact_id: (fact: Fact) => fact.factId,
  dup_key: (fact: Fact) => fact.dupKey,
  operation_key: (fact: Fact) => fact.operationKey,
  source: (fact: Fact) => fact.source,
  kind: (fact: Fact) => fact.kind,
  entity: (fact: Fact) => fact.entity,
  ts_ms: (fact: Fact) => fact.tsMs,
  account: (fact: Fact) => fact.account,
  actor_id: (fact: Fact) => fact.actorId,
  actor_alias_id: (fact: Fact) => fact.actorAliasId ?? null,
  session_name: (fact: Fact) => fact.sessionName,
  session_automation_id: (fact: Fact) => fact.sessionAutomationId,
  runtime_agent: (fact: Fact) => (fact.runtimeAgent ? 1 : 0),
  credential_id: (fact: Fact) => fact.credentialId,
  issued_credential_id: (fact: Fact) => fact.issuedCredentialId,
  automation_id: (fact: Fact) => fact.automationId,
  automation_kind: (fact: Fact) => fact.automationKind,
  run_as_id: (fact: Fact) => fact.runAsId,
  target_id: (fact: Fact) => fact.targetId,
  target_alias_id: (fact: Fact) => fact.targetAliasId ?? null,
  target_type: (fact: Fact) => fact.targetType,
  privilege: (fact: Fact) => fact.privilege,
  outcome: (fact: Fact) => fact.outcome,
  is_change: (fact: Fact) => (fact.isChange ? 1 : 0),
  notable: (fact: Fact) => (fact.traits.some((trait) => NOTABLE.has(trait)) ? 1 : 0),
  fields_omitted: (fact: Fact) => (fact.flags.includes("fields_omitted") ? 1 : 0),
  src_ip: (fact: Fact) => fact.srcIp,
  src_ip_class: (fact: Fact) => fact.srcIpClass,
  raw_offset: (fact: Fact) => fact.raw.offset,
  rest: restText,
} satisfies Readonly<Record<Exclude<FactColumn, "common" | "file">, (fact: Fact) => Cell>>;

/** How facts become rows of `fact_in`. */
export function factRows(texts: SharedTexts): RowShape<Fact> {
  const fileNumber = createFileNumbers(texts);
  const cells: Readonly<Record<FactColumn, (fact: Fact) => Cell>> = {
    ...FACT_CELLS,
    common: (fact) => texts.idOf(commonText(fact)),
    file: ({ raw }) => fileNumber(raw),
  };
  return {
    table: "fact_in",
    columns: Object.entries(FACT_COLUMNS).map(([column, type]) => ({ type, cell: cells[column as FactColumn] })), // keys of the same object
  };
}
