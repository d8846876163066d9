/** An invented company in Azure: one subscription, six function apps with an identity, a vault and a storage account each. */
import { uuidFrom } from "../../../bench/cloudtrail/random.mjs";

export const SUBSCRIPTION = uuidFrom("azure/subscription");
export const TENANT = uuidFrom("azure/tenant");
export const DAY = 86_400_000;
/** First day of all stories. */
export const BEGIN = Date.parse("2026-10-01T08:00:00Z");

export const group = (name) => `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-${name}`;
export const siteId = (name) => `${group(name)}/providers/Microsoft.Web/sites/${name}-fn`;
export const storageId = (name) => `${group(name)}/providers/Microsoft.Storage/storageAccounts/st${name}`;
export const vaultId = (name) => `${group(name)}/providers/Microsoft.KeyVault/vaults/kv-${name}`;
export const identityId = (name) => `${group("platform")}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-${name}`;
export const accountId = (name) => `${group("ops")}/providers/Microsoft.Automation/automationAccounts/${name}`;
export const workflowId = (name) => `${group("flows")}/providers/Microsoft.Logic/workflows/${name}`;

export const APPS = ["orders", "billing", "invoices", "notify", "reports", "sync"];

/** Somebody who signs in with a name. Addresses are from the documentation ranges. */
export const person = (name, ip) => ({ user: `${name}@contoso.example`, oid: uuidFrom(`azure/user/${name}`), ip });
export const ADA = person("ada", "198.51.100.20");
export const OMAR = person("omar", "198.51.100.21");
/** Her session was stolen in the attacks. */
export const EVA = person("eva", "203.0.113.66");
/** The pipeline deploys from its own runner. */
export const PIPELINE = { oid: uuidFrom("azure/sp/pipeline"), appid: uuidFrom("azure/app/pipeline"), ip: "198.51.100.10" };

/** The managed identity of a resource; `host` is the resource that a user-assigned one works for. */
export const managed = (id, host = id) => ({ mirid: id, host, oid: uuidFrom(`azure/identity/${id}`), ip: "20.50.1.9" });

export const ROLES = {
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  accessAdmin: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  secretsUser: "4633458b-17de-408a-b874-0445c86b69e6",
};
