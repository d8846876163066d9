import { flow, OMAR, through } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

export default function tell({ add, pair }) {
  const planner = flow("meeting-notes");
  const acting = through(OMAR, planner);
  add("create", "2026-10-06T08:30:00Z", write.flowEvent, OMAR, "CreateFlow", planner, { connectors: "shared_office365,shared_onenote" });
  add("notes", "2026-10-06T12:00:00Z", write.mailRead, acting, 1);
  add("rule", "2026-10-07T18:00:00Z", write.cmdlet, pair ? acting : OMAR, "New-InboxRule", {
    Name: "Tickets",
    ForwardTo: "omar@private.example",
  });
}
