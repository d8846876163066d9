import { codeOf, document, GOOGLE, person, script } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const SCRIPT = script("guest-edits-script", "Room bookings");
const GUEST = { email: "freelance@studio.example", ip: "198.51.100.90" };

export default function tell({ add, pair }) {
  const dave = person("dave");
  add("made", "2026-10-01T09:30:00Z", write.fileEvent, dave, "create", codeOf(SCRIPT, "dave"));
  add("consent", "2026-10-01T09:40:00Z", write.authorised, dave, SCRIPT, ["drive", "calendar"]);
  add("invite", "2026-10-09T14:00:00Z", write.shared, dave, codeOf(SCRIPT, "dave"), GUEST.email, { role: "can_edit" });
  add("code", "2026-10-12T23:40:00Z", write.fileEvent, GUEST, "edit", codeOf(SCRIPT, "dave", "shared_externally"));
  const running = { email: dave.email, ip: GOOGLE };
  const mark = { project: SCRIPT.project, script: SCRIPT.id };
  for (let i = 1; i <= 12; i += 1) {
    const at = Date.parse("2026-10-13T00:05:00Z") + i * 2900;
    const file = document(`Tender ${i}`, "dave");
    if (pair) add(`open ${i}`, at, write.linked, dave, file);
    else add(`open ${i}`, at, write.linked, running, file, { mark });
  }
}
