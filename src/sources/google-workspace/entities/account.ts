import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { parameter } from "../records/activity.ts";
import { detail, extractors } from "./extractor.ts";

/*
 * What happens to people's accounts. A new password leaves the tokens of scripts alone unless their scopes reach into mail:
 * https://developers.google.com/workspace/admin/reports/v1/appendix/activity/user-accounts
 * https://developers.google.com/workspace/admin/reports/v1/appendix/activity/login
 * Matches of data protection rules: https://developers.google.com/workspace/admin/reports/v1/appendix/activity/rules
 */

export const accountEntities = extractors({ access_reset: accessReset, odd_sign_in: oddSignIn, rule_match: ruleMatch, api_call: apiCall });

/** The person whose access was reset, by an administrator or by themselves. */
function accessReset(record: LogRecord, envelope: Envelope): Entities {
  const target = parameter(record, "USER_EMAIL")?.toLowerCase() ?? envelope.actorId;
  return {
    targetId: target,
    targetType: "user",
    traits: ["access_reset", target === envelope.actorId ? "self_target" : "other_target"],
    detail: detail({ clientId: parameter(record, "client_id") ?? parameter(record, "APP_ID"), appName: parameter(record, "app_name") }),
  };
}

function oddSignIn(record: LogRecord, envelope: Envelope): Entities {
  const target = parameter(record, "affected_email_address")?.toLowerCase() ?? envelope.actorId;
  return { targetId: target, targetType: "user", detail: detail({ loginType: parameter(record, "login_type") }) };
}

function ruleMatch(record: LogRecord): Entities {
  return {
    targetId: parameter(record, "resource_id"),
    targetType: "file",
    detail: detail({
      ruleName: parameter(record, "rule_name"),
      trigger: parameter(record, "matched_trigger"),
      title: parameter(record, "resource_title"),
      owner: parameter(record, "resource_owner_email"),
      severity: parameter(record, "severity"),
    }),
  };
}

function apiCall(record: LogRecord): Entities {
  return {
    targetId: parameter(record, "api_name"),
    targetType: "api",
    detail: detail({
      method: parameter(record, "method_name"),
      clientId: parameter(record, "client_id"),
      appName: parameter(record, "app_name"),
    }),
  };
}
