import { flow, HEIDI, OMAR, through } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

export default function tell({ add, pair }) {
  const [leave, rota, birthdays] = ["leave-requests", "duty-rota", "birthdays"].map(flow);
  const connectors = "shared_office365,shared_sharepointonline";
  [leave, rota, birthdays].forEach((one, nth) =>
    add(`create ${one.name}`, `2026-10-0${2 + nth}T09:00:00Z`, write.flowEvent, HEIDI, "CreateFlow", one, { connectors }),
  );
  add("edit", "2026-10-08T01:37:00Z", write.flowEvent, pair ? HEIDI : { ...OMAR, ip: "203.0.113.66" }, "EditFlow", rota, { connectors });
  // Her own upkeep of another flow lies between the edit and what follows from it.
  add("upkeep", "2026-10-08T08:15:00Z", write.flowEvent, HEIDI, "EditFlow", leave, { connectors });
  const acting = through(HEIDI, rota);
  for (let n = 0; n < 6; n += 1)
    add(`send-${n}`, `2026-10-08T1${n}:02:00Z`, write.sent, acting, `Salaries ${n}`, ["broker@mailbox.example"]);
}
