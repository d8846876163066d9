/** Calls of Google Cloud that are no deployments: rights, credentials, secrets, logging. Shapes as their services log them. */
import { NUMBER, PROJECT, hexFrom } from "./entry.mjs";

const IAM = { service: "iam.googleapis.com" };

function accountCall(email, method, more = {}) {
  return {
    ...IAM,
    method: `google.iam.admin.v1.${method}`,
    resource: `projects/-/serviceAccounts/${uniqueId(email)}`,
    type: "service_account",
    labels: { email_id: email, unique_id: uniqueId(email) },
    ...more,
  };
}

export function uniqueId(email) {
  return `1${BigInt(`0x${hexFrom(email, 16)}`)
    .toString()
    .padStart(20, "0")
    .slice(-20)}`;
}

/** Who gets or loses which role on the project: `["ADD", "roles/editor", "serviceAccount:…"]` each. */
export function setProjectPolicy(changes, how = {}) {
  const bindingDeltas = changes.map(([action, role, member]) => ({ action, member, role }));
  return {
    service: "cloudresourcemanager.googleapis.com",
    method: "SetIamPolicy",
    resource: `projects/${PROJECT}`,
    type: "project",
    permissions: ["resourcemanager.projects.setIamPolicy"],
    request: { "@type": "type.googleapis.com/google.iam.v1.SetIamPolicyRequest", resource: PROJECT },
    serviceData: { "@type": "type.googleapis.com/google.iam.v1.logging.AuditData", policyDelta: { bindingDeltas } },
    ...how,
  };
}

export function setAccountPolicy(email, changes) {
  const bindingDeltas = changes.map(([action, role, member]) => ({ action, member, role }));
  return accountCall(email, "SetIAMPolicy", {
    permissions: ["iam.serviceAccounts.setIamPolicy"],
    request: { "@type": "type.googleapis.com/google.iam.v1.SetIamPolicyRequest", resource: `projects/-/serviceAccounts/${email}` },
    serviceData: { "@type": "type.googleapis.com/google.iam.v1.logging.AuditData", policyDelta: { bindingDeltas } },
  });
}

export function createAccount(email) {
  const id = email.split("@")[0];
  return accountCall(email, "CreateServiceAccount", {
    resource: `projects/${PROJECT}`,
    permissions: ["iam.serviceAccounts.create"],
    request: {
      "@type": "type.googleapis.com/google.iam.admin.v1.CreateServiceAccountRequest",
      account_id: id,
      name: `projects/${PROJECT}`,
      service_account: { display_name: id },
    },
    response: {
      "@type": "type.googleapis.com/google.iam.admin.v1.ServiceAccount",
      display_name: id,
      email,
      name: `projects/${PROJECT}/serviceAccounts/${email}`,
      project_id: PROJECT,
      unique_id: uniqueId(email),
    },
  });
}

export function keyId(label) {
  return hexFrom(`key ${label}`, 40);
}

export function createKey(email, id) {
  return accountCall(email, "CreateServiceAccountKey", {
    permissions: ["iam.serviceAccountKeys.create"],
    request: {
      "@type": "type.googleapis.com/google.iam.admin.v1.CreateServiceAccountKeyRequest",
      name: `projects/-/serviceAccounts/${email}`,
      private_key_type: 2,
    },
    response: {
      "@type": "type.googleapis.com/google.iam.admin.v1.ServiceAccountKey",
      key_algorithm: 2,
      key_origin: 2,
      key_type: 1,
      name: `projects/${PROJECT}/serviceAccounts/${email}/keys/${id}`,
    },
  });
}

export function deleteKey(email, id) {
  return accountCall(email, "DeleteServiceAccountKey", {
    permissions: ["iam.serviceAccountKeys.delete"],
    request: {
      "@type": "type.googleapis.com/google.iam.admin.v1.DeleteServiceAccountKeyRequest",
      name: `projects/-/serviceAccounts/${email}/keys/${id}`,
    },
  });
}

export function generateToken(email) {
  return {
    service: "iamcredentials.googleapis.com",
    method: "GenerateAccessToken",
    resource: `projects/-/serviceAccounts/${uniqueId(email)}`,
    type: "service_account",
    labels: { email_id: email, unique_id: uniqueId(email) },
    log: "data_access",
    permissions: ["iam.serviceAccounts.getAccessToken"],
    request: {
      "@type": "type.googleapis.com/google.iam.credentials.v1.GenerateAccessTokenRequest",
      name: `projects/-/serviceAccounts/${email}`,
      scope: ["https://www.googleapis.com/auth/cloud-platform"],
    },
  };
}

function secretCall(name, method, more) {
  return {
    service: "secretmanager.googleapis.com",
    method: `google.cloud.secretmanager.v1.SecretManagerService.${method}`,
    type: "audited_resource",
    labels: { method: `google.cloud.secretmanager.v1.SecretManagerService.${method}`, service: "secretmanager.googleapis.com" },
    resource: `projects/${NUMBER}/secrets/${name}`,
    ...more,
  };
}

export function accessSecret(name, version = "latest") {
  const full = `projects/${NUMBER}/secrets/${name}/versions/${version}`;
  return secretCall(name, "AccessSecretVersion", {
    resource: full,
    log: "data_access",
    permissions: ["secretmanager.versions.access"],
    request: {
      "@type": "type.googleapis.com/google.cloud.secretmanager.v1.AccessSecretVersionRequest",
      name: `projects/${PROJECT}/secrets/${name}/versions/${version}`,
    },
  });
}

export function addSecret(name) {
  return secretCall(name, "AddSecretVersion", {
    permissions: ["secretmanager.versions.add"],
    request: {
      "@type": "type.googleapis.com/google.cloud.secretmanager.v1.AddSecretVersionRequest",
      parent: `projects/${PROJECT}/secrets/${name}`,
    },
    response: { name: `projects/${NUMBER}/secrets/${name}/versions/7` },
  });
}

export function listSecrets() {
  return {
    ...secretCall("", "ListSecrets", {}),
    resource: `projects/${NUMBER}`,
    log: "data_access",
    permissions: ["secretmanager.secrets.list"],
  };
}

export function updateOrgPolicy(constraint, enforce) {
  const name = `projects/${NUMBER}/policies/${constraint}`;
  return {
    service: "orgpolicy.googleapis.com",
    method: "google.cloud.orgpolicy.v2.OrgPolicy.UpdatePolicy",
    resource: name,
    type: "audited_resource",
    labels: { method: "google.cloud.orgpolicy.v2.OrgPolicy.UpdatePolicy", service: "orgpolicy.googleapis.com" },
    permissions: ["orgpolicy.policy.set"],
    request: {
      "@type": "type.googleapis.com/google.cloud.orgpolicy.v2.UpdatePolicyRequest",
      policy: { name, spec: { rules: [{ enforce }] } },
    },
    response: { "@type": "type.googleapis.com/google.cloud.orgpolicy.v2.Policy", name, spec: { rules: [{ enforce }] } },
  };
}

/** Reads that nobody makes rules about. */
export function read(service, method, resource, type = "project", labels = {}) {
  return { service: `${service}.googleapis.com`, method, resource, type, labels, log: "data_access", permissions: [`${service}.get`] };
}
