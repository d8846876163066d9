import { EVA, PIPELINE, managed, siteId, vaultId } from "../../lib/azure/company.mjs";
import * as write from "../../lib/azure/records.mjs";

export default function tell({ add, pair }) {
  const site = siteId("orders");
  const [user, address] = pair ? [PIPELINE.oid, PIPELINE.ip] : ["$orders-fn", EVA.ip];
  add("profile", "2026-10-13T14:00:00Z", write.activity, EVA, "Microsoft.Web/sites/publishxml/action", site);
  add("kudu", "2026-10-13T14:07:00Z", write.deploymentSignIn, site, user, address);
  add("secret", "2026-10-13T14:31:00Z", write.vaultEvent, managed(site), "SecretGet", vaultId("payments"), "card-processor-key");
}
