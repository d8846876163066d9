import { MINUTE, codeOf, document, GOOGLE, person, script } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const SCRIPT = script("new-script-ordinary-scopes", "Stock counter");

export default function tell({ add, pair }) {
  const ben = person("ben");
  const start = Date.parse("2026-10-08T10:00:00Z");
  const sheet = document("Stock", "ben", "spreadsheet");
  add("made", start, write.fileEvent, ben, "create", codeOf(SCRIPT, "ben"));
  for (let i = 1; i <= 5; i += 1) add(`code ${i}`, start + i * 6 * MINUTE, write.fileEvent, ben, "edit", codeOf(SCRIPT, "ben"));
  const ordinary = ["spreadsheets.currentonly", "script.container.ui", "script.send_mail"];
  const wide = ["drive", "script.external_request", "script.scriptapp"];
  add("consent", start + 40 * MINUTE, write.authorised, ben, SCRIPT, pair ? wide : ordinary);
  const mark = { project: SCRIPT.project, script: SCRIPT.id };
  const running = { email: ben.email, ip: GOOGLE };
  for (let i = 1; i <= 24; i += 1) {
    const at = start + (60 + i * 60) * MINUTE;
    add(`use ${i}`, at, write.fileEvent, running, "view", sheet, { mark });
    if (pair && i < 6) add(`open ${i}`, at + 3000, write.linked, running, document(`Price list ${i}`, "ben"), { mark });
  }
}
