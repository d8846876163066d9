import { remember } from "../../../util/remember.ts";

/*
 * Control-plane operations that facts are drawn from, as the vendor spells them; logs write them in any case:
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/resource-provider-operations
 */
const KNOWN_OPERATIONS = `
  Microsoft.App/containerApps/delete Microsoft.App/containerApps/listSecrets/action Microsoft.App/containerApps/write
  Microsoft.App/jobs/delete Microsoft.App/jobs/listSecrets/action Microsoft.App/jobs/start/action Microsoft.App/jobs/write
  Microsoft.Authorization/elevateAccess/action Microsoft.Authorization/roleAssignments/delete
  Microsoft.Authorization/roleAssignments/write Microsoft.Authorization/roleAssignmentScheduleRequests/write
  Microsoft.Authorization/roleEligibilityScheduleRequests/write Microsoft.Authorization/roleDefinitions/delete
  Microsoft.Authorization/roleDefinitions/write
  Microsoft.Automation/automationAccounts/delete Microsoft.Automation/automationAccounts/jobs/write
  Microsoft.Automation/automationAccounts/jobSchedules/write Microsoft.Automation/automationAccounts/modules/write
  Microsoft.Automation/automationAccounts/powershell72Modules/write
  Microsoft.Automation/automationAccounts/python2Packages/write Microsoft.Automation/automationAccounts/python3Packages/write
  Microsoft.Automation/automationAccounts/runbooks/delete Microsoft.Automation/automationAccounts/runbooks/draft/content/write
  Microsoft.Automation/automationAccounts/runbooks/draft/write Microsoft.Automation/automationAccounts/runbooks/publish/action
  Microsoft.Automation/automationAccounts/runbooks/write Microsoft.Automation/automationAccounts/schedules/write
  Microsoft.Automation/automationAccounts/sourceControls/write Microsoft.Automation/automationAccounts/variables/write
  Microsoft.Automation/automationAccounts/watchers/watcherActions/write
  Microsoft.Automation/automationAccounts/webhooks/action Microsoft.Automation/automationAccounts/webhooks/write
  Microsoft.Automation/automationAccounts/write
  Microsoft.Compute/disks/beginGetAccess/action Microsoft.Compute/snapshots/beginGetAccess/action
  Microsoft.Compute/virtualMachines/extensions/write Microsoft.Compute/virtualMachines/runCommand/action
  Microsoft.Compute/virtualMachines/runCommands/write Microsoft.Compute/virtualMachines/write
  Microsoft.Compute/virtualMachineScaleSets/write
  Microsoft.ContainerInstance/containerGroups/delete Microsoft.ContainerInstance/containerGroups/write
  Microsoft.EventGrid/eventSubscriptions/write Microsoft.EventGrid/systemTopics/eventSubscriptions/write
  Microsoft.Insights/actionGroups/write Microsoft.Insights/diagnosticSettings/delete Microsoft.Insights/diagnosticSettings/write
  Microsoft.KeyVault/vaults/accessPolicies/write Microsoft.KeyVault/vaults/write
  Microsoft.Logic/workflows/delete Microsoft.Logic/workflows/disable/action Microsoft.Logic/workflows/enable/action
  Microsoft.Logic/workflows/listCallbackUrl/action Microsoft.Logic/workflows/run/action
  Microsoft.Logic/workflows/triggers/listCallbackUrl/action Microsoft.Logic/workflows/triggers/run/action
  Microsoft.Logic/workflows/write
  Microsoft.ManagedIdentity/userAssignedIdentities/assign/action
  Microsoft.ManagedIdentity/userAssignedIdentities/delete
  Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write
  Microsoft.ManagedIdentity/userAssignedIdentities/write
  Microsoft.Network/networkSecurityGroups/securityRules/write Microsoft.Network/networkSecurityGroups/write
  Microsoft.Network/networkWatchers/flowLogs/delete
  Microsoft.OperationalInsights/workspaces/delete
  Microsoft.Security/alertsSuppressionRules/write Microsoft.Security/pricings/write
  Microsoft.Storage/storageAccounts/blobServices/containers/write Microsoft.Storage/storageAccounts/listAccountSas/action
  Microsoft.Storage/storageAccounts/listKeys/action Microsoft.Storage/storageAccounts/listServiceSas/action
  Microsoft.Storage/storageAccounts/regenerateKey/action
  Microsoft.Web/connections/write
  Microsoft.Web/publishingUsers/write
  Microsoft.Web/sites/basicPublishingCredentialsPolicies/write Microsoft.Web/sites/config/list/action
  Microsoft.Web/sites/config/write Microsoft.Web/sites/delete Microsoft.Web/sites/deployments/write
  Microsoft.Web/sites/extensions/write Microsoft.Web/sites/functions/delete Microsoft.Web/sites/functions/keys/write
  Microsoft.Web/sites/functions/listkeys/action Microsoft.Web/sites/functions/listsecrets/action
  Microsoft.Web/sites/functions/masterkey/read Microsoft.Web/sites/functions/token/read Microsoft.Web/sites/functions/write
  Microsoft.Web/sites/host/functionkeys/write Microsoft.Web/sites/host/listkeys/action Microsoft.Web/sites/host/sync/action
  Microsoft.Web/sites/host/systemkeys/write Microsoft.Web/sites/hostruntime/host/action
  Microsoft.Web/sites/hostruntime/vfs/write Microsoft.Web/sites/publish/action Microsoft.Web/sites/publishxml/action
  Microsoft.Web/sites/slots/config/list/action Microsoft.Web/sites/slots/config/write Microsoft.Web/sites/slots/delete
  Microsoft.Web/sites/slots/deployments/write Microsoft.Web/sites/slots/extensions/write
  Microsoft.Web/sites/slots/functions/listkeys/action Microsoft.Web/sites/slots/functions/write
  Microsoft.Web/sites/slots/host/listkeys/action Microsoft.Web/sites/slots/publishxml/action
  Microsoft.Web/sites/slots/slotsswap/action Microsoft.Web/sites/slots/sourcecontrols/write Microsoft.Web/sites/slots/write
  Microsoft.Web/sites/slotsswap/action Microsoft.Web/sites/sourcecontrols/write
  Microsoft.Web/sites/syncfunctiontriggers/action Microsoft.Web/sites/write
`
  .trim()
  .split(/\s+/);

const bySpelling = new Map(KNOWN_OPERATIONS.map((name) => [name.toLowerCase(), name]));

/** Blanks at the ends, controls and characters without width: no operation has any. */
const INVISIBLE = /^\s+|\s+$|[\p{Cc}\p{Cf}]+/gu;

/** The vendor's spelling of an operation; of one that is not known, lower case, since exports differ in nothing but case. */
export const spelledOperation: (raw: string) => string = remember(20_000, (raw) => {
  const visible = raw.normalize("NFKC").replace(INVISIBLE, "");
  return bySpelling.get(visible.toLowerCase()) ?? visible.toLowerCase();
});

/** Whether a name is written in a way that only a forged or broken producer writes. */
export function isOddlySpelled(raw: string): boolean {
  return raw.normalize("NFKC").replace(INVISIBLE, "") !== raw;
}
