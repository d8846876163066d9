import type { Trait } from "../../../facts/kinds.ts";

/*
 * What an OAuth scope lets an automation do, as far as that matters here: https://developers.google.com/identity/protocols/oauth2/scopes
 * Scopes of the script runtime: https://developers.google.com/apps-script/concepts/scopes and the methods that ask for them.
 * Read-only and single-file scopes that cannot take data out by themselves have no entry.
 */

const AUTH = "https://www.googleapis.com/auth/";

const READ_MAIL: readonly Trait[] = ["reads_mail"];
const SEND_MAIL: readonly Trait[] = ["sends_mail"];
const ALL_MAIL: readonly Trait[] = ["reads_mail", "sends_mail"];
const READ_FILES: readonly Trait[] = ["reads_files"];
const ALL_FILES: readonly Trait[] = ["reads_files", "shares_files"];
const CALL_OUT: readonly Trait[] = ["calls_out"];
const ADMINISTER: readonly Trait[] = ["administers"];

const TRAITS_OF: Readonly<Record<string, readonly Trait[]>> = {
  "https://mail.google.com": ALL_MAIL,
  "gmail.modify": ALL_MAIL,
  "gmail.readonly": READ_MAIL,
  "gmail.metadata": READ_MAIL,
  "gmail.send": SEND_MAIL,
  "gmail.compose": SEND_MAIL,
  // Filters and forwarding addresses send mail on without anybody.
  "gmail.settings.basic": SEND_MAIL,
  "gmail.settings.sharing": SEND_MAIL,
  "script.send_mail": SEND_MAIL,
  drive: ALL_FILES,
  "drive.readonly": READ_FILES,
  // Documents that the script knows by their ids, and can share, but not all that there are.
  documents: READ_FILES,
  "documents.readonly": READ_FILES,
  spreadsheets: READ_FILES,
  "spreadsheets.readonly": READ_FILES,
  presentations: READ_FILES,
  "presentations.readonly": READ_FILES,
  "https://docs.google.com/feeds": ALL_FILES,
  "https://spreadsheets.google.com/feeds": ALL_FILES,
  "script.external_request": CALL_OUT,
  sqlservice: CALL_OUT,
  "devstorage.full_control": CALL_OUT,
  "devstorage.read_write": CALL_OUT,
  bigquery: CALL_OUT,
  "cloud-platform": ["administers", "calls_out"],
  "script.scriptapp": ["binds_triggers"],
  "admin.datatransfer": ADMINISTER,
  "apps.groups.settings": ADMINISTER,
  "cloud-identity.groups": ADMINISTER,
  "cloud-identity.policies": ADMINISTER,
  ediscovery: ["administers", "reads_files", "reads_mail"],
  "https://apps-apis.google.com/a/feeds/emailsettings/2.0": ADMINISTER,
  "https://apps-apis.google.com/a/feeds/groups": ADMINISTER,
};

/** Scopes that nothing but scripts and add-ons ask for; the last three let them use the open file only. */
const SCRIPT_ONLY = [/^script\./, /^gmail\.addons\./, /^(?:documents|forms|presentations|spreadsheets)\.currentonly$/];

/** What all scopes together allow, sorted. */
export function capabilitiesOf(scopes: readonly string[]): readonly Trait[] {
  return [...new Set(scopes.flatMap((scope) => traitsOf(shortScope(scope))))].toSorted();
}

function traitsOf(scope: string): readonly Trait[] {
  if (Object.hasOwn(TRAITS_OF, scope)) return TRAITS_OF[scope] ?? [];
  return scope.startsWith("admin.directory.") && !scope.endsWith(".readonly") ? ADMINISTER : [];
}

/** A scope without the prefix that most have, and without a slash at the end. */
export function shortScope(scope: string): string {
  const plain = scope.trim().replace(/\/+$/, "");
  return plain.startsWith(AUTH) ? plain.slice(AUTH.length) : plain;
}

/** Whether one of the scopes is asked for by scripts and add-ons only. */
export function areOfScript(scopes: readonly string[]): boolean {
  return scopes.some((scope) => SCRIPT_ONLY.some((pattern) => pattern.test(shortScope(scope))));
}
