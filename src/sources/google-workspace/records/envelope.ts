import { stableHash } from "../../../facts/fact-id.ts";
import type { Envelope } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { eventTimeMs } from "../../event-time.ts";
import { objectAt, orderedJson, textAt } from "../../fields.ts";
import { classifyAddress } from "../../ip-class.ts";
import { asActivity } from "./activity.ts";
import { actingProject, actingScript } from "../names/acting-app.ts";
import { scalarAt } from "./scalar.ts";

/*
 * Who, when and where of an event. `id.time` and `id.uniqueQualifier` name the item for one application; the events of an item are
 * told apart by what they say, since pipelines that split items drop their position:
 * https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list#activity
 */

/** Events that tell of something which did not come about, or not yet. */
const OUTCOMES: Readonly<Record<string, Envelope["outcome"]>> = { deny: "denied", login_failure: "denied", request: "started" };

/** The envelope, or why there is none. */
export function activityEnvelope(given: LogRecord): Envelope | { readonly unusable: string } {
  const record = asActivity(given);
  const name = textAt(record, "events", "name");
  if (name === null) return { unusable: "no name of an event" };
  const tsMs = timeOfActivity(record);
  if (tsMs === null) return { unusable: "no usable id.time" };
  const service = textAt(record, "id", "applicationName") ?? "";
  // All calls of apps are one event, `activity`: the method is what was done.
  const op = service === "token" && name === "activity" ? (textAt(record, "events", "parameters", "method_name") ?? name) : name;
  const says = stableHash([name, orderedJson(saidBy(record))], 12);
  const qualifier = scalarAt(record, "id", "uniqueQualifier");
  const credentialId = actingProject(record);
  return {
    dupKey: `${service}/${tsMs}/${qualifier ?? textAt(record, "actor", "email") ?? ""}/${says}`,
    eventId: qualifier ?? `without-id-${says}`,
    operationKey: null,
    op,
    rawOp: name,
    service,
    tsMs,
    provider: "google-workspace",
    account: accountOf(record),
    region: null,
    ...actorOf(record),
    sessionName: null,
    sessionAutomationId: actingScript(record),
    credentialId,
    // An app's number says which app it was: unlike a platform's mark, it fits the scripts of that project only.
    runtimeAgent: actingScript(record) !== null,
    invokedBy: null,
    via: "unknown",
    ...classifyAddress(addressOf(record)),
    userAgent: textAt(record, "events", "parameters", "user_agent"),
    outcome: OUTCOMES[name] ?? "success",
    flags: [],
  };
}

/** Exports write `2022-12-11 02:57:48.693000000` for what is RFC 3339 in the API; both are UTC. */
export function timeOfActivity(record: LogRecord): number | null {
  const time = textAt(record, "id", "time");
  if (time === null) return null;
  return eventTimeMs(time.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?: ?(?:UTC|\+00(?::?00)?|Z))?$/, "$1T$2Z"));
}

/** Parameters as texts: one shape writes numbers and booleans where another quotes them. */
function saidBy(record: LogRecord): unknown {
  return Object.fromEntries(
    Object.entries(objectAt(record, "events", "parameters")).map(([name, value]) => [
      name,
      typeof value === "number" || typeof value === "boolean" ? String(value) : value,
    ]),
  );
}

/** The customer's id; the domain where an export has none. */
function accountOf(record: LogRecord): string {
  return scalarAt(record, "id", "customerId") ?? textAt(record, "ownerDomain") ?? domainOf(textAt(record, "actor", "email")) ?? "unknown";
}

/** Domain of an address in lower case, or null. */
export function domainOf(address: string | null): string | null {
  const at = address?.lastIndexOf("@") ?? -1;
  return address === null || at < 0 ? null : address.slice(at + 1).toLowerCase();
}

/** People by address; what has none by the key of its kind. Service accounts act for no person. */
function actorOf(record: LogRecord): Pick<Envelope, "actorId" | "actorType"> {
  const email = textAt(record, "actor", "email")?.toLowerCase() ?? null;
  if (email?.endsWith(".gserviceaccount.com") === true) return { actorId: email, actorType: "workload" };
  if (email !== null) return { actorId: email, actorType: "user" };
  const key = textAt(record, "actor", "key") ?? scalarAt(record, "actor", "profileId");
  if (key === null) return { actorId: null, actorType: "anonymous" };
  return { actorId: key, actorType: textAt(record, "actor", "callerType") === "KEY" ? "service" : "user" };
}

function addressOf(record: LogRecord): string | null {
  const address = textAt(record, "ipAddress");
  return address === "null" ? null : address;
}
