import { flow, GUEST, HEIDI, OMAR, OUTSIDE, through } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

const CONNECTORS = "shared_office365,shared_sharepointonline";

export default function tell({ add, pair }) {
  const digest = flow("staff-digest");
  const acting = through(HEIDI, digest);
  const heir = pair ? OMAR : GUEST;
  add("create", "2026-10-02T12:00:00Z", write.flowEvent, HEIDI, "CreateFlow", digest, { connectors: CONNECTORS });
  add("share", "2026-10-09T13:00:00Z", write.flowEvent, HEIDI, "PutPermissions", digest, {
    RecipientUPN: heir.user,
    SharingPermission: "3",
  });
  add("edit", "2026-10-09T21:14:00Z", write.flowEvent, heir, "EditFlow", digest, { connectors: CONNECTORS });
  for (const n of [1, 2, 3]) add(`send-${n}`, `2026-10-10T0${n}:00:00Z`, write.sent, acting, `Staff list ${n}`, [OUTSIDE]);
}
