import { remember } from "../../../util/remember.ts";
import { KNOWN_OPERATIONS } from "./known-operations.ts";

/** `20150331`, `20150331v2`: the API version that Lambda writes behind its operation names. */
const VERSION_SUFFIX = /20\d{6}(v\d+)?$/;
/** Blanks, controls and characters without width: no real operation name holds any. */
const INVISIBLE = /[\s\p{Cc}\p{Cf}]+/gu;

export interface OperationName {
  /** Without version suffix, in the vendor's spelling. */
  readonly op: string;
  /** The vendor's spelling with its suffix. */
  readonly spelled: string;
  readonly noncanonical: boolean;
}

const bySpelling = new Map([...KNOWN_OPERATIONS].map((name) => [name.toLowerCase(), name]));

/** Mends odd case and invisible characters, which only a forged or broken producer writes. */
export const operationName: (raw: string) => OperationName = remember(20_000, mendOperation);

function mendOperation(raw: string): OperationName {
  const visible = raw.normalize("NFKC").replace(INVISIBLE, "");
  const suffix = VERSION_SUFFIX.exec(visible.toLowerCase())?.[0] ?? "";
  const bare = visible.slice(0, visible.length - suffix.length);
  const op = bySpelling.get(bare.toLowerCase()) ?? bare;
  const spelled = op + suffix;
  return { op, spelled, noncanonical: spelled !== raw };
}

/** Host name of the service, lower case, without anything invisible. */
export const eventSource: (raw: string) => EventSource = remember(5000, mendSource);

export interface EventSource {
  readonly host: string;
  readonly service: string;
  readonly noncanonical: boolean;
}

function mendSource(raw: string): EventSource {
  const host = raw.normalize("NFKC").replace(INVISIBLE, "").toLowerCase();
  return { host, service: host.replace(/\.amazonaws\.com(\.cn)?$/, ""), noncanonical: host !== raw };
}
