import type { LogRecord, Unwrapped } from "../../contract.ts";
import { isFields } from "../../fields.ts";

/*
 * What keeps records of the audit log inside others: Search-UnifiedAuditLog, exports of Purview and the audit log query API of
 * Microsoft Graph (`AuditData`), Splunk (`_raw`, `result`), collectors (`event`, `o365.audit`, `event.original`, `message`):
 * https://learn.microsoft.com/en-us/powershell/module/exchangepowershell/search-unifiedauditlog
 * https://learn.microsoft.com/en-us/graph/api/resources/security-auditlogrecord
 */

const KEYS = [
  "AuditData",
  "auditData",
  "AuditDataRaw",
  "_raw",
  "result",
  "event",
  "event.original",
  "original",
  "o365",
  "audit",
  "message",
];

/** What a value that is no record itself holds, one level down; null if nothing. */
export function unwrapAudit(value: LogRecord): readonly Unwrapped[] | null {
  const found = KEYS.flatMap((key) => (Object.hasOwn(value, key) ? candidate(value[key], key) : []));
  return found.length === 0 ? null : found;
}

function candidate(value: unknown, path: string): readonly Unwrapped[] {
  if (isFields(value)) return [{ record: value, path }];
  return typeof value === "string" && holdsRecord(value, path) ? [{ record: value, path }] : [];
}

/** Text that claims to be a record must be read, or be counted as unreadable; other text must look like one. */
function holdsRecord(text: string, path: string): boolean {
  if (/^auditdata/i.test(path)) return text.trim() !== "";
  return /^\s*\{/.test(text) && /CreationTime|AuditData/.test(text);
}
