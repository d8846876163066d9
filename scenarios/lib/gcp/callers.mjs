/** Who calls, and from where. Names are invented; addresses of people and thieves are from the documentation ranges. */
import { NUMBER, PROJECT } from "./entry.mjs";

const CLOUD_SDK =
  "google-cloud-sdk gcloud/512.0.0 command/gcloud environment/None interactive/True from-script/False python/3.12.3 term/xterm-256color (Linux 6.8.0),gzip(gfe)";
const TERRAFORM = "Terraform/1.9.8 (+https://www.terraform.io) Terraform-Plugin-SDK/2.34.0 terraform-provider-google/6.12.0,gzip(gfe)";
const LIBRARY = "google-api-python-client/2.149.0 grpc-python/1.66.2 gax/2.21.0 gapic/2.20.2,gzip(gfe)";

export const OFFICE = "203.0.113.20";
export const THIEF = "192.0.2.66";

export function account(name, project = PROJECT) {
  return `${name}@${project}.iam.gserviceaccount.com`;
}

export const DEFAULT_COMPUTE = `${NUMBER}-compute@developer.gserviceaccount.com`;
export const RUN_AGENT = `service-${NUMBER}@serverless-robot-prod.iam.gserviceaccount.com`;
export const FUNCTIONS_AGENT = `service-${NUMBER}@gcf-admin-robot.iam.gserviceaccount.com`;
export const MACHINES_AGENT = `service-${NUMBER}@compute-system.iam.gserviceaccount.com`;

export function person(name, how = {}) {
  return { email: `${name}@fernwood.example`, ip: OFFICE, agent: CLOUD_SDK, ...how };
}

/** The deploy pipeline: a self-hosted runner with one usual network. */
export function pipeline(how = {}) {
  return { email: account("deployer"), ip: "198.51.100.24", agent: TERRAFORM, ...how };
}

/** A pipeline that signs in through workload identity federation: its own subject first, then the account it impersonates. */
export function federated(repository = "fernwood/platform") {
  return {
    email: account("github-deploy"),
    ip: "198.51.100.24",
    agent: LIBRARY,
    delegates: [
      `principal://iam.googleapis.com/projects/${NUMBER}/locations/global/workloadIdentityPools/github/subject/repo:${repository}:ref:refs/heads/main`,
    ],
  };
}

/** Code on Google's serverless: its token was fetched by an agent of the platform. */
export function runtime(email, how = {}) {
  return { email, ip: how.ip ?? "34.96.44.17", agent: how.agent ?? LIBRARY, delegates: [RUN_AGENT, ...(how.delegates ?? [])] };
}

export function machine(email) {
  return { email, ip: "gce-internal-ip", agent: LIBRARY, delegates: [MACHINES_AGENT] };
}

export function agent(email) {
  return { email };
}

export function withKey(email, keyId, ip = THIEF) {
  return {
    email,
    ip,
    agent: "gcloud-python/1.0 python-requests/2.32.3,gzip(gfe)",
    keyName: `//iam.googleapis.com/projects/${PROJECT}/serviceAccounts/${email}/keys/${keyId}`,
  };
}
