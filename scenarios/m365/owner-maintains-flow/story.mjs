import { EVA, flow, OMAR, through } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

const CONNECTORS = "shared_office365,shared_sharepointonline";

export default function tell({ add, pair }) {
  const newsletter = flow("price-letter");
  const acting = through(OMAR, newsletter);
  add("create", "2026-10-01T09:30:00Z", write.flowEvent, OMAR, "CreateFlow", newsletter, { connectors: CONNECTORS });
  for (const day of ["03", "05", "07", "09"])
    add(`edit-${day}`, `2026-10-${day}T10:00:00Z`, write.flowEvent, pair && day === "09" ? EVA : OMAR, "EditFlow", newsletter, {
      connectors: CONNECTORS,
    });
  for (let day = 2; day < 12; day += 1)
    add(`letter-${day}`, `2026-10-${String(day).padStart(2, "0")}T15:00:00Z`, write.sent, acting, "Prices of the week", [
      "buyer@customer.example",
    ]);
}
