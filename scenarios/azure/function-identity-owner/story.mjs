import { EVA, ROLES, SUBSCRIPTION, managed, siteId } from "../../lib/azure/company.mjs";
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

const STRANGER = "0badc0de-1111-4222-8333-444455556666";

export default function tell({ add, pair }) {
  const site = siteId("tools");
  const identity = managed(site);
  const made = {
    body: { kind: "functionapp", identity: { type: "SystemAssigned" } },
    answer: { identity: { type: "SystemAssigned", principalId: identity.oid } },
    status: "Created",
  };
  add("app", "2026-10-13T14:00:00Z", write.operation, EVA, "Microsoft.Web/sites/write", site, made);
  add("identity-owner", "2026-10-13T14:06:00Z", write.operation, ...assign(EVA, identity.oid, ROLES.owner));
  add("code", "2026-10-13T14:10:00Z", write.operation, EVA, "Microsoft.Web/sites/extensions/write", `${site}/extensions/ZipDeploy`);
  add("run", "2026-10-13T14:12:00Z", write.functionRun, site, "Tool");
  add("stranger-owner", "2026-10-13T14:12:30Z", write.operation, ...assign(identity, STRANGER, pair ? ROLES.reader : ROLES.owner));
}
