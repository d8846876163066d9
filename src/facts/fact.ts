import type { ActorType, AutomationKind, FactKind, Flag, IpClass, Outcome, Privilege, Provider, Stage, Trait, Via } from "./kinds.ts";

/**
 * Where a record's bytes are. `offset` and `length` count bytes of the decompressed file;
 * `sha256` is of the file as given; `path` leads to a record inside a wrapper.
 */
export interface RawPointer {
  readonly file: string;
  readonly sha256: string;
  readonly offset: number;
  readonly length: number;
  readonly row?: number;
  readonly path?: string;
}

/** Who did something, from where, with which credential: the same for all facts of a record. */
export interface Envelope {
  /** Vendor's unique id of the event, made unique across accounts. Equal keys are copies of one event. */
  readonly dupKey: string;
  /** Vendor's id as printed in the record; shown to people. */
  readonly eventId: string;
  /** Joins the records of one long-running operation; null where a record is a whole operation. */
  readonly operationKey: string | null;
  /** Normalised operation name, such as `CreateFunction`. */
  readonly op: string;
  readonly rawOp: string;
  /** Service that was called, such as `lambda`. */
  readonly service: string;
  /** Event time, milliseconds since 1970 UTC. */
  readonly tsMs: number;
  readonly provider: Provider;
  /** AWS account, GCP project, Azure subscription or tenant. */
  readonly account: string;
  readonly region: string | null;
  /** Stable id of the acting identity: user ARN, role ARN (not the session), service name. */
  readonly actorId: string | null;
  /** Another id by which other records name the actor; absent where there is none (docs/adr/0014). */
  readonly actorAliasId?: string;
  readonly actorType: ActorType;
  /** Session name under the identity, where there is one. */
  readonly sessionName: string | null;
  /** Id of the automation that the record itself proves to be acting (AWS `inScopeOf`). */
  readonly sessionAutomationId: string | null;
  /** Credential used: access key id, key name, client id. */
  readonly credentialId: string | null;
  /** Whether the user agent carries the marker of a serverless runtime. A hint: anyone can write it. */
  readonly runtimeAgent: boolean;
  /** Service that made the call on the actor's behalf, from a field only the vendor writes. */
  readonly invokedBy: string | null;
  readonly via: Via;
  readonly srcIp: string | null;
  readonly srcIpClass: IpClass;
  readonly userAgent: string | null;
  readonly outcome: Outcome;
  readonly flags: readonly Flag[];
}

/** What a record is about; an entity extractor returns this. Absent means null, [] or {}. */
export interface Entities {
  readonly automationId?: string | null;
  readonly automationKind?: AutomationKind | null;
  readonly automationName?: string | null;
  readonly automationVersion?: string | null;
  /** Identity that the automation runs as, where the record says so. */
  readonly runAsId?: string | null;
  /** How the service names the automation's sessions where it is not by the automation's name: `*` any run, `?` one character. */
  readonly sessionPattern?: string;
  /** Credential that the call created: access key id, session key id. */
  readonly issuedCredentialId?: string | null;
  readonly targetId?: string | null;
  /** Another id by which other records name the target. */
  readonly targetAliasId?: string;
  readonly targetType?: string | null;
  readonly targetAccount?: string | null;
  /** Named policy whose content another record holds; resolve looks it up. */
  readonly policyId?: string | null;
  /** Power that the record itself shows; null when it does not say. */
  readonly privilege?: Privilege | null;
  readonly traits?: readonly Trait[];
  readonly flags?: readonly Flag[];
  /** Vendor facts that explanations quote: code hash, runtime, policy name, and so on. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The normalised meaning of one record. Holds only what that record says. */
export interface Fact extends Envelope {
  /** `f_` and a hash of provider, dupKey, kind, ordinal and content. */
  readonly factId: string;
  readonly source: string;
  /** Stage that the rule gives it; an analytic may move it (a grant by a function is an effect). */
  readonly stage: Stage;
  readonly kind: FactKind;
  /** Name of the entity extractor; with dupKey and kind it tells the facts of one event apart. The second of one extractor ends in `#2`. */
  readonly entity: string;
  /** True when something was really changed: a successful call that was no dry run. */
  readonly isChange: boolean;
  readonly automationId: string | null;
  readonly automationKind: AutomationKind | null;
  readonly automationName: string | null;
  readonly automationVersion: string | null;
  readonly runAsId: string | null;
  /** Absent where sessions carry the automation's own name or where nothing is known. */
  readonly sessionPattern?: string;
  readonly issuedCredentialId: string | null;
  readonly targetId: string | null;
  readonly targetAliasId?: string;
  readonly targetType: string | null;
  readonly targetAccount: string | null;
  readonly policyId: string | null;
  readonly privilege: Privilege | null;
  readonly traits: readonly Trait[];
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
  /** Ids of the stage rules that made it. */
  readonly rules: readonly string[];
  /** Titles of other Sigma rules (`--rules DIR`) that match the record. */
  readonly annotations: readonly string[];
  readonly raw: RawPointer;
}
