import { flow, OMAR, through } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

export default function tell({ add, pair }) {
  const saver = flow("attachments");
  const acting = through(OMAR, saver);
  add("create", "2026-10-06T09:00:00Z", write.flowEvent, OMAR, "CreateFlow", saver, {
    connectors: "shared_office365,shared_onedriveforbusiness",
  });
  for (let n = 0; n < 24; n += 1) {
    const time = `2026-10-06T1${Math.floor(n / 6)}:${String(10 + (n % 6) * 7)}`;
    add(`read-${n}`, `${time}:00Z`, write.mailRead, acting, 1);
    add(`save-${n}`, `${time}:05Z`, write.fileEvent, acting, pair ? "AnonymousLinkCreated" : "FileUploaded", `scan-${n}.pdf`);
  }
}
