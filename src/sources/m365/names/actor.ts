import type { Envelope } from "../../../facts/fact.ts";
import type { ActorType } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { numberAt, textAt } from "../../fields.ts";
import { itemsOf } from "../records/audit-record.ts";

/*
 * Who acts. `UserId` is mostly a name such as `ann@contoso.com`, `UserType` a number (its name in exports):
 * https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema#user-type
 */

export type Actor = Pick<Envelope, "actorId" | "actorType"> & { readonly actorAliasId?: string };

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const TYPES: ReadonlyMap<string, ActorType> = new Map([
  ["0", "user"],
  ["regular", "user"],
  ["2", "user"],
  ["admin", "user"],
  ["3", "service"],
  ["dcadmin", "service"],
  ["4", "service"],
  ["system", "service"],
  ["5", "workload"],
  ["application", "workload"],
  ["6", "workload"],
  ["serviceprincipal", "workload"],
  ["7", "service"],
  ["custompolicy", "service"],
  ["8", "service"],
  ["systempolicy", "service"],
  ["10", "user"],
  ["guest", "user"],
]);

export function actorOf(record: LogRecord): Actor {
  const name = textAt(record, "UserUPN") ?? textAt(record, "UserId") ?? textAt(record, "UserKey");
  if (name === null) return { actorId: null, actorType: "unknown" };
  const actorId = plainName(name);
  const alias = objectIdOf(record)?.toLowerCase();
  return { actorId, ...(alias === undefined || alias === actorId ? {} : { actorAliasId: alias }), actorType: typeOf(record, actorId) };
}

/** Names of people without what services put around them. */
function plainName(name: string): string {
  const folded = name.toLowerCase();
  return /^urn:spo:guest#(.+)$/.exec(folded)?.[1] ?? /^(?:serviceprincipal|user)_([0-9a-f-]{36})$/.exec(folded)?.[1] ?? folded;
}

/** The object id by which the directory and Microsoft Graph know the actor. */
function objectIdOf(record: LogRecord): string | null {
  const given = [textAt(record, "TokenObjectId"), textAt(record, "UserKey"), textAt(record, "UserId")].find((id) => GUID.test(id ?? ""));
  if (given !== undefined) return given;
  const ids = itemsOf(record, "Actor").map((actor) => /^User_([0-9a-f-]{36})$/i.exec(textAt(actor, "ID") ?? "")?.[1]);
  return ids.find((id) => id !== undefined) ?? null;
}

function typeOf(record: LogRecord, actorId: string): ActorType {
  if (/^(app@sharepoint|sharepoint\\system)$/.test(actorId) || actorId.startsWith("nt authority\\")) return "service";
  if (actorId === "anonymous" || actorId.startsWith("urn:spo:anon")) return "anonymous";
  if (/^serviceprincipal_/i.test(textAt(record, "UserId") ?? "")) return "workload";
  const written = TYPES.get(userType(record));
  // A name with a domain is a person's, whatever an exporter calls the type.
  return written ?? (actorId.includes("@") ? "user" : "unknown");
}

function userType(record: LogRecord): string {
  return (numberAt(record, "UserType")?.toString() ?? textAt(record, "UserType") ?? "").toLowerCase();
}

/** Whether a guest of the tenant acts. */
export function isGuest(record: LogRecord): boolean {
  const type = userType(record);
  return type === "10" || type === "guest" || isGuestName(textAt(record, "UserId"));
}

/** Guests have names such as `eve_gmail.com#EXT#@contoso.onmicrosoft.com`. */
export function isGuestName(name: string | null): boolean {
  return name !== null && /#ext#|^urn:spo:guest#/i.test(name);
}
