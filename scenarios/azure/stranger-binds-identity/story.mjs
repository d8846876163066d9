import { EVA, PIPELINE, identityId, managed, siteId, vaultId } from "../../lib/azure/company.mjs";
import * as write from "../../lib/azure/records.mjs";

export default function tell({ add, pair }) {
  const site = siteId("tool");
  const identity = identityId("platform");
  const author = pair ? PIPELINE : EVA;
  const acting = managed(identity, site);
  add("app", "2026-10-13T14:00:00Z", write.operation, author, "Microsoft.Web/sites/write", site, {
    status: "Created",
    body: { kind: "functionapp", identity: { type: "UserAssigned", userAssignedIdentities: { [identity]: {} } } },
  });
  add("code", "2026-10-13T14:05:00Z", write.operation, author, "Microsoft.Web/sites/extensions/write", `${site}/extensions/ZipDeploy`);
  add("run", "2026-10-13T14:08:00Z", write.functionRun, site, "Tool");
  add("secret", "2026-10-13T14:08:01Z", write.vaultEvent, acting, "SecretGet", vaultId("payments"), "card-processor-key");
}
