import type { Privilege } from "../../../facts/kinds.ts";
import { fitsWildcard } from "../../../util/wildcard.ts";

/*
 * What the actions of a custom role give, by the ways from one right to all others that are known:
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/role-definitions
 */

/** Rights to give rights: whoever holds one is as good as an owner. */
const ADMIN = ["microsoft.authorization/roleassignments/write", "microsoft.authorization/elevateaccess/action"];

/** Rights to act as another identity, by its code, its machine, its keys or its definition. */
const ESCALATION = [
  "microsoft.authorization/roledefinitions/write",
  "microsoft.authorization/policyassignments/write",
  "microsoft.managedidentity/userassignedidentities/assign/action",
  "microsoft.managedidentity/userassignedidentities/federatedidentitycredentials/write",
  "microsoft.web/sites/write",
  "microsoft.web/sites/publishxml/action",
  "microsoft.web/sites/hostruntime/vfs/run.csx/write",
  "microsoft.automation/automationaccounts/runbooks/write",
  "microsoft.logic/workflows/write",
  "microsoft.app/containerapps/write",
  "microsoft.compute/virtualmachines/runcommand/action",
  "microsoft.compute/virtualmachines/extensions/write",
  "microsoft.keyvault/vaults/accesspolicies/write",
  "microsoft.resources/deployments/write",
];

/** Rights to the keys of data. */
const DATA = ["microsoft.storage/storageaccounts/listkeys/action", "microsoft.keyvault/vaults/secrets/read"];

/** Power of a list of actions, which may hold wildcards. What is taken away again (`NotActions`) is not looked at. */
export function judgeActions(actions: readonly string[]): Privilege {
  const gives = (wanted: readonly string[]): boolean => wanted.some((right) => actions.some((action) => fitsWildcard(action, right)));
  if (gives(ADMIN)) return 3;
  if (gives(ESCALATION)) return 2;
  return gives(DATA) ? 1 : 0;
}
