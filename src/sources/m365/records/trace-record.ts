import type { LogRecord } from "../../contract.ts";
import { isFields, listAt, parsedJson, textAt } from "../../fields.ts";

/*
 * Message traces in their spellings: Get-MessageTraceV2 (`SenderAddress`), Microsoft Graph (`senderAddress`), and downloads of the
 * admin centre (`sender_address`, `recipient_status` with `ann@contoso.com##Receive, Deliver;…`). Headers may stand beside, or under
 * `Headers` as object or as list of names and values:
 * https://learn.microsoft.com/en-us/powershell/module/exchangepowershell/get-messagetracev2
 * https://learn.microsoft.com/en-us/graph/api/resources/exchangemessagetrace
 */

type Fields = Readonly<Record<string, unknown>>;

/** Fields by the spellings of their names without case and underscores. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["received", "Received"],
  ["receiveddatetime", "Received"],
  ["origintimestamputc", "Received"],
  ["datetimeutc", "Received"],
  ["senderaddress", "SenderAddress"],
  ["recipientaddress", "Recipients"],
  ["recipients", "Recipients"],
  ["recipientstatus", "Recipients"],
  ["messageid", "MessageId"],
  ["messagetraceid", "MessageTraceId"],
  ["networkmessageid", "MessageTraceId"],
  ["subject", "Subject"],
  ["messagesubject", "Subject"],
  ["status", "Status"],
  ["fromip", "FromIP"],
  ["originalclientip", "FromIP"],
  ["organization", "Organization"],
  ["organizationid", "OrganizationId"],
]);

export function isTrace(record: LogRecord): boolean {
  const names = new Set(Object.keys(record).map((name) => NAMES.get(plain(name))));
  return names.has("SenderAddress") && names.has("Recipients") && names.has("Received") && names.has("MessageId");
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}

/** The trace with one spelling of each field, recipients as a list, and its `x-ms-mail-` headers beside. */
export function asTrace(record: LogRecord): LogRecord {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    const known = NAMES.get(plain(name));
    if (known !== undefined && found[known] === undefined && value !== "") found[known] = value;
    if (plain(name).startsWith("x-ms-mail-")) found[name.toLowerCase()] = value;
  }
  for (const [name, value] of headersOf(record)) found[name] ??= value;
  return { ...found, Recipients: recipientsOf(found["Recipients"]) };
}

function recipientsOf(given: unknown): readonly string[] {
  const texts = listAt({ given }, "given").filter((one): one is string => typeof one === "string");
  return texts.flatMap((text) => text.split(";")).flatMap((text) => (text.trim() === "" ? [] : [text.replace(/##.*$/s, "").trim()]));
}

function headersOf(record: LogRecord): readonly (readonly [string, string])[] {
  const given = record["Headers"] ?? record["headers"];
  const headers = typeof given === "string" ? (parsedJson(given) ?? given) : given;
  if (typeof headers === "string") return inText(headers);
  const pairs = isFields(headers) ? Object.entries(headers) : listAt({ headers }, "headers").flatMap(pair);
  return pairs.flatMap(([name, value]) => {
    const lower = name.toLowerCase();
    return lower.startsWith("x-ms-mail-") && typeof value === "string" ? [[lower, withoutName(lower, value)] as const] : [];
  });
}

function pair(item: unknown): readonly (readonly [string, unknown])[] {
  const fields: Fields = isFields(item) ? item : {};
  const name = textAt(fields, "Name") ?? textAt(fields, "name");
  return name === null ? [] : [[name, fields["Value"] ?? fields["value"]]];
}

/** Some exports repeat the name in the value. */
function withoutName(name: string, value: string): string {
  return value.toLowerCase().startsWith(`${name}:`) ? value.slice(name.length + 1).trim() : value;
}

/** Headers as a message has them: folded lines begin with a blank. */
function inText(text: string): readonly (readonly [string, string])[] {
  const lines = text.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return lines.flatMap((line) => {
    const [, name, value] = /^(x-ms-mail-[a-z-]+):\s*(.*)$/i.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value] as const];
  });
}
