import { PIPELINE, ROLES, SUBSCRIPTION, managed, siteId } from "../../lib/azure/company.mjs";
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
  const site = siteId("orders");
  const staging = `${site}/slots/staging`;
  const swap = { body: { targetSlot: "production" } };
  add(
    "slot",
    "2026-10-13T10:00:00Z",
    write.operation,
    PIPELINE,
    "Microsoft.Web/sites/slots/extensions/write",
    `${staging}/extensions/ZipDeploy`,
  );
  add("swap", "2026-10-13T10:05:00Z", write.operation, PIPELINE, "Microsoft.Web/sites/slots/slotsswap/action", staging, swap);
  add("back", "2026-10-13T10:15:00Z", write.operation, PIPELINE, "Microsoft.Web/sites/slots/slotsswap/action", staging, swap);
  add("again", "2026-10-13T11:15:00Z", write.operation, PIPELINE, "Microsoft.Web/sites/slots/slotsswap/action", staging, swap);
  if (pair)
    add("owner", "2026-10-13T11:20:00Z", write.operation, ...assign(managed(site), "0badc0de-1111-4222-8333-444455556666", ROLES.owner));
}
