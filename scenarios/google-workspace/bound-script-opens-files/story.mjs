import { MINUTE, document, GOOGLE, person, script } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const SCRIPT = script("bound-script-opens-files", "Leave planner");

export default function tell({ add, pair }) {
  const sheet = document("Leave 2027", "dave", "spreadsheet", "shared_internally");
  add("edit", "2026-10-12T08:30:00Z", write.fileEvent, person("dave"), "edit", sheet);
  ["ana", "cara", "eva"].forEach((name, nth) => {
    const at = Date.parse("2026-10-12T11:00:00Z") + nth * 95 * MINUTE;
    const who = person(name);
    add(`opened by ${name}`, at, write.fileEvent, who, "view", sheet);
    add(`consent of ${name}`, at + MINUTE, write.authorised, who, SCRIPT, ["drive", "script.external_request", "spreadsheets"]);
    const running = { email: who.email, ip: GOOGLE, via: SCRIPT };
    for (let i = 1; i <= 12; i += 1) {
      const file = document(`${name} private ${i}`, name);
      const options = pair ? {} : { mark: { project: SCRIPT.project } };
      add(`open ${name} ${i}`, at + 3 * MINUTE + i * 2300, write.linked, pair ? who : running, file, options);
    }
  });
}
