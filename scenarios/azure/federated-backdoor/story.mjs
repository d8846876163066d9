import { EVA, TENANT, identityId, managed, siteId } from "../../lib/azure/company.mjs";
import * as write from "../../lib/azure/records.mjs";

export default function tell({ add, pair }) {
  const site = siteId("reports");
  const issuer = pair ? `https://login.microsoftonline.com/${TENANT}/v2.0` : "https://token.actions.githubusercontent.com";
  add(
    "file",
    "2026-10-13T14:00:00Z",
    write.operation,
    EVA,
    "Microsoft.Web/sites/hostruntime/vfs/run.csx/write",
    `${site}/hostruntime/vfs/Nightly/run.csx`,
  );
  add("run", "2026-10-13T14:05:00Z", write.functionRun, site, "Nightly");
  add(
    "federated",
    "2026-10-13T14:05:01Z",
    write.operation,
    managed(site),
    "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write",
    `${identityId("platform")}/federatedIdentityCredentials/ci`,
    {
      status: "Created",
      body: { properties: { issuer, subject: "repo:stranger/tool:ref:refs/heads/main", audiences: ["api://AzureADTokenExchange"] } },
    },
  );
}
