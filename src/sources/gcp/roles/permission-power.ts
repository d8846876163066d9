import type { Privilege } from "../../../facts/kinds.ts";

/*
 * What single permissions of Google Cloud are good for, after the escalation paths collected in
 * https://github.com/RhinoSecurityLabs/GCP-IAM-Privilege-Escalation and
 * https://cloud.google.com/iam/docs/best-practices-for-securing-service-accounts
 */

/** Decides over a project, a folder or an organisation. */
const ADMIN = /^resourcemanager\.(projects|folders|organizations)\.setIamPolicy$/;

/** Becomes another identity, or lets itself or others become one. */
const ESCALATION = new RegExp(
  `^(${[
    String.raw`iam\.serviceAccounts\.(actAs|getAccessToken|implicitDelegation|signBlob|signJwt|setIamPolicy)`,
    String.raw`iam\.serviceAccountKeys\.create`,
    String.raw`iam\.roles\.update`,
    String.raw`iam\.workloadIdentityPoolProviders\.(create|update)`,
    String.raw`orgpolicy\.policy\.set`,
    String.raw`deploymentmanager\.deployments\.create`,
    String.raw`cloudbuild\.builds\.create`,
    String.raw`cloudfunctions\.functions\.sourceCodeSet`,
    String.raw`run\.jobs\.runWithOverrides`,
    String.raw`compute\.(instances\.setMetadata|projects\.setCommonInstanceMetadata|instances\.setServiceAccount)`,
    String.raw`storage\.hmacKeys\.create`,
    String.raw`(apikeys\.keys|serviceusage\.apiKeys)\.create`,
  ].join("|")})$`,
);

/** Reads secrets or data, or weakens logging. */
const DATA = new RegExp(
  `^(${[
    String.raw`secretmanager\.versions\.access`,
    String.raw`storage\.(objects\.(get|setIamPolicy)|buckets\.setIamPolicy)`,
    String.raw`bigquery\.tables\.(getData|export|setIamPolicy)`,
    String.raw`cloudsql\.instances\.(connect|export|login)`,
    String.raw`datastore\.entities\.get`,
    String.raw`spanner\.databases\.read`,
    String.raw`bigtable\.tables\.readRows`,
    String.raw`firebasedatabase\.instances\.update`,
    String.raw`cloudkms\.cryptoKeyVersions\.(useToDecrypt|useToSign)`,
    String.raw`logging\.(sinks|exclusions|buckets)\.(delete|update|create)`,
    String.raw`logging\.privateLogEntries\.list`,
    String.raw`iam\.serviceAccounts\.(getOpenIdToken|create)`,
    String.raw`compute\.(instances|disks|images|snapshots)\.(create|useReadOnly|setIamPolicy)`,
    String.raw`(run\.(services|jobs)|cloudfunctions\.functions)\.(create|update|setIamPolicy)`,
  ].join("|")})$`,
);

/** Highest power among permissions; 0 for ordinary ones. */
export function permissionPower(permissions: readonly string[]): Privilege {
  if (permissions.some((permission) => ADMIN.test(permission))) return 3;
  if (permissions.some((permission) => ESCALATION.test(permission))) return 2;
  return permissions.some((permission) => DATA.test(permission)) ? 1 : 0;
}
