/**
 * Activities as activities.list gives them, one builder for each kind of event. Shapes and names of parameters:
 * https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list and its appendix of events.
 */
import { makeRandom } from "../../../bench/cloudtrail/random.mjs";
import { CUSTOMER, DOMAIN } from "./company.mjs";

const AUTH = "https://www.googleapis.com/auth/";

/** @param {{email: string, ip?: string, via?: {client: string, name: string, impersonation?: boolean}}} who */
function item(label, time, application, who, events) {
  const random = makeRandom(`workspace/${label}`);
  const { via } = who;
  return {
    kind: "admin#reports#activity",
    id: {
      time: new Date(time).toISOString(),
      uniqueQualifier: `${random.chance(0.5) ? "-" : ""}${1 + random.int(8)}${digits(random, 17)}`,
      applicationName: application,
      customerId: CUSTOMER,
    },
    etag: `"${random.hex(20)}/${random.hex(27)}"`,
    actor: {
      callerType: "USER",
      email: who.email,
      profileId: `10${digits(makeRandom(who.email), 19)}`,
      ...(via === undefined
        ? {}
        : { applicationInfo: { oauthClientId: via.client, applicationName: via.name, impersonation: via.impersonation === true } }),
    },
    ownerDomain: DOMAIN,
    ...(who.ip === undefined ? {} : { ipAddress: who.ip }),
    events: events.map(([type, name, parameters]) => ({ type, name, ...withParameters(parameters) })),
  };
}

function digits(random, count) {
  return Array.from({ length: count }, () => random.int(10)).join("");
}

function withParameters(parameters) {
  const list = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return list.length === 0 ? {} : { parameters: list.map(([name, value]) => ({ name, ...typed(value) })) };
}

function typed(value) {
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number") return { intValue: String(value) };
  if (!Array.isArray(value)) return { value };
  if (typeof value[0] !== "object") return { multiValue: value };
  return {
    multiMessageValue: value.map((message) => ({
      parameter: Object.entries(message).map(([name, inner]) => ({ name, ...typed(inner) })),
    })),
  };
}

/** What every event of Drive says of its file. `mark`: which script or app did it. */
function about({ id, title, type, owner, visibility }, mark) {
  return {
    primary_event: true,
    billable: true,
    doc_id: id,
    doc_type: type,
    doc_title: title,
    visibility,
    originating_app_id: mark?.project,
    script_id: mark?.script,
    actor_is_collaborator_account: false,
    owner,
    owner_is_shared_drive: false,
  };
}

/** `create`, `edit`, `view`, `download`, `copy`, `delete` and the like. */
export function fileEvent(label, time, who, name, file, { mark, ...more } = {}) {
  return item(label, time, "drive", who, [["access", name, { ...about(file, mark), ...more }]]);
}

/** Access of one person changed; an edit of the file comes along as Drive reports it. */
export function shared(label, time, who, file, to, { mark, role = "can_view" } = {}) {
  const outside = !to.endsWith(`@${DOMAIN}`);
  const after = { ...file, visibility: outside ? "shared_externally" : "shared_internally" };
  return item(label, time, "drive", who, [
    [
      "acl_change",
      "change_user_access",
      {
        ...about(after, mark),
        visibility_change: outside ? "external" : "none",
        target_user: to,
        old_value: ["none"],
        new_value: [role],
        old_visibility: file.visibility,
      },
    ],
    ["access", "edit", { ...about(after, mark), primary_event: false }],
  ]);
}

/** A link for anybody, or for the company. */
export function linked(label, time, who, file, { mark, company = false } = {}) {
  const visibility = company ? "people_within_domain_with_link" : "people_with_link";
  return item(label, time, "drive", who, [
    [
      "acl_change",
      "change_document_visibility",
      {
        ...about({ ...file, visibility }, mark),
        visibility_change: company ? "internal" : "external",
        old_visibility: file.visibility,
        target_domain: company ? DOMAIN : "all",
        old_value: ["private"],
        new_value: [visibility],
      },
    ],
  ]);
}

const BUCKETS = [
  [/\/auth\/script\./, "APPS_SCRIPT_RUNTIME"],
  [/gmail|mail\.google/, "GMAIL"],
  [/drive|documents|spreadsheets|forms|presentations/, "DRIVE"],
  [/admin\.|ediscovery/, "GSUITE_ADMIN"],
  [/calendar/, "CALENDAR"],
  [/userinfo|openid/, "IDENTITY"],
];

function bucketOf(scope) {
  return BUCKETS.find(([pattern]) => pattern.test(scope))?.[1] ?? "OTHER";
}

function consentOf(made, scopes) {
  const full = scopes.map((scope) => (scope.startsWith("https:") ? scope : AUTH + scope));
  return {
    client_id: made.client,
    app_name: made.name,
    client_type: "WEB",
    scope_data: full.map((scope) => ({ scope_name: scope, product_bucket: [bucketOf(scope)] })),
    scope: full,
  };
}

/** A person lets an app act; `name` is `authorize`, or `deny` where policy forbids it. */
export function authorised(label, time, who, made, scopes, name = "authorize") {
  return item(label, time, "token", who, [["auth", name, consentOf(made, scopes)]]);
}

/** One call of an API by an app. */
export function called(label, time, who, made, api, method, bytes = 2048) {
  const parameters = {
    api_name: api,
    method_name: method,
    client_id: made.client,
    num_response_bytes: bytes,
    product_bucket: api === "admin" ? "GSUITE_ADMIN" : api.toUpperCase(),
    app_name: made.name,
    client_type: "WEB",
  };
  return item(label, time, "token", who, [["auth", "activity", parameters]]);
}

export function signedIn(label, time, who, suspicious = false) {
  const parameters = { login_type: "google_password", login_challenge_method: ["password"], is_suspicious: suspicious };
  return item(label, time, "login", who, [["login", "login_success", parameters]]);
}

/** An event of the admin console, its parameters in capitals. */
export function administered(label, time, who, type, name, parameters) {
  return item(label, time, "admin", who, [[type, name, parameters]]);
}

export function accountEvent(label, time, who, type, name, parameters = {}) {
  return item(label, time, "user_accounts", who, [[type, name, parameters]]);
}
