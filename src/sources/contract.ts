import type { Entities, Envelope } from "../facts/fact.ts";
import type { Provider } from "../facts/kinds.ts";
import type { SourceBlindSpots } from "../facts/blind-spot.ts";

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
  /** Any of these in a record may make it run-as activity; such records are parsed. */
  readonly activityNeedles: readonly string[];
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
  /** Whether a parsed record is of this source. Cheap; never throws. */
  matches(record: LogRecord): boolean;
  /**
   * The record as rules should see it: names mended that only a forged or broken producer writes
   * oddly. The same object when nothing was odd, which is nearly always. Absent: nothing to mend.
   */
  canonical?(record: LogRecord): LogRecord;
  /** Who, when, where; or the reason why the record cannot be used (it is then quarantined). */
  envelope(record: LogRecord): Envelope | { readonly unusable: string };
  /** Entity extractors by the name that stage rules use. Never throw. */
  readonly entities: Readonly<Record<string, (record: LogRecord, envelope: Envelope) => Entities>>;
  /** Whether the record itself proves or strongly suggests that a serverless session acts. */
  isRunAsActivity(record: LogRecord, envelope: Envelope): boolean;
  /** Records that are known to carry no events (digests, insights): a reason, or null. */
  notEvents(record: LogRecord): string | null;
  /** What the source cannot show, by the name of the condition that analytics test. */
  readonly blindSpots: SourceBlindSpots;
}
