import { DAY, MINUTE, codeOf, document, GOOGLE, person, script } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const SCRIPT = script("busy-script-maintained", "Archive index");
const HOURS = [6, 10, 14, 18];

export default function tell({ add, pair }) {
  const ben = person("ben");
  const running = { email: ben.email, ip: GOOGLE };
  const mark = { project: SCRIPT.project, script: SCRIPT.id };
  const start = Date.parse("2026-10-01T00:00:00Z");
  for (let day = 0; day < 12; day += 1) {
    for (const hour of HOURS) {
      // In the pair it had read a few before its owner's first change.
      const count = pair && (day < 2 || (day === 2 && hour < 12)) ? 6 : 30 + ((day * 7 + hour) % 9);
      for (let i = 1; i <= count; i += 1) {
        const at = start + day * DAY + hour * 60 * MINUTE + i * 90_000;
        add(`read ${day}-${hour}-${i}`, at, write.fileEvent, running, "view", document(`Minutes ${day} ${hour} ${i}`, "ana"), { mark });
      }
    }
    if (day >= 2 && day % 2 === 0)
      add(`edit ${day}`, start + day * DAY + 12 * 60 * MINUTE, write.fileEvent, ben, "edit", codeOf(SCRIPT, "ben"));
  }
}
