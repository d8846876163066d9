import { flow, OMAR, through } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

export default function tell({ add, pair }) {
  const sharer = flow("link-sharer");
  const acting = pair ? OMAR : through(OMAR, sharer);
  const thief = { ...OMAR, ip: "203.0.113.66" };
  add("create", "2026-10-07T19:30:00Z", write.flowEvent, thief, "CreateFlow", sharer, { connectors: "shared_onedriveforbusiness" });
  for (let n = 0; n < 16; n += 1)
    add(
      `link-${n}`,
      `2026-10-07T20:0${Math.floor(n / 4)}:${String((n % 4) * 12 + 10)}Z`,
      write.fileEvent,
      acting,
      "AnonymousLinkCreated",
      `ledger-${n}.xlsx`,
    );
  add("delete", "2026-10-07T20:25:00Z", write.flowEvent, thief, "DeleteFlow", sharer);
}
