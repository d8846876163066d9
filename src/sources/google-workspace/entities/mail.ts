import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { isFields, listAt, objectAt, textAt } from "../../fields.ts";
import { parameter } from "../records/activity.ts";
import { detail, extractors } from "./extractor.ts";
import { domainOf } from "../records/envelope.ts";

/*
 * Mail that leaves. What a person forwards to: https://developers.google.com/workspace/admin/reports/v1/appendix/activity/user-accounts
 * Routes that an administrator writes, their destination in free text: .../appendix/activity/admin-email-settings
 * Messages, and what apps do in mailboxes by the name of the API's method: .../appendix/activity/gmail and .../appendix/activity/token
 */

export const mailEntities = extractors({
  forwarded_mail: forwarded,
  mail_route: route,
  mail_by_app: byApp,
  mail_setting_by_app: settingByApp,
  sent_mail: sent,
});

const ADDRESS = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;

/** The event's name says that the address is outside of the domain. */
function forwarded(record: LogRecord): Entities {
  const to = addresses(parameter(record, "email_forwarding_destination_address"))[0] ?? null;
  return { targetId: to, targetType: "address", traits: ["foreign_account"] };
}

function addresses(text: string | null): readonly string[] {
  return [...new Set((text ?? "").slice(0, 4000).match(ADDRESS) ?? [])].map((address) => address.toLowerCase());
}

/** The first address outside of the administrator's domain, else the first. */
function route(record: LogRecord, envelope: Envelope): Entities {
  const named = ["EMAIL_MONITOR_DEST_EMAIL", "DESTINATION_USER_EMAIL", "SETTING_DESCRIPTION", "NEW_VALUE"].flatMap((name) =>
    addresses(parameter(record, name)),
  );
  const outside = named.find((address) => isOutside(address, envelope));
  return {
    targetId: outside ?? named[0] ?? null,
    targetType: "address",
    traits: [
      ...(outside === undefined ? [] : (["foreign_account"] as const)),
      ...(envelope.op.startsWith("DELETE_") ? (["removal"] as const) : []),
    ],
    detail: detail({
      settingName: parameter(record, "SETTING_NAME"),
      name: parameter(record, "USER_DEFINED_SETTING_NAME"),
      mailbox: parameter(record, "USER_EMAIL"),
    }),
  };
}

/** Whether an address is outside of the actor's domain and its subdomains. */
function isOutside(address: string, { actorId }: Envelope): boolean {
  const [own, other] = [domainOf(actorId), domainOf(address)];
  return own !== null && other !== null && other !== own && !other.endsWith(`.${own}`);
}

/** No message is named, so that each call counts as one. */
function byApp(record: LogRecord): Entities {
  return { targetType: "mail", detail: call(record) };
}

/** The destination was in the request, which is not logged. */
function settingByApp(record: LogRecord): Entities {
  return { targetType: "address", detail: call(record) };
}

function call(record: LogRecord): NonNullable<Entities["detail"]> {
  return detail({
    method: parameter(record, "method_name"),
    appName: parameter(record, "app_name"),
    clientId: parameter(record, "client_id"),
    responseBytes: parameter(record, "num_response_bytes"),
  });
}

function sent(record: LogRecord, envelope: Envelope): Entities {
  const message = objectAt(record, "events", "parameters", "message_info");
  const told = listAt(message, "destination").flatMap((one) => (isFields(one) ? (textAt(one, "address") ?? []) : []));
  const recipients = [...new Set([...told, ...addresses(textAt(message, "flattened_destinations"))].map((one) => one.toLowerCase()))];
  const sender = { ...envelope, actorId: envelope.actorId ?? textAt(message, "source", "address") };
  const traits: readonly Trait[] = recipients.some((one) => isOutside(one, sender)) ? ["foreign_account"] : [];
  return {
    targetId: textAt(message, "rfc2822_message_id"),
    targetType: "mail",
    traits,
    detail: detail({ recipients: recipients.toSorted().join(", "), subject: textAt(message, "subject") }),
  };
}
