/*
 * Which kind of identity an e-mail address of Google Cloud names:
 * https://cloud.google.com/iam/docs/service-account-types and https://cloud.google.com/iam/docs/service-agents
 */

const SERVICE_ACCOUNT = /@([a-z0-9.-]+\.)?gserviceaccount\.com$/;
/** A project's own accounts can be called `service-…` too, so only the homes of Google's agents count. */
const AGENT_HOMES = [
  "gcp-sa-[a-z0-9-]+",
  "serverless-robot-prod|gcf-admin-robot|compute-system|container-engine-robot|containerregistry",
  "cloudcomposer-accounts|dataflow-service-producer-prod|dataproc-accounts|gs-project-accounts|service-networking",
  "bigquery-encryption|cloud-redis|cloud-filer|dlp-api|firebase-rules|sourcerepo-service-accounts|trifacta-gcloud-prod",
].join("|");
const SERVICE_AGENT = new RegExp(
  `^(service-\\d+@(${AGENT_HOMES})\\.iam|\\d+@cloudservices|service-agent-manager@system)\\.gserviceaccount\\.com$`,
);
/** Shared by virtual machines, builds and every function that names no account of its own. */
const DEFAULT_ACCOUNT = /^(\d+-compute@developer|[a-z0-9.:-]+@appspot|\d+@cloudbuild)\.gserviceaccount\.com$/;
/** Agents that fetch tokens for functions and containers: whoever they delegated to runs there. */
const SERVERLESS_AGENT =
  /^service-\d+@(serverless-robot-prod|gcf-admin-robot|gcp-sa-workflows|gcp-sa-cloudbuild)\.iam\.gserviceaccount\.com$/;
const MACHINE_AGENT = /^service-\d+@(compute-system|container-engine-robot)\.iam\.gserviceaccount\.com$/;

export function isServiceAccount(email: string): boolean {
  return SERVICE_ACCOUNT.test(email);
}

/** An identity of Google's own that acts for a project; nobody outside can act as one. */
export function isServiceAgent(email: string): boolean {
  return SERVICE_AGENT.test(email);
}

export function isDefaultAccount(email: string): boolean {
  return DEFAULT_ACCOUNT.test(email);
}

export function isServerlessAgent(email: string): boolean {
  return SERVERLESS_AGENT.test(email);
}

export function isMachineAgent(email: string): boolean {
  return MACHINE_AGENT.test(email);
}

/** Project whose own account it is; null for agents, defaults and people. */
export function projectOfAccount(email: string): string | null {
  return isServiceAgent(email) ? null : (/@([a-z0-9-]+(?:\.[a-z0-9.-]+)?)\.iam\.gserviceaccount\.com$/.exec(email)?.[1] ?? null);
}

/**
 * The e-mail in `projects/P/serviceAccounts/EMAIL[/keys/K]`, in a full resource name, or alone; lower-cased.
 * Null where only the unique number is given.
 */
export function accountEmail(name: string | null): string | null {
  if (name === null) return null;
  const tail = /serviceAccounts\/([^/]+)/.exec(name)?.[1] ?? name;
  return tail.includes("@") && !tail.includes("/") ? tail.replace(/^serviceAccount:/, "").toLowerCase() : null;
}

/** The id of a key in its resource name: it alone stands in the records of its use. */
export function keyIdOf(name: string | null): string | null {
  return name === null ? null : (/\/keys\/([^/]+)$/.exec(name)?.[1] ?? null);
}
