import { flow, GUEST, HEIDI, OMAR, through } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

const CONNECTORS = "shared_office365,shared_sharepointonline,shared_teams,shared_approvals";

export default function tell({ add, pair }) {
  const onboarding = flow("onboarding");
  const acting = through(HEIDI, onboarding);
  add("create", "2026-10-01T09:00:00Z", write.flowEvent, HEIDI, "CreateFlow", onboarding, { connectors: CONNECTORS });
  add("share", "2026-10-01T09:10:00Z", write.flowEvent, HEIDI, "PutPermissions", onboarding, {
    RecipientUPN: OMAR.user,
    SharingPermission: "2",
  });
  add("edit", "2026-10-06T09:40:00Z", write.flowEvent, pair ? GUEST : HEIDI, "EditFlow", onboarding, { connectors: CONNECTORS });
  for (let day = 1; day < 12; day += 1) {
    const date = `2026-10-${String(day).padStart(2, "0")}`;
    add(`private-${day}`, `${date}T11:00:00Z`, write.sent, acting, "Your first day", [`joiner${day}@private.example`]);
    add(`team-${day}`, `${date}T11:01:00Z`, write.sent, acting, "A new colleague", [OMAR.user]);
  }
}
