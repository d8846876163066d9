import { MINUTE, codeOf, document, GOOGLE, person, script } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const SCRIPT = script("team-script-authorised-again", "Invoices");
const DAY = 86_400_000;

export default function tell({ add, pair }) {
  const ana = person("ana");
  const running = { email: ana.email, ip: GOOGLE };
  const mark = { project: SCRIPT.project, script: SCRIPT.id };
  const start = Date.parse("2026-10-01T05:00:00Z");
  const scopes = ["drive.readonly", "spreadsheets.currentonly"];
  add("made", start, write.fileEvent, ana, "create", codeOf(SCRIPT, "ana"));
  add("consent", start + MINUTE, write.authorised, ana, SCRIPT, scopes);
  for (let day = 0; day < 14; day += 1)
    for (let i = 1; i <= 4; i += 1)
      add(
        `use ${day}-${i}`,
        start + day * DAY + 20 * MINUTE + i * 5000,
        write.fileEvent,
        running,
        "download",
        document(`Invoice list ${i}`, "ana", "spreadsheet"),
        { mark },
      );
  add("password", start + 10 * DAY, write.accountEvent, ana, "password_change", "password_edit");
  const again = pair ? [...scopes, "https://mail.google.com/", "script.external_request"] : scopes;
  add("again", start + 10 * DAY + 3 * MINUTE, write.authorised, ana, SCRIPT, again);
  for (let i = 1; i <= (pair ? 30 : 0); i += 1)
    add(`fetch ${i}`, start + 10 * DAY + 90 * MINUTE + i * 4000, write.fileEvent, running, "download", document(`Contract ${i}`, "ana"), {
      mark,
    });
}
