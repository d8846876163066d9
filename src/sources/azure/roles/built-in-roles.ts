import type { Privilege } from "../../../facts/kinds.ts";

/*
 * Built-in roles of Azure RBAC by id, with the power they give at the scope of a subscription. Names and ids after the page as of
 * 2026-04-09; `node scripts/check-azure-roles.mjs FOLDER` holds them against a checkout of it and names what is missing:
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles
 * The power is our judgement: 3 gives roles to anybody, 2 gives some roles, or code, access to what other identities may do,
 * 1 reads or changes data, 0 is anything else.
 */
const ROLES = `
  3 8e3af657-a8ff-443c-a75c-2fe8c4bcb635 Owner
  3 18d7d88d-d35e-4fb5-a5c3-7773c20a72d9 User Access Administrator
  3 f58310d9-a9f6-439a-9e8d-f62e7b41a168 Role Based Access Control Administrator
  2 b24988ac-6180-42a0-ab88-20f7382dd24c Contributor
  2 36243c78-bf99-498c-9df9-86d9f8d28608 Resource Policy Contributor
  2 9980e02c-c2be-4d73-94e8-173b1dc7cf3c Virtual Machine Contributor
  2 66f75aeb-eabe-4b70-9f1e-c350c4c9ad04 Virtual Machine Data Access Administrator (preview)
  2 1c0163c0-47e6-4577-8991-ea5c82e286e4 Virtual Machine Administrator Login
  2 f353d9bd-d4a6-484e-a77a-8050b599b867 Automation Contributor
  2 de139f84-1756-47ae-9be6-808fbbe84772 Website Contributor
  2 87a39d53-fc1b-424a-814c-f7e04687dc9e Logic App Contributor
  2 ad710c24-b039-4e85-a019-deb4a06e8570 Logic Apps Standard Contributor (Preview)
  2 e40ec5ca-96e0-45a2-b4ff-59039f2c2b59 Managed Identity Contributor
  2 f1a07417-d97a-45cb-824c-7a7467783830 Managed Identity Operator
  2 8b54135c-b56d-4d72-a534-26097cfdc8d8 Key Vault Data Access Administrator
  2 f25e0fa2-a7c8-4377-a976-54943a77a395 Key Vault Contributor
  2 92aaf0da-9dab-42b6-94a3-d43ce8d16293 Log Analytics Contributor
  2 17d1049b-9a84-46fb-8f53-869881c3d3ab Storage Account Contributor
  1 b7e6dc6d-f1e8-4753-8033-0f276bb0955b Storage Blob Data Owner
  1 ba92f5b4-2d11-453d-a403-e96b0029c9fe Storage Blob Data Contributor
  1 2a2b9908-6ea1-4ae2-8e65-a410df84e7d1 Storage Blob Data Reader
  1 81a9662b-bebf-436f-a333-f67b29880f12 Storage Account Key Operator Service Role
  1 c12c1c16-33a1-487b-954d-41c89c60f349 Reader and Data Access
  1 69566ab7-960f-475b-8e7c-b3118f30c6bd Storage File Data Privileged Contributor
  1 00482a5a-887f-4fb3-b363-3b7fe8e74483 Key Vault Administrator
  1 b86a8fe4-44ce-4948-aee5-eccb2c155cd7 Key Vault Secrets Officer
  1 4633458b-17de-408a-b874-0445c86b69e6 Key Vault Secrets User
  1 14b46e9e-c2b7-41b4-b07b-48a6ebf60603 Key Vault Crypto Officer
  1 a4417e6f-fecd-4de8-b567-7b0420556985 Key Vault Certificates Officer
  1 5ae67dd6-50cb-40e7-96ff-dc2bfa4b606b App Configuration Data Owner
  1 fb1c8493-542b-48eb-b624-b4c8fea62acd Security Admin
  0 acdd72a7-3385-48ef-bd42-f606fba81ae7 Reader
  0 21090545-7ca7-4776-b22c-e363652d74d2 Key Vault Reader
  0 39bc4728-0917-49c7-9d2c-d95423bc2eb4 Security Reader
  0 515c2055-d9d4-4321-b1b9-bd0c9a0f79fe Logic App Operator
  0 0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3 Storage Table Data Contributor
  0 974c5e8b-45b9-4653-ba55-5f855dd0fb88 Storage Queue Data Contributor
  0 8a0f0c08-91a1-4084-bc3d-661d67233fed Storage Queue Data Message Processor
  0 c6a89b2d-59bc-44d0-9896-0f6e12d7b80a Storage Queue Data Message Sender
  0 69a216fc-b8fb-44d8-bc22-1f3c2cd27a39 Azure Service Bus Data Sender
  0 4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0 Azure Service Bus Data Receiver
  0 d5a91429-5739-47e2-a06b-3470a27159e7 EventGrid Data Sender
  0 43d0d8ad-25c7-4714-9337-8ba259a9fe05 Monitoring Reader
  0 3913510d-42f4-4e42-8a64-420c390055eb Monitoring Metrics Publisher
  0 749f88d5-cbae-40b8-bcfc-e573ddc772fa Monitoring Contributor
  0 7f951dda-4ed3-4680-a7ca-43fe172d538d AcrPull
  0 4a9ae827-6dc8-4573-8ac7-8239d42aa03f Tag Contributor
  0 4d97b98b-1d4f-4787-a291-c67834d212e7 Network Contributor
`;

/** A built-in role. */
export interface BuiltInRole {
  readonly name: string;
  readonly power: Privilege;
}

const POWERS: ReadonlyMap<string, Privilege> = new Map<string, Privilege>([
  ["0", 0],
  ["1", 1],
  ["2", 2],
  ["3", 3],
]);

/** By id, which is the same in every tenant. */
export const BUILT_IN_ROLES: ReadonlyMap<string, BuiltInRole> = new Map(
  ROLES.trim()
    .split("\n")
    .map((line) => {
      const [, power = "", id = "", name = ""] = /^\s*(\d) (\S+) (.+)$/.exec(line) ?? [];
      return [id, { name, power: POWERS.get(power) ?? 0 }] as const;
    }),
);
