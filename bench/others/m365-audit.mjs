/**
 * Unified audit log of Microsoft 365: content of the Management Activity API, a list of records
 * (https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-reference), or a search exported from
 * Purview: CSV with the record as text in the column AuditData (https://learn.microsoft.com/en-us/purview/audit-log-export-records).
 */
import { APPS, DOMAIN, ENVIRONMENT, EVA, flow, person, THIEF, through } from "../../scenarios/lib/m365/company.mjs";
import * as write from "../../scenarios/lib/m365/records.mjs";
import { searchExport } from "../../scenarios/lib/m365/story.mjs";
import { byPowerLaw, range } from "./power-law.mjs";

const PEOPLE = [EVA, ...range(400, (nth) => person(`user${nth}`, `198.51.100.${30 + (nth % 200)}`))];
const somebody = byPowerLaw(PEOPLE, 1);
const FLOWS = range(120, (nth) => through(PEOPLE[(nth * 7) % PEOPLE.length], flow(`flow-${nth}`)));
const someFlow = byPowerLaw(FLOWS);

const file = (r) =>
  `${r.pick(["plan", "notes", "budget", "offer", "minutes", "report"])}-${r.int(500)}.${r.pick(["docx", "xlsx", "pptx", "pdf"])}`;
const files = (operation) => (label, ms, who, r) =>
  write.fileEvent(label, ms, who, operation, file(r), r.chance(0.6) ? { site: `team-${r.int(40)}` } : {});
const colleague = (r) => `user${r.int(400)}@${DOMAIN}`;

/** Shares as in offices: mail that is opened and files that are opened and synchronised make most of it. */
const OFFICE = [
  { weight: 30, make: (label, ms, who, r) => write.mailRead(label, ms, who, 1 + r.int(6)) },
  { weight: 20, make: files("FileAccessed") },
  { weight: 9, make: files("FileModified") },
  { weight: 6, make: files("FileSyncDownloadedFull") },
  { weight: 4, make: files("PageViewed") },
  { weight: 3, make: files("FileDownloaded") },
  { weight: 3, make: files("FileUploaded") },
  { weight: 14, make: (label, ms, who) => write.signedIn(label, ms, who, APPS.office) },
  { weight: 8, make: (label, ms, who, r) => write.sent(label, ms, who, `Agenda ${r.int(900)}`, [colleague(r)]) },
  { weight: 2, make: (label, ms, who, r) => write.directoryEvent(label, ms, who, "Update user.", r.pick(PEOPLE)) },
];
const BY_FLOW = [
  { weight: 4, make: (label, ms, who, r) => write.mailRead(label, ms, who, 1 + r.int(2)) },
  { weight: 3, make: files("FileUploaded") },
  { weight: 2, make: files("FileAccessed") },
  { weight: 1, make: (label, ms, who, r) => write.sent(label, ms, who, `Notice ${r.int(900)}`, [colleague(r)]) },
];
/** What stage rules look at, whoever does it. */
const CHANGES = [
  { weight: 5, make: (label, ms, who, r) => write.fileEvent(label, ms, who, "SharingSet", file(r), { target: colleague(r) }) },
  { weight: 2, make: (label, ms, who, r) => write.fileEvent(label, ms, who, "AnonymousLinkCreated", file(r)) },
  {
    weight: 2,
    make: (label, ms, who, r) =>
      write.cmdlet(label, ms, who, "New-InboxRule", { Name: "Reports", From: colleague(r), MoveToFolder: `${who.name}:\\Inbox\\Reports` }),
  },
  {
    weight: 1,
    make: (label, ms, who, r) =>
      write.flowEvent(label, ms, who, "EditFlow", flow(`flow-${r.int(120)}`), { connectors: "shared_teams,shared_planner" }),
  },
];

function ordinary(random, ms, { relevant, runAs }) {
  const table = random.chance(relevant) ? CHANGES : random.chance(runAs) ? BY_FLOW : OFFICE;
  const who = table === BY_FLOW ? someFlow(random) : somebody(random);
  return random.weighted(table).make(random.uuid(), ms, who, random);
}

/** A stolen session makes a flow that opens files to anybody with a link, and removes it. */
function planted(ms) {
  const sharer = flow("bench-sharer");
  const acting = through(EVA, sharer);
  const at = (minutes, label, make, ...rest) => make(`planted/${label}`, ms + minutes * 60_000, ...rest);
  const links = range(16, (nth) => at(20 + nth / 4, `link-${nth}`, write.fileEvent, acting, "AnonymousLinkCreated", `ledger-${nth}.xlsx`));
  const records = [
    at(0, "portal", write.signedIn, THIEF, APPS.portal),
    at(2, "create", write.flowEvent, THIEF, "CreateFlow", sharer, { connectors: "shared_onedriveforbusiness" }),
    ...links,
    at(45, "delete", write.flowEvent, THIEF, "DeleteFlow", sharer),
  ];
  return { records, automation: `${ENVIRONMENT.toLowerCase()}/${sharer.id}` };
}

function keyOf(nth, ms, form) {
  const day = new Date(ms).toISOString().slice(0, 10);
  return form === "csv"
    ? `AuditLog_${day}_${nth}.csv.gz`
    : `Audit.General/${day}/${new Date(ms).toISOString().replace(/\D/g, "").slice(0, 17)}$${nth}.json.gz`;
}

function textOf(records, form) {
  return form === "csv" ? searchExport(records) : JSON.stringify(records);
}

export const M365_AUDIT = { source: "m365/audit", forms: ["list", "csv"], ordinary, planted, keyOf, textOf };
