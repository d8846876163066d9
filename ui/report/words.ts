import type { AttributionMethod, FactKind, Flag, Outcome, Stage } from "../../src/facts/kinds.ts";
import type { Incident } from "../../src/incidents/incident.ts";
import type { Severity } from "../../src/incidents/severity.ts";

/** Everything the report says in fixed words, in one place. */

/** Loudest first, as people read. */
export const SEVERITY_ORDER: readonly Severity[] = ["critical", "high", "medium", "low", "informational"];

export const STAGE_TITLES: Readonly<Record<Stage, string>> = {
  deploy: "Deploy",
  privilege: "Privilege",
  execute: "Execute",
  effect: "Effect",
};

export const KIND_WORDS: Readonly<Record<FactKind, string>> = {
  deploy: "code deployed",
  configure: "configuration changed",
  trigger: "trigger set",
  expose: "exposed",
  pass_role: "identity passed",
  grant: "rights granted",
  trust_change: "trust changed",
  consent: "consent given",
  invoke: "invoked",
  assume: "identity assumed",
  act: "acted",
  sensitive_access: "sensitive access",
  credential: "credential made",
  share: "shared",
  forward: "forwarded",
  network: "network",
  evade: "evasion",
};

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  success: "succeeded",
  denied: "denied",
  error: "failed",
  started: "started",
  unknown: "outcome unknown",
};

export const METHOD_WORDS: Readonly<Record<AttributionMethod, string>> = {
  names_automation: "the record names the automation",
  credentials_issued_to: "the vendor says the credentials were issued to it",
  issued_credential: "uses a credential seen being issued to it",
  created_credential: "uses a credential that it created",
  credential_chain: "reached by assuming identities from its session",
  session_and_agent: "session name and runtime agent fit",
  dedicated_identity: "done by an identity that only it is seen to run as",
  session_name: "session name fits",
  session_pattern: "session named as the service names them, with its identity",
  owner_and_app: "done as its owner, through its platform",
  newest_of_owner: "done as the owner of several, of which it is the newest",
  owner_and_agent: "done as its owner, with its platform's agent string",
  owner_alone: "done by its owner, perhaps by hand",
  names_run_as: "acts on the identity it runs as",
  deployer: "done by or to who changed it",
  sole_user_of_role: "the only automation seen with that identity",
  trigger_event: "the event that set it off",
  network_interface: "a network interface that only it is known to use",
  shared_interface: "a network interface that it shares with others",
  shared_role: "tied to a shared identity only",
};

export const PRIVILEGE_WORDS: Readonly<Record<Incident["run_as"][number]["privilege"], string>> = {
  none: "ordinary rights",
  data: "broad data access",
  escalation: "can escalate its rights",
  admin: "administrator rights",
  unknown: "rights unknown",
};

export const FLAG_WORDS: Readonly<Record<Flag, string>> = {
  damaged_object: "A record comes from a log file that could not be read whole.",
  fields_omitted: "The vendor left a field out of a record because of its size.",
  truncated: "A field was cut in the middle.",
  ambiguous: "A record has duplicate keys: two readings are possible.",
  noncanonical: "Names are written with odd case, blanks or invisible characters.",
  conflict: "Two copies of one event say different things.",
  partial: "Of an event between two accounts only one side was given.",
  late: "The vendor marked a record as delivered late or updated.",
  misplaced: "A record contradicts the name of the log file that it was delivered in.",
  no_invoke_telemetry: "Runs of the automation are not in these logs.",
  logging_stopped: "Logging was weakened during the story: later steps may be missing.",
};

export const VERDICT_WORDS: Readonly<Record<Incident["mitigations"][number]["verdict"], string>> = {
  would_have_prevented: "would have prevented it",
  would_have_limited: "would have limited it",
  would_not_have_helped: "would not have helped",
  unknown: "cannot be told",
};

/** Names as ATT&CK gives them: https://attack.mitre.org/mitigations/enterprise/ */
export const MITIGATION_NAMES: Readonly<Record<Incident["mitigations"][number]["id"], string>> = {
  M1018: "User Account Management",
  M1036: "Account Use Policies",
};

const COUNT_FORMAT = new Intl.NumberFormat("en-US");

/** `12,480` */
export function formatCount(count: number): string {
  return COUNT_FORMAT.format(count);
}

/** `1 record`, `12 records`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
