import { ADA, EVA, flow, OMAR, OUTSIDE, THIEF, through } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

export default function tell({ add, pair }) {
  const copier = flow("new-mail-copier");
  const acting = through(EVA, copier);
  const to = pair ? OMAR.user : OUTSIDE;
  add("create", "2026-10-07T22:10:00Z", write.flowEvent, THIEF, "CreateFlow", copier, { connectors: "shared_office365,shared_flowpush" });
  add("first", "2026-10-08T08:15:00Z", write.trace, acting, "FW: Contract", to, pair ? undefined : copier);
  add("reset", "2026-10-08T09:30:00Z", write.directoryEvent, ADA, "Reset user password.", EVA);
  add("revoke", "2026-10-08T09:31:00Z", write.directoryEvent, ADA, "Update StsRefreshTokenValidFrom Timestamp.", EVA);
  add("second", "2026-10-09T08:05:00Z", write.trace, acting, "FW: Offer", to, pair ? undefined : copier);
  add("third", "2026-10-09T16:20:00Z", write.trace, acting, "FW: Price list", to, pair ? undefined : copier);
}
