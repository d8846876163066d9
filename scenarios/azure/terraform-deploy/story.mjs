import { PIPELINE, ROLES, SUBSCRIPTION, group, identityId, managed, siteId } from "../../lib/azure/company.mjs";
import * as write from "../../lib/azure/records.mjs";

/** A role given by a caller, as the request of the call says. */
const assign = (caller, principal, role, scope = `/subscriptions/${SUBSCRIPTION}`) => [
  caller,
  "Microsoft.Authorization/roleAssignments/write",
  `${scope}/providers/Microsoft.Authorization/roleAssignments/${principal}`,
  {
    status: "Created",
    body: {
      Properties: {
        PrincipalId: principal,
        PrincipalType: "ServicePrincipal",
        RoleDefinitionId: `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
        Scope: scope,
      },
    },
  },
];

export default function tell({ add, pair }) {
  const site = siteId("stock");
  const identity = identityId("stock");
  const principal = managed(identity).oid;
  const [role, scope] = pair ? [ROLES.owner, undefined] : [ROLES.contributor, group("stock")];
  add("identity", "2026-10-13T10:00:00Z", write.operation, PIPELINE, "Microsoft.ManagedIdentity/userAssignedIdentities/write", identity, {
    status: "Created",
    answer: { properties: { principalId: principal } },
  });
  add("app", "2026-10-13T10:01:00Z", write.operation, PIPELINE, "Microsoft.Web/sites/write", site, {
    status: "Created",
    body: { identity: { type: "UserAssigned", userAssignedIdentities: { [identity]: {} } } },
  });
  add("role", "2026-10-13T10:02:00Z", write.operation, ...assign(PIPELINE, principal, role, scope));
  add("code", "2026-10-13T10:04:00Z", write.operation, PIPELINE, "Microsoft.Web/sites/extensions/write", `${site}/extensions/ZipDeploy`);
  add("run", "2026-10-13T10:30:00Z", write.functionRun, site, "Nightly");
}
