import type { LogRecord, Unwrapped } from "../../contract.ts";
import { isFields, listAt, objectAt, textAt } from "../../fields.ts";

/*
 * Sign-in, admin, token and group activities as audit entries of Cloud Logging; their events keep the names that Reports give them:
 * https://cloud.google.com/logging/docs/audit/gsuite-audit-logging. No entry names the customer, only the organisation.
 */

const APPLICATION_OF: Readonly<Record<string, string>> = {
  "admin.googleapis.com": "admin",
  "cloudidentity.googleapis.com": "groups_enterprise",
  "login.googleapis.com": "login",
  "oauth2.googleapis.com": "token",
};
/** Types of events that Reports keep with the accounts and not with the sign-ins. */
const OF_ACCOUNTS: ReadonlySet<string> = new Set([
  "2sv_change",
  "email_forwarding_change",
  "password_change",
  "recovery_info_change",
  "titanium_change",
]);

/** The events of an entry as activities; null for any other record. */
export function ofEntry(value: LogRecord): readonly Unwrapped[] | null {
  const payload = objectAt(value, "protoPayload");
  const application = APPLICATION_OF[textAt(payload, "serviceName") ?? ""];
  const events = listAt(payload, "metadata", "event").filter(isFields);
  if (application === undefined || events.length === 0) return null;
  return events.map((event, index) => {
    const type = textAt(event, "eventType");
    const record = {
      kind: "admin#reports#activity",
      id: {
        time: textAt(value, "timestamp"),
        uniqueQualifier: textAt(payload, "metadata", "activityId", "uniqQualifier") ?? textAt(value, "insertId"),
        applicationName: application === "login" && OF_ACCOUNTS.has(type ?? "") ? "user_accounts" : application,
        customerId: null,
      },
      actor: { email: textAt(payload, "authenticationInfo", "principalEmail") },
      ipAddress: textAt(payload, "requestMetadata", "callerIp"),
      events: { type, name: textAt(event, "eventName"), parameters: event["parameter"] },
    };
    return { record, path: `protoPayload.metadata.event[${index}]` };
  });
}
