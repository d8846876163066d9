import type { Envelope } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { textAt } from "../../fields.ts";

/*
 * Mail addresses as Exchange writes them: `smtp:ann@contoso.com`, `"Ann" [SMTP:ann@contoso.com]`, `Ann <ann@contoso.com>`, several
 * with semicolons between them, or a directory object's name without any domain:
 * https://learn.microsoft.com/en-us/powershell/module/exchangepowershell/new-inboxrule
 */

/** What stands around and between addresses. Cutting here takes time in proportion to the text, whatever is in it. */
const AROUND = /[\s<>[\]"'(),;:]+/;

/** The addresses in a text in the order written, lower case. Names without a domain count as they are. */
export function addressesIn(text: string): readonly string[] {
  const found = text
    .split(AROUND)
    .filter((part) => part.includes("@", 1) && !part.endsWith("@"))
    .map((address) => address.toLowerCase());
  if (found.length > 0) return [...new Set(found)];
  const plain = text.trim().toLowerCase();
  return plain === "" || plain === "$null" ? [] : [plain];
}

/** The address that a guest's name in the tenant stands for. */
export function homeAddress(name: string): string {
  const guest = /^(.+)_([^_]+)#ext#@/i.exec(name);
  return guest === null ? name : `${guest[1]}@${guest[2]}`;
}

export function domainOf(address: string | null): string | null {
  const domain = /@([^@]+)$/.exec(homeAddress(address ?? ""))?.[1]?.toLowerCase() ?? null;
  return domain === null || domain === "" ? null : domain;
}

/**
 * Whether an address lies outside of the actor's own domain and that of the tenant. False where either side has no domain: an
 * object of the directory is one of ours.
 */
export function isOutside(address: string, record: LogRecord, envelope: Pick<Envelope, "actorId">): boolean {
  return placeOf(address, record, envelope) === "outside";
}

/** Whether an address is known to lie inside: its domain is the actor's or the tenant's, or below. */
export function isInside(address: string, record: LogRecord, envelope: Pick<Envelope, "actorId">): boolean {
  return placeOf(address, record, envelope) === "inside";
}

function placeOf(address: string, record: LogRecord, envelope: Pick<Envelope, "actorId">): "inside" | "outside" | null {
  const domain = domainOf(address);
  if (domain === null) return null;
  const own = [domainOf(envelope.actorId), textAt(record, "OrganizationName"), domainOf(textAt(record, "MailboxOwnerUPN"))];
  const known = own.filter((one) => one !== null).map((one) => one.toLowerCase());
  if (known.length === 0) return null;
  return known.some((one) => domain === one || domain.endsWith(`.${one}`)) ? "inside" : "outside";
}
