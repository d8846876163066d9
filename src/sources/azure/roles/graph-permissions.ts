import type { Privilege } from "../../../facts/kinds.ts";

/*
 * Application permissions of Microsoft Graph by name, with the power they give; others count as ordinary. As of 2026-11:
 * https://learn.microsoft.com/en-us/graph/permissions-reference
 */
const PERMISSIONS: ReadonlyMap<string, Privilege> = new Map<string, Privilege>([
  ["rolemanagement.readwrite.directory", 3],
  ["approleassignment.readwrite.all", 3],
  ["application.readwrite.all", 3],
  ["directory.readwrite.all", 2],
  ["application.readwrite.ownedby", 2],
  ["groupmember.readwrite.all", 2],
  ["group.readwrite.all", 2],
  ["user.readwrite.all", 2],
  ["policy.readwrite.conditionalaccess", 2],
  ["full_access_as_app", 1],
  ["mail.readwrite", 1],
  ["mail.read", 1],
  ["mail.send", 1],
  ["files.readwrite.all", 1],
  ["files.read.all", 1],
  ["sites.fullcontrol.all", 1],
  ["sites.readwrite.all", 1],
]);

export function permissionPower(permission: string | null): Privilege | null {
  return permission === null ? null : (PERMISSIONS.get(permission.toLowerCase()) ?? 0);
}
