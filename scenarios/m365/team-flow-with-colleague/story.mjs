import { flow, HEIDI, OMAR, through } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

export default function tell({ add, pair }) {
  const rota = flow("rota");
  const acting = through(HEIDI, rota);
  add("create", "2026-10-02T13:00:00Z", write.flowEvent, HEIDI, "CreateFlow", rota, { connectors: "shared_office365,shared_planner" });
  if (!pair)
    add("share", "2026-10-02T13:20:00Z", write.flowEvent, HEIDI, "PutPermissions", rota, {
      RecipientUPN: OMAR.user,
      SharingPermission: "3",
    });
  add("edit", "2026-10-05T14:00:00Z", write.flowEvent, OMAR, "EditFlow", rota, {
    connectors: "shared_office365,shared_planner,shared_teams",
  });
  for (const day of ["06", "07", "08"]) add(`send-${day}`, `2026-10-${day}T06:00:00Z`, write.sent, acting, "Rota", [OMAR.user]);
}
