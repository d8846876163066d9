import { managed, siteId, storageId, vaultId } from "../../lib/azure/company.mjs";
import * as write from "../../lib/azure/records.mjs";

export default function tell({ add, pair }) {
  const rotator = managed(siteId("notify"));
  for (const [i, day] of ["06", "13"].entries()) {
    add(`run-${i}`, `2026-10-${day}T03:00:00Z`, write.functionRun, siteId("notify"), "Rotate");
    add(
      `key-${i}`,
      `2026-10-${day}T03:00:01Z`,
      write.activity,
      rotator,
      "Microsoft.Storage/storageAccounts/regenerateKey/action",
      storageId("sync"),
      { body: { keyName: `key${i + 1}` } },
    );
    if (!pair) add(`stored-${i}`, `2026-10-${day}T03:00:04Z`, write.vaultEvent, rotator, "SecretSet", vaultId("sync"), "storage-key");
  }
}
