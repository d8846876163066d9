import { APPS, flow, OMAR, through } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

export default function tell({ add, pair }) {
  const tickets = flow("tickets");
  const acting = through(OMAR, tickets);
  const desk = pair ? "desk@contoso-support.example" : "desk@contoso.example";
  add("create", "2026-10-05T09:12:00Z", write.flowEvent, OMAR, "CreateFlow", tickets, { connectors: "shared_office365,shared_teams" });
  add("portal", "2026-10-05T09:10:00Z", write.signedIn, OMAR, APPS.portal);
  for (let n = 0; n < 4; n += 1) {
    const at = `2026-10-0${6 + n}T10:0${n}`;
    // The request does not say to whom; the trace does.
    add(`request-${n}`, `${at}:00Z`, write.graphRequest, acting, "POST", `/me/messages/AAMkAGI2AAAtick${n}AAA=/forward`, 202);
    add(`trace-${n}`, `${at}:05Z`, write.trace, acting, `FW: Printer ${n}`, desk, tickets);
  }
}
