import { codeOf, document, GOOGLE, person, script, THIEF } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const SCRIPT = script("widened-script-shares", "Weekly report");
const OUTSIDE = "desk@collector.example";

export default function tell({ add, pair }) {
  const cara = person("cara");
  const running = { email: cara.email, ip: pair ? cara.ip : GOOGLE };
  const options = pair ? {} : { mark: { project: SCRIPT.project, script: SCRIPT.id } };
  add("made", "2026-10-01T12:00:00Z", write.fileEvent, cara, "create", codeOf(SCRIPT, "cara"));
  add("first consent", "2026-10-01T12:20:00Z", write.authorised, cara, SCRIPT, ["spreadsheets.currentonly", "script.container.ui"]);
  add("code", "2026-10-13T10:00:00Z", write.fileEvent, person("cara", THIEF), "edit", codeOf(SCRIPT, "cara"));
  add("wider", "2026-10-13T10:03:00Z", write.authorised, person("cara", THIEF), SCRIPT, [
    "spreadsheets.currentonly",
    "script.container.ui",
    "drive",
    "script.external_request",
  ]);
  for (let i = 1; i <= 15; i += 1)
    add(
      `share ${i}`,
      Date.parse("2026-10-13T10:10:00Z") + i * 3100,
      write.shared,
      running,
      document(`Plan ${i}`, "cara"),
      OUTSIDE,
      options,
    );
}
