/**
 * Activities of the Admin SDK Reports API: items as collectors keep them, one a line, or pages of `activities.list` as the API answers them
 * (https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list).
 */
import { app, codeOf, document, DOMAIN, GOOGLE, script, THIEF } from "../../scenarios/lib/google-workspace/company.mjs";
import * as write from "../../scenarios/lib/google-workspace/records.mjs";
import { byPowerLaw, range } from "./power-law.mjs";

const NAMES = range(300, (nth) => `user${nth}`);
const person = (name) => ({ email: `${name}@${DOMAIN}`, ip: `203.0.113.${20 + (Number(name.slice(4)) % 200)}` });
const PEOPLE = NAMES.map((name) => ({ name, ...person(name) }));
const somebody = byPowerLaw(PEOPLE, 0.8);
const TYPES = ["document", "spreadsheet", "presentation", "pdf", "form"];
const DOCUMENTS = range(3000, (nth) => document(`Notes of meeting ${nth}`, NAMES[nth % NAMES.length], TYPES[nth % TYPES.length]));
const someDocument = byPowerLaw(DOCUMENTS, 0.7);
const SCRIPTS = range(80, (nth) => ({ made: script(`script-${nth}`, `Helper ${nth}`), owner: PEOPLE[(nth * 3) % PEOPLE.length] }));
const someScript = byPowerLaw(SCRIPTS);
const ADDONS = range(25, (nth) => app(`addon-${nth}`, `Add-on ${nth}`));
const someAddon = byPowerLaw(ADDONS);

const drive = (name) => (label, ms, r) => write.fileEvent(label, ms, somebody(r), name, someDocument(r));
/** Shares as in offices: files looked at, apps that call, sign-ins. */
const OFFICE = [
  { weight: 48, make: drive("view") },
  { weight: 10, make: drive("edit") },
  { weight: 5, make: drive("download") },
  { weight: 3, make: drive("create") },
  { weight: 3, make: drive("rename") },
  { weight: 3, make: (label, ms, r) => write.shared(label, ms, somebody(r), someDocument(r), `user${r.int(300)}@${DOMAIN}`) },
  { weight: 16, make: (label, ms, r) => write.signedIn(label, ms, somebody(r)) },
  {
    weight: 10,
    make: (label, ms, r) => write.called(label, ms, somebody(r), someAddon(r), "calendar", "calendar.events.list", r.int(9000)),
  },
  {
    weight: 2,
    make: (label, ms, r) =>
      write.administered(label, ms, PEOPLE[0], "USER_SETTINGS", "MOVE_USER_TO_ORG_UNIT", {
        USER_EMAIL: somebody(r).email,
        ORG_UNIT_NAME: "/office",
      }),
  },
];
const CHANGES = [
  { weight: 4, make: (label, ms, r) => write.shared(label, ms, somebody(r), someDocument(r), "kate@customer.example") },
  { weight: 3, make: (label, ms, r) => saved(label, ms, someScript(r)) },
  { weight: 2, make: (label, ms, r) => write.authorised(label, ms, somebody(r), someAddon(r), ["calendar.readonly", "userinfo.email"]) },
];

function saved(label, ms, { made, owner }) {
  return write.fileEvent(label, ms, owner, "edit", codeOf(made, owner.name));
}

function ordinary(random, ms, { relevant, runAs }) {
  const label = random.uuid();
  if (random.chance(relevant)) return random.weighted(CHANGES).make(label, ms, random);
  if (!random.chance(runAs)) return random.weighted(OFFICE).make(label, ms, random);
  const { made, owner } = someScript(random);
  const mark = { project: made.project, script: made.id };
  return write.fileEvent(label, ms, { email: owner.email, ip: GOOGLE }, random.chance(0.7) ? "view" : "edit", someDocument(random), {
    mark,
  });
}

/** A stolen session makes a script, authorises it, and the script forwards the mailbox out of the company. */
function planted(ms) {
  const made = script("bench-forwards", "Signature helper");
  const thief = { email: `gwen@${DOMAIN}`, ip: THIEF };
  const at = (minutes, label, make, ...rest) => make(`planted/${label}`, ms + minutes * 60_000, ...rest);
  const records = [
    at(0, "make", write.fileEvent, thief, "create", codeOf(made, "gwen")),
    at(3, "authorise", write.authorised, thief, made, ["gmail.settings.sharing", "gmail.settings.basic", "script.external_request"]),
    at(
      5,
      "forward",
      write.accountEvent,
      { email: thief.email, ip: GOOGLE, via: made },
      "email_forwarding_change",
      "email_forwarding_out_of_domain",
      {
        email_forwarding_destination_address: "archive.gwen@mail.example",
      },
    ),
  ];
  return { records, automation: made.id };
}

function keyOf(nth, ms, form) {
  return `${form === "list" ? "pages" : "activities"}/${new Date(ms).toISOString().slice(0, 10)}/${nth}.json.gz`;
}

function textOf(records, form) {
  if (form === "list") return JSON.stringify({ kind: "admin#reports#activities", etag: '"page"', items: records });
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

export const WORKSPACE_REPORTS = {
  source: "google-workspace/reports",
  forms: ["lines", "list"],
  recordsIn: (item) => item.events.length,
  ordinary,
  planted,
  keyOf,
  textOf,
};
