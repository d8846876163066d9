import { ADA, flow, PEOPLE } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

const CONNECTORS = "shared_office365,shared_sharepointonline";

export default function tell({ add, pair }) {
  const owners = PEOPLE.slice(1);
  const flows = owners.map((owner, n) => ({ owner, flow: flow(`team-flow-${n}`), n }));
  for (const { owner, flow: one, n } of flows)
    add(`create-${n}`, `2026-10-0${1 + (n % 3)}T12:${String(10 + n)}:00Z`, write.flowEvent, owner, "CreateFlow", one, {
      connectors: CONNECTORS,
    });
  for (const { flow: one, n } of pair ? flows.slice(0, 1) : flows)
    add(`move-${n}`, `2026-10-09T16:${String(10 + n * 3)}:00Z`, write.flowEvent, ADA, "EditFlow", one, { connectors: CONNECTORS });
}
