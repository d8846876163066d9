import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { isFields, listAt, numberAt, objectAt, parsedJson, textAt, textsAt } from "../../fields.ts";
import { addressesIn, isInside, isOutside } from "../names/addresses.ts";
import { bag, itemsOf, opened } from "../records/audit-record.ts";
import { detail, extractors, traitsIf } from "./extractor.ts";

/*
 * Mail of Exchange: rules and settings that send it on, and what was sent or read. Parameters of a cmdlet are a list of names and
 * values; what is not named was not changed:
 * https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema#exchange-admin-schema
 * https://learn.microsoft.com/en-us/purview/audit-log-detailed-properties
 */

export const mailEntities = extractors({
  inbox_rule: (record, envelope) => forwards(record, envelope, RULE_KEYS, parametersOf(record)),
  inbox_rule_removed: (record) => ({ ...about(record), traits: ["removal"] }),
  mailbox_forwarding: (record, envelope) => forwards(record, envelope, MAILBOX_KEYS, parametersOf(record)),
  transport_rule: (record, envelope) => forwards(record, envelope, TRANSPORT_KEYS, parametersOf(record)),
  mailbox_access: (record, envelope) => accessOf(record, envelope, false),
  mailbox_access_removed: (record, envelope) => accessOf(record, envelope, true),
  mailbox_protocols: (record) => ({ ...about(record), privilege: 0 }),
  sent_mail: sentMail,
  read_mail: readMail,
});

const RULE_KEYS = ["forwardto", "forwardasattachmentto", "redirectto"];
const MAILBOX_KEYS = ["forwardingsmtpaddress", "forwardingaddress"];
const TRANSPORT_KEYS = ["redirectmessageto", "blindcopyto", "copyto", "addtorecipients"];

type Parameters = ReadonlyMap<string, string>;

/** Parameters of a cmdlet, or the properties that Outlook wrote of a rule. */
function parametersOf(record: LogRecord): Parameters {
  return new Map([...bag(record, "OperationProperties"), ...ruleActions(record), ...bag(record, "Parameters")]);
}

/** Outlook writes a rule's actions as JSON text: `[{"ActionType":"Forward","Recipients":["eve@example.net"]}]`. */
function ruleActions(record: LogRecord): Parameters {
  const text = bag(record, "OperationProperties").get("ruleactions");
  return new Map(itemsOf({ list: text }, "list").map(asParameter));
}

const ACTIONS: ReadonlyMap<string, string> = new Map([
  ["forward", "forwardto"],
  ["forwardasattachment", "forwardasattachmentto"],
  ["redirect", "redirectto"],
  ["delete", "deletemessage"],
  ["permanentdelete", "deletemessage"],
  ["move", "movetofolder"],
  ["movetofolder", "movetofolder"],
]);

/** An action of a rule as the cmdlet's parameter for the same. */
function asParameter(action: unknown): readonly [string, string] {
  const type = textAt(action, "ActionType")?.toLowerCase() ?? "";
  const key = ACTIONS.get(type) ?? type;
  const folder = textAt(action, "FolderName") ?? textAt(action, "Folder") ?? "";
  return [key, key === "deletemessage" ? "True" : key === "movetofolder" ? folder : textsAt(action, "Recipients").join(";")];
}

function about(record: LogRecord): Entities {
  const parameters = new Map([...bag(record, "OperationProperties"), ...bag(record, "Parameters")]);
  const mailbox = parameters.get("identity") ?? parameters.get("mailbox") ?? textAt(record, "MailboxOwnerUPN");
  return {
    targetId: textAt(record, "ObjectId")?.toLowerCase() ?? null,
    targetType: "mailbox",
    detail: detail({ rule: parameters.get("name") ?? parameters.get("rulename"), mailbox }),
  };
}

/** One fact for each address that mail is sent on to; one without where it is only hidden, or where forwarding ends. */
function forwards(record: LogRecord, envelope: Envelope, keys: readonly string[], parameters: Parameters): readonly Entities[] {
  const named = keys.filter((key) => parameters.has(key));
  const addresses = [...new Set(named.flatMap((key) => addressesIn(parameters.get(key) ?? "")))];
  const hidden = isHidden(parameters);
  const told = about(record).detail ?? {};
  if (/^(remove|delete|disable)/i.test(parameters.get("ruleoperation") ?? "")) return [{ ...about(record), traits: ["removal"] }];
  if (addresses.length > 0)
    return addresses.map((address) => ({
      targetId: address,
      targetType: "address",
      traits: traitsIf({
        foreign_account: isOutside(address, record, envelope),
        inside: isInside(address, record, envelope),
        mail_hidden: hidden,
      }),
      detail: told,
    }));
  return [
    { ...about(record), traits: traitsIf({ removal: named.length > 0, mail_hidden: hidden, no_change: named.length === 0 && !hidden }) },
  ];
}

/** Rights that show at most when somebody is busy. */
const HARMLESS = /^(none|availabilityonly|limiteddetails|freebusysimple|freebusydetailed)$/i;

/** Who may now use the mailbox: named by the cmdlet, or as member of the folder. */
function accessOf(record: LogRecord, envelope: Envelope, isRemoval: boolean): Entities {
  const parameters = bag(record, "Parameters");
  const folder = objectAt(opened(record, "Item"), "ParentFolder");
  const member = parameters.get("user") ?? parameters.get("trustee") ?? textAt(folder, "MemberUpn") ?? "";
  const recipient = addressesIn(member)[0] ?? null;
  const rights = parameters.get("accessrights") ?? textAt(folder, "MemberRights");
  const isHarmless = HARMLESS.test(rights ?? "");
  return {
    targetId: recipient,
    targetType: "identity",
    privilege: isHarmless ? 0 : 1,
    traits: traitsIf({
      removal: isRemoval,
      foreign_account: recipient !== null && isOutside(recipient, record, envelope),
      public: !isHarmless && /^(everyone|anonymous)$/.test(recipient ?? ""),
    }),
    detail: { ...about(record).detail, ...detail({ policyName: rights, folder: textAt(folder, "Path") }) },
  };
}

/** Folders where nobody looks. */
const HIDING = /rss|conversation history|archive|deleted items|junk|notes|sync issues|^\W*$/i;

function isHidden(parameters: Parameters): boolean {
  if (/^true$/i.test(parameters.get("deletemessage") ?? parameters.get("softdeletemessage") ?? "")) return true;
  const folder = parameters.get("movetofolder");
  return folder !== undefined && folder !== "" && HIDING.test(folder.split(/[\\/:]/).at(-1) ?? folder);
}

function sentMail(record: LogRecord, envelope: Envelope): Entities {
  const item = opened(record, "Item");
  const recipients = recipientsOf(record, item);
  return {
    targetId: textAt(item, "InternetMessageId"),
    targetType: "mail",
    traits: traitsIf({ foreign_account: recipients.some((address) => isOutside(address, record, envelope)) }),
    detail: detail({
      recipients: recipients.join(", "),
      subject: textAt(item, "Subject"),
      mailbox: textAt(record, "MailboxOwnerUPN")?.toLowerCase(),
      sentAs: textAt(record, "SendAsUserSmtp") ?? textAt(record, "SendOnBehalfOfUserSmtp"),
    }),
  };
}

/** Recipients stand only in newer and in enhanced records. */
function recipientsOf(record: LogRecord, item: unknown): readonly string[] {
  const given = [...LISTS.map((key) => record[key]), ...LISTS.map((key) => objectAt(item)[key])];
  return [...new Set(given.flatMap((value) => listAt({ value }, "value")).flatMap(addressesOf))];
}

const LISTS = ["recipientList", "RecipientList", "Recipients", "To", "Cc", "Bcc"];

function addressesOf(value: unknown): readonly string[] {
  if (typeof value !== "string") return isFields(value) ? addressesIn(textAt(value, "Address") ?? "") : [];
  const list = parsedJson(value);
  return Array.isArray(list) ? list.flatMap(addressesOf) : addressesIn(value);
}

/** Messages in one record that are more than a flow handles with one start. */
const MANY = 10;

/** One record stands for all reads of two minutes; a synchronised folder for all of its items. */
function readMail(record: LogRecord): Entities {
  const folders = itemsOf(record, "Folders");
  const items = folders.flatMap((folder) => itemsOf(folder, "FolderItems"));
  const count = numberAt(record, "OperationCount") ?? items.length;
  const accessType = bag(record, "OperationProperties").get("mailaccesstype") ?? null;
  return {
    targetId: textAt(record, "MailboxOwnerUPN")?.toLowerCase() ?? null,
    targetType: "mail",
    traits: traitsIf({ bulk_access: count >= MANY || accessType?.toLowerCase() === "sync" }),
    detail: detail({ items: count === 0 ? null : count, accessType }),
  };
}
