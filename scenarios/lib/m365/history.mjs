/** Twelve days of ordinary work, of which two flows that were made before the logs begin are a part. */
import { numberFrom } from "../../../bench/cloudtrail/random.mjs";
import { ADA, APPS, BEGIN, DAY, DOMAIN, flow, HEIDI, OMAR, PEOPLE, through } from "./company.mjs";
import * as write from "./records.mjs";

const DAYS = 12;
/** Writes a welcome mail to every joiner. */
const WELCOME = flow("welcome");
/** Saves invoices that come by mail. */
const INVOICES = flow("invoices");

export function ordinaryRecords(scenario) {
  return Array.from({ length: DAYS }, (_, day) => dayOf(scenario, day)).flat();
}

function dayOf(scenario, day) {
  let n = 0;
  /** Next label and time: records of a day are two minutes apart. */
  const next = () => {
    n += 1;
    return [`${scenario}/day-${day}/${n}`, BEGIN + day * DAY + n * 120_000];
  };
  return [...PEOPLE.flatMap((who) => officeDay(next, who, day)), ...flowsOf(next, day), ...nowAndThen(next, day)];
}

/** Sign-in, mail, files: what everybody does by hand. */
function officeDay(next, who, day) {
  const colleague = PEOPLE[numberFrom(`${who.name}/${day}`, PEOPLE.length)];
  return [
    write.signedIn(...next(), who, APPS.outlook),
    write.mailRead(...next(), who, 3 + (day % 4)),
    write.sent(...next(), who, `Agenda ${day}`, [colleague.user]),
    write.fileEvent(...next(), who, "FileModified", `notes-${day}.docx`),
    write.fileEvent(...next(), who, "FileAccessed", `plan-${day % 3}.xlsx`, { site: "projects" }),
  ];
}

function flowsOf(next, day) {
  const welcome = through(HEIDI, WELCOME);
  const invoices = through(OMAR, INVOICES);
  return [
    write.sent(...next(), welcome, "Welcome", [`joiner${day}@${DOMAIN}`]),
    write.mailRead(...next(), invoices, 1),
    write.fileEvent(...next(), invoices, "FileUploaded", `invoice-${day}.pdf`),
    write.graphRequest(...next(), invoices, "GET", "/me/messages/AAMkAGI1AAA=/attachments"),
  ];
}

/** Sharing, rules and administration, which happen now and then. */
function nowAndThen(next, day) {
  const who = PEOPLE[(day * 5) % PEOPLE.length];
  const other = PEOPLE[(day * 5 + 3) % PEOPLE.length];
  const partner = { target: "buyer_customer.example#ext#@contoso.onmicrosoft.com", type: "Guest" };
  return [
    write.fileEvent(...next(), who, "SharingSet", `offer-${day}.docx`, { target: other.user }),
    ...(day % 4 === 1 ? [write.fileEvent(...next(), who, "AddedToSecureLink", `offer-${day}.docx`, partner)] : []),
    ...(day % 5 === 2 ? [write.fileEvent(...next(), who, "AnonymousLinkCreated", `flyer-${day}.pdf`)] : []),
    ...(day % 3 === 0
      ? [write.cmdlet(...next(), who, "New-InboxRule", { Name: "Reports", From: other.user, MoveToFolder: `${who.name}:\\Inbox\\Reports` })]
      : []),
    ...(day % 4 === 2 ? [write.directoryEvent(...next(), ADA, "Reset user password.", other)] : []),
    ...(day === 4
      ? [write.flowEvent(...next(), who, "CreateFlow", flow(`reminder-${who.name}`), { connectors: "shared_teams,shared_planner" })]
      : []),
    write.directoryEvent(...next(), ADA, "Update user.", other),
    write.graphRequest(...next(), who, "GET", "/me/calendar/events"),
  ];
}
