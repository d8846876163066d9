import { ADA, flow, OMAR, through } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

export default function tell({ add, pair }) {
  const upload = flow("nightly-upload");
  const acting = through(OMAR, upload);
  const connectors = pair ? "shared_sharepointonline,shared_teams" : "shared_sharepointonline,http";
  add("policy", "2026-10-08T18:02:00Z", write.policyEvent, { ...ADA, ip: "203.0.113.66" }, "DeleteDlpPolicy", "Tenant default");
  add("create", "2026-10-08T18:20:00Z", write.flowEvent, { ...OMAR, ip: "203.0.113.66" }, "CreateFlow", upload, { connectors });
  for (let n = 0; n < 14; n += 1)
    add(`file-${n}`, `2026-10-08T23:${String(10 + n)}:00Z`, write.fileEvent, acting, "FileDownloaded", `drawing-${n}.dwg`, {
      site: "engineering",
    });
}
