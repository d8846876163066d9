import { ADA, EVA, ROLES, SUBSCRIPTION, accountId, managed } from "../../lib/azure/company.mjs";
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
  const account = accountId("aa-ops");
  const identity = managed(account);
  const role = pair ? ROLES.reader : ROLES.owner;
  const job = { body: { properties: { runbook: { name: "Cleanup" } } } };
  add(
    "runbook",
    "2026-10-13T14:00:00Z",
    write.operation,
    EVA,
    "Microsoft.Automation/automationAccounts/runbooks/draft/content/write",
    `${account}/runbooks/Cleanup/draft`,
  );
  add(
    "publish",
    "2026-10-13T14:03:00Z",
    write.operation,
    EVA,
    "Microsoft.Automation/automationAccounts/runbooks/publish/action",
    `${account}/runbooks/Cleanup`,
  );
  add(
    "webhook",
    "2026-10-13T14:05:00Z",
    write.activity,
    EVA,
    "Microsoft.Automation/automationAccounts/webhooks/write",
    `${account}/webhooks/status`,
    {
      body: { properties: { expiryTime: "2036-01-01T00:00:00+00:00", runbook: { name: "Cleanup" } } },
    },
  );
  add(
    "job",
    "2026-10-13T14:10:00Z",
    write.activity,
    identity,
    "Microsoft.Automation/automationAccounts/jobs/write",
    `${account}/jobs/1`,
    job,
  );
  add("owner", "2026-10-13T14:11:00Z", write.operation, ...assign(identity, EVA.oid, role));
  add(
    "removed",
    "2026-10-13T15:00:00Z",
    write.operation,
    ADA,
    "Microsoft.Authorization/roleAssignments/delete",
    `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleAssignments/${EVA.oid}`,
  );
  add(
    "job-again",
    "2026-10-13T22:10:00Z",
    write.activity,
    identity,
    "Microsoft.Automation/automationAccounts/jobs/write",
    `${account}/jobs/2`,
    job,
  );
  add("owner-again", "2026-10-13T22:11:00Z", write.operation, ...assign(identity, EVA.oid, role));
}
