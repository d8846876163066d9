import type { Privilege } from "../../../facts/kinds.ts";
import { ROLES_BY_POWER } from "./predefined-roles.ts";

const POWER: ReadonlyMap<string, Privilege> = new Map(
  ROLES_BY_POWER.flatMap(([power, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, power] as const),
  ),
);

/** Names that promise more than nothing; one of them that we do not know is newer than our list. */
const MIGHTY = /admin|owner|editor|creator|agent$/i;

/**
 * Power of a role granted on a project or above. Null for a custom role, whose permissions another
 * record holds, and for a predefined one that the list may not know yet.
 */
export function rolePower(role: string): Privilege | null {
  const name = /^roles\/(.+)$/.exec(role)?.[1];
  if (name === undefined) return null;
  return POWER.get(name) ?? (MIGHTY.test(name) ? null : 0);
}

/** Id of a custom role, by which its content is found; null for a predefined one. */
export function customRole(role: string): string | null {
  return role.startsWith("roles/") || role === "" ? null : role;
}
