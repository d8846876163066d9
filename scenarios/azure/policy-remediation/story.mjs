import { ROLES, SUBSCRIPTION, group, managed, siteId, storageId } from "../../lib/azure/company.mjs";
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
  const policy = pair
    ? managed(siteId("notify"))
    : managed(`/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/policyAssignments/diagnostics`);
  add(
    "assignment",
    "2026-10-13T10:00:00Z",
    write.operation,
    ...assign(policy, "5a5a5a5a-1111-4222-8333-444455556666", ROLES.contributor, group("vms")),
  );
  add(
    "setting",
    "2026-10-13T10:01:00Z",
    write.operation,
    policy,
    "Microsoft.Insights/diagnosticSettings/write",
    `${storageId("orders")}/providers/Microsoft.Insights/diagnosticSettings/logs`,
    {
      body: { properties: { logs: [{ category: "StorageWrite", enabled: true }] } },
    },
  );
}
