import { APPS, PIPELINE, ROLES, SUBSCRIPTION, managed, siteId } from "../../lib/azure/company.mjs";
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
  for (const [i, name] of APPS.entries()) {
    const minute = String(i * 5).padStart(2, "0");
    add(
      name,
      `2026-10-13T10:${minute}:00Z`,
      write.operation,
      PIPELINE,
      "Microsoft.Web/sites/extensions/write",
      `${siteId(name)}/extensions/ZipDeploy`,
    );
    add(
      `${name}-settings`,
      `2026-10-13T10:${minute}:30Z`,
      write.operation,
      PIPELINE,
      "Microsoft.Web/sites/config/write",
      `${siteId(name)}/config/appsettings`,
    );
    add(`${name}-run`, `2026-10-13T11:${minute}:00Z`, write.functionRun, siteId(name), "Nightly");
  }
  if (pair)
    add(
      "owner",
      "2026-10-13T11:55:00Z",
      write.operation,
      ...assign(managed(siteId("sync")), "0badc0de-1111-4222-8333-444455556666", ROLES.owner),
    );
}
