import { flow, HEIDI, OMAR, OUTSIDE, through } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

const BEFORE = "shared_office365,shared_sharepointonline";

export default function tell({ add, pair }) {
  const report = flow("absence-report");
  const acting = pair ? HEIDI : through(HEIDI, report);
  add("create", "2026-10-01T13:00:00Z", write.flowEvent, HEIDI, "CreateFlow", report, { connectors: BEFORE });
  add("upkeep", "2026-10-05T13:05:00Z", write.flowEvent, HEIDI, "EditFlow", report, { connectors: BEFORE });
  add("drift", "2026-10-10T02:11:00Z", write.flowEvent, { ...OMAR, ip: "203.0.113.66" }, "EditFlow", report, {
    connectors: `${BEFORE},shared_gmail`,
  });
  for (const n of [3, 4, 5]) add(`send-${n}`, `2026-10-10T0${n}:30:00Z`, write.sent, acting, `Absences ${n}`, [OUTSIDE]);
}
