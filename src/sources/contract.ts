import type { Entities, Envelope } from "../facts/fact.ts";
import type { Provider } from "../facts/kinds.ts";
import type { SourceBlindSpots, TelemetryKind } from "../facts/blind-spot.ts";

/** A parsed record: any JSON object, of which nothing is trusted. */
export type LogRecord = Readonly<Record<string, unknown>>;

/**
 * How a record of this source looks in bytes, so that noise can be rejected unparsed.
 * All strings are plain ASCII as the vendor's own serialiser writes them.
 */
export interface ByteShape {
  /** Key and colon and quote, such as `"eventName":"`; the value up to the next quote is decided on. */
  readonly operationAnchor: string;
  /** Record field behind that anchor, such as `eventName`. */
  readonly operationField: string;
  /** A second keyed field, for rules that name no operation: `"eventSource":"`. */
  readonly serviceAnchor: string;
  readonly serviceField: string;
  /** How each record begins in the vendor's delivery files: `{"eventVersion":"`. */
  readonly recordStart: string;
  /** Other ways in which they begin, as of other years. Few: each is searched for. */
  readonly otherStarts?: readonly string[];
  /** Whether lists of these hold records of other logs too, which begin otherwise; people mix them, or the vendor does. */
  readonly isMixed?: boolean;
  /** Which key tells more apart where a rule hangs on both; `operation` if absent. */
  readonly finerKey?: "service";
  /** Of values behind `operationAnchor`: whether records of other logs that begin alike have it. Such records are parsed. */
  readonly isOther?: (operation: string) => boolean;
  /**
   * Keys, with colon and quote, whose values name who acts with what; absent where that is not known. Of every id
   * that `shows` says yes to, and that an envelope gives as actor or credential, the last part (after `/` or `:`) stands
   * in one of these values, before its end or a `/`: behind the same account (what stands before the id's last colon) in a
   * value with colons, or alone in a value without, where none before it in the record has the name behind another account.
   * Lets a second look leave out files without it.
   */
  readonly identity?: { readonly keys: readonly string[]; readonly shows: (id: string) => boolean };
  /** Any of these in a record may make it run-as activity; such records are parsed. */
  readonly activityNeedles: readonly string[];
  /** Set where rows of such records can be read without a parser. */
  readonly activity?: ActivityFields;
  /**
   * One of these stands in every record of an identity that automations run as. Only streams are asked for it, because they
   * cannot be read again for identities that become known late. Absent: such identities do not act in this log.
   */
  readonly roleNeedles?: readonly string[];
  /**
   * Any of these shows that bytes which look like one record from outside hold others, wrapped or in another shape,
   * as in files that somebody put together from several exports; they are parsed.
   */
  readonly wrapperNeedles?: readonly string[];
}

/**
 * How the row of a record of run-as activity is read off its bytes, without building the record. Only for logs of which this
 * holds: of two records without other top-level keys than these, and with the same texts at these paths, everything that a row
 * says is the same but time and event id. What is called tells by itself whether a record with such keys is one of this log.
 */
export interface ActivityFields {
  /** Top-level keys of the time, in seconds and UTC (`2026-10-01T09:00:00Z`), and of the event id. */
  readonly time: string;
  readonly id: string;
  /** Who acts: at most 18 texts. */
  readonly actor: readonly ActivityField[];
  /** What is called, from where and how it ended: likewise. */
  readonly call: readonly ActivityField[];
  /** Other top-level keys that such records have, whatever their values are. */
  readonly ignored: readonly string[];
  /** The same, but a record in which one has a text is parsed. */
  readonly noTexts: readonly string[];
}

/** A text in a record; where something else but null stands, the record is parsed. */
export interface ActivityField {
  readonly path: readonly string[];
  /** Records without it are parsed. */
  readonly isRequired?: boolean;
  /** A text that makes the same row, so that many need not be told apart; null for one that takes the parser. */
  standIn?(text: string): string | null;
}

/**
 * A log whose files are lines of fields with blanks between them, such as VPC flow logs. Inputs hand each line
 * to the source as a record of texts by field name, exactly as written (`-` stays `-`).
 */
export interface LineLayout {
  /** Names of the fields where no header line names them. Lines with another number of fields are set aside then. */
  readonly fields: readonly string[];
  /** Whether the fields of a file's first line are names: they then replace `fields` for this file. */
  isHeader(first: readonly string[]): boolean;
  /** Whether the fields of a file's first line are a record of this log in the order of `fields`. */
  isRecord(first: readonly string[]): boolean;
}

/** A record found inside another value: parsed, or JSON text that inputs parse under the same limits as any record. */
export interface Unwrapped {
  readonly record: LogRecord | string;
  /** How to get there from the value: `Events[3].CloudTrailEvent`. */
  readonly path: string;
}

/** Writes that no rule knows, of services that rules watch: counted and told, never evidence. */
export interface UnmappedOperations {
  /** Whether an operation of this name, as it stands in the bytes, may be one. Asked once a name; holds for few names. */
  readonly mayBe: (name: string) => boolean;
  /** What to call the operation of a record (`lambda:CreateFunctionV2`); null if it is none, and wherever `mayBe` says no. */
  readonly operation: (record: LogRecord) => string | null;
}

/** One kind of log. One file under src/sources/PROVIDER/, default-exported, named in registry.gen.ts. */
export interface Source {
  /** Equal to its path below src/sources: `aws/cloudtrail`. */
  readonly id: string;
  readonly title: string;
  readonly provider: Provider;
  /** Sigma logsource that rules for this log carry. */
  readonly logsource: { readonly product: string; readonly service: string };
  readonly vendorDocs: string;
  /** Logging that must be switched on for this source to exist. */
  readonly requires: readonly string[];
  readonly bytes: ByteShape;
  /** Set for logs that come as lines of fields. */
  readonly lines?: LineLayout;
  /**
   * Column names, in lower case: a table (CSV with a header, Parquet) with none of them is no log of this source.
   * A row is a record by column name as written; values of CSV are texts, of Parquet what the file says.
   */
  readonly tableColumns?: readonly string[];
  /** Keys besides `Records` of an object around a list of records: `Events`. */
  readonly listKeys?: readonly string[];
  /**
   * What a value that is no record of this source holds, one level down: the event that another system wrapped, a row of
   * an export. Null if nothing. What it gives back may itself be a wrapper. Never asked of values that `matches` takes.
   */
  unwrap?(value: LogRecord): readonly Unwrapped[] | null;
  /** Whether a parsed record is of this source. Cheap; never throws. */
  matches(record: LogRecord): boolean;
  /**
   * The record as rules should see it: names mended that only a forged or broken producer writes
   * oddly. The same object when nothing was odd, which is nearly always. Absent: nothing to mend.
   */
  canonical?(record: LogRecord): LogRecord;
  /** When, alone: what `envelope` says, at less cost. Absent: the envelope is asked. */
  time?(record: LogRecord): number | null;
  /** Who, when, where; or the reason why the record cannot be used (it is then quarantined). */
  envelope(record: LogRecord): Envelope | { readonly unusable: string };
  /** Whether the name of the file contradicts a record in it. A doubt, shown with its facts; never a reason to drop any. */
  isMisplaced?(record: LogRecord, file: string): boolean;
  /** Entity extractors by the name that stage rules use. Never throw. Several where one call is about several things. */
  readonly entities: Readonly<Record<string, (record: LogRecord, envelope: Envelope) => Entities | readonly Entities[]>>;
  /** Whether `isRunAsActivity` could say yes, at less cost than the envelope. Absent: it could. */
  mayBeRunAs?(record: LogRecord): boolean;
  /** Whether the record itself proves or strongly suggests that a serverless session acts. */
  isRunAsActivity(record: LogRecord, envelope: Envelope): boolean;
  /** Records that are known to carry no events (digests, insights): a reason, or null. */
  notEvents(record: LogRecord): string | null;
  /** What the record proves to be logged in which account, even where it means nothing itself. Absent: only facts tell. */
  coverage?(record: LogRecord): { readonly account: string; readonly shows: TelemetryKind };
  /** Absent: nothing is known about what the rules do not know. */
  readonly unmapped?: UnmappedOperations;
  /** What the source cannot show, by the name of the condition that analytics test. */
  readonly blindSpots: SourceBlindSpots;
}
