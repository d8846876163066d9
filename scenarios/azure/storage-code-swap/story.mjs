import { EVA, PIPELINE, managed, siteId, storageId, vaultId } from "../../lib/azure/company.mjs";
import * as write from "../../lib/azure/records.mjs";

export default function tell({ add, pair }) {
  const thief = pair ? PIPELINE : { key: "key1", ip: EVA.ip };
  add("keys", "2026-10-13T14:00:00Z", write.activity, EVA, "Microsoft.Storage/storageAccounts/listKeys/action", storageId("billing"));
  add("swap", "2026-10-13T14:05:00Z", write.blobWritten, storageId("billing"), "scm-releases/scm-latest-billing-fn.zip", thief);
  add("run", "2026-10-13T14:20:00Z", write.functionRun, siteId("billing"), "Nightly");
  add(
    "secret",
    "2026-10-13T14:20:01Z",
    write.vaultEvent,
    managed(siteId("billing")),
    "SecretGet",
    vaultId("payments"),
    "card-processor-key",
  );
}
