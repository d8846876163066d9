import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { Privilege, Trait } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { parameter, parameterTexts } from "../records/activity.ts";
import { projectOf } from "../names/acting-app.ts";
import { detail, extractors } from "./extractor.ts";
import { domainOf } from "../records/envelope.ts";
import { capabilitiesOf } from "../names/scopes.ts";

/*
 * What administrators grant: roles, apps for everybody, delegation for the whole domain. Parameters are named in capitals:
 * https://developers.google.com/workspace/admin/reports/v1/appendix/activity/admin-delegated-admin-settings
 * https://developers.google.com/workspace/admin/reports/v1/appendix/activity/admin-domain-settings
 * https://developers.google.com/workspace/admin/reports/v1/appendix/activity/admin-user-settings
 */

export const adminEntities = extractors({
  admin_right: adminRight,
  domain_delegation: domainDelegation,
  installed_app: installedApp,
  loosened_policy: loosenedPolicy,
  group_member: groupMember,
  made_user: (record, envelope) => ({ ...person(record, envelope), traits: ["identity_created", "other_target"] }),
  handed_over_files: handedOverFiles,
});

const SUPER_ADMIN = "_SEED_ADMIN_ROLE";
const TAKES_AWAY = /^(?:UNASSIGN|REVOKE|REMOVE|DELETE)_/;

function person(record: LogRecord, envelope: Envelope): Entities {
  const targetId = parameter(record, "USER_EMAIL")?.toLowerCase() ?? null;
  return { targetId, targetType: "user", traits: whose(envelope, targetId) };
}

function whose({ actorId }: Envelope, targetId: string | null): readonly Trait[] {
  if (targetId === null) return [];
  return [targetId === actorId ? "self_target" : "other_target"];
}

function removal({ op }: Envelope): readonly Trait[] {
  return TAKES_AWAY.test(op) ? ["removal"] : [];
}

/** Rights of other than the super administrator's role can be anything up to resetting everybody's password. */
function adminRight(record: LogRecord, envelope: Envelope): Entities {
  const about = person(record, envelope);
  const role = parameter(record, "ROLE_NAME");
  const isSuper = envelope.op === "GRANT_ADMIN_PRIVILEGE" || role === SUPER_ADMIN;
  return {
    ...about,
    privilege: isSuper ? 3 : 2,
    traits: [...(about.traits ?? []), ...removal(envelope)],
    detail: detail({ policyName: role ?? (isSuper ? "Super Admin" : null), privilege: parameter(record, "PRIVILEGE_NAME") }),
  };
}

/** A client that may act as anybody in the domain with its scopes. */
function domainDelegation(record: LogRecord, envelope: Envelope): Entities {
  const client = parameter(record, "API_CLIENT_NAME");
  const scopes = [...new Set(parameterTexts(record, "API_SCOPES"))].toSorted();
  const traits = capabilitiesOf(scopes);
  return {
    targetId: client,
    targetType: "client",
    privilege: delegatedPower(traits),
    traits: [...traits, "other_target", ...removal(envelope)],
    detail: detail({ clientId: client, project: projectOf(client), scopes: scopes.join(", "), domain: parameter(record, "DOMAIN_NAME") }),
  };
}

function delegatedPower(traits: readonly Trait[]): Privilege {
  if (traits.includes("administers")) return 3;
  return traits.includes("reads_mail") || traits.includes("shares_files") ? 2 : 1;
}

/** Installed for everybody from the Marketplace, where an app's id is the number of its Cloud project. */
function installedApp(record: LogRecord): Entities {
  const app = parameter(record, "APP_ID");
  return {
    issuedCredentialId: projectOf(app),
    targetId: app,
    targetType: "client",
    detail: detail({ appName: parameter(record, "APPLICATION_NAME"), enabled: parameter(record, "APPLICATION_ENABLED") }),
  };
}

function loosenedPolicy(record: LogRecord, envelope: Envelope): Entities {
  return {
    targetId: parameter(record, "OAUTH2_APP_ID") ?? envelope.account,
    targetType: "guardrail",
    traits: ["guardrail_weakened"],
    detail: detail({
      appName: parameter(record, "OAUTH2_APP_NAME") ?? parameter(record, "APPLICATION_NAME"),
      serviceName: parameter(record, "OAUTH2_SERVICE_NAME"),
      settingName: parameter(record, "SETTING_NAME"),
      newValue: parameter(record, "NEW_VALUE"),
      oldValue: parameter(record, "OLD_VALUE"),
      orgUnit: parameter(record, "ORG_UNIT_NAME"),
    }),
  };
}

/** What a group may do is in no record. */
function groupMember(record: LogRecord, envelope: Envelope): Entities {
  const member =
    (parameter(record, "USER_EMAIL") ?? parameter(record, "user_email") ?? parameter(record, "member_id"))?.toLowerCase() ?? null;
  const group =
    (parameter(record, "GROUP_EMAIL") ?? parameter(record, "group_email") ?? parameter(record, "group_id"))?.toLowerCase() ?? null;
  const outside = domainOf(member) !== null && domainOf(group) !== null && domainOf(member) !== domainOf(group);
  return {
    targetId: member,
    targetType: "user",
    traits: [...whose(envelope, member), ...(outside ? (["foreign_account"] as const) : [])],
    detail: detail({ group, memberRole: parameter(record, "member_role") }),
  };
}

/** All files of one person given to another. */
function handedOverFiles(record: LogRecord): Entities {
  const from = parameter(record, "USER_EMAIL")?.toLowerCase() ?? null;
  const to = (parameter(record, "DESTINATION_USER_EMAIL") ?? parameter(record, "NEW_VALUE"))?.toLowerCase() ?? null;
  return { targetId: from, targetType: "user", traits: ["bulk_access"], detail: detail({ recipient: to }) };
}
