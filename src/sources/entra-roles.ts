import type { Privilege } from "../facts/kinds.ts";

/*
 * Roles of the directory by template id and the power they give, whichever log names them; all others count as ordinary. As of 2026-11:
 * https://learn.microsoft.com/en-us/entra/identity/role-based-access-control/permissions-reference
 */
const ROLES: ReadonlyMap<string, Privilege> = new Map<string, Privilege>([
  ["62e90394-69f5-4237-9190-012177145e10", 3], // Global Administrator
  ["e8611ab8-c189-46e8-94e1-60213ab1f814", 3], // Privileged Role Administrator
  ["7be44c8a-adaf-4e2a-84d6-ab2649e08a13", 3], // Privileged Authentication Administrator
  ["9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", 2], // Application Administrator
  ["158c047a-c907-4556-b7ef-446551a6b5f7", 2], // Cloud Application Administrator
  ["fe930be7-5e62-47db-91af-98c3a49a38b1", 2], // User Administrator
  ["c4e39bd9-1100-46d3-8c65-fb160da0071f", 2], // Authentication Administrator
  ["8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2", 2], // Hybrid Identity Administrator
  ["29232cdf-9323-42fd-ade2-1d097af3e4de", 1], // Exchange Administrator
  ["f28a1f50-f6e7-4571-818b-6a12f2af6b6c", 1], // SharePoint Administrator
  ["11648597-926c-4cf3-9c36-bcebb0ba8dcc", 1], // Power Platform Administrator
]);

export function rolePower(templateId: string | null): Privilege | null {
  return templateId === null ? null : (ROLES.get(templateId.toLowerCase()) ?? 0);
}
