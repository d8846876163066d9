import { MINUTE, codeOf, document, GOOGLE, person, script } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const SCRIPT = script("bulk-download-by-hand", "Colour rows");
const DRIVE_WEB = "691301496089";

export default function tell({ add, pair }) {
  const cara = person("cara");
  add("made", "2026-10-06T12:00:00Z", write.fileEvent, cara, "create", codeOf(SCRIPT, "cara"));
  const scopes = pair ? ["drive", "script.external_request"] : ["spreadsheets.currentonly"];
  add("consent", "2026-10-06T12:05:00Z", write.authorised, cara, SCRIPT, scopes);
  const mark = pair ? { project: SCRIPT.project, script: SCRIPT.id } : { project: DRIVE_WEB };
  const who = pair ? { email: cara.email, ip: GOOGLE } : cara;
  for (let i = 1; i <= 50; i += 1)
    add(
      `fetch ${i}`,
      Date.parse("2026-10-07T15:00:00Z") + i * (MINUTE / 4),
      write.fileEvent,
      who,
      "download",
      document(`Photo ${i}`, "cara", "jpeg"),
      { mark },
    );
}
