import type { Privilege, Trait } from "../../../facts/kinds.ts";

/*
 * What permissions of Microsoft Graph and Exchange let an application do:
 * https://learn.microsoft.com/en-us/graph/permissions-reference
 */

const ABILITIES: readonly (readonly [RegExp, Trait])[] = [
  [/^(mail\.read|imap\.|pop\.|ews\.|full_access_as_app)/, "reads_mail"],
  [/^(mail\.send|smtp\.send|ews\.|full_access_as_app)/, "sends_mail"],
  [/^(files|sites)\.(read|fullcontrol|selected|manage)/, "reads_files"],
  [/^(files|sites)\.(readwrite|fullcontrol|manage)/, "shares_files"],
  [/^(directory|application|approleassignment|rolemanagement|user|group|groupmember|policy)\.(readwrite|manage)/, "administers"],
  [/^mailboxsettings\.readwrite/, "administers"],
  [/^offline_access$/, "binds_triggers"],
];

export function scopeTraits(scopes: readonly string[]): readonly Trait[] {
  const names = scopes.map((scope) => scope.toLowerCase());
  return ABILITIES.filter(([pattern]) => names.some((name) => pattern.test(name))).map(([, trait]) => trait);
}

const ADMIN = /^(rolemanagement\.readwrite\.directory|approleassignment\.readwrite\.all|application\.readwrite\.all)$/;
const ESCALATES = /^(directory|group|groupmember|user|application|policy)\.readwrite/;
const BROAD = /^(full_access_as_app|ews\.accessasuser\.all|mail\.|mailboxsettings\.readwrite|files\.|sites\.|imap\.|pop\.|smtp\.)/;

/** The power of the strongest of some permissions. */
export function scopePower(scopes: readonly string[]): Privilege {
  const names = scopes.map((scope) => scope.toLowerCase());
  if (names.some((name) => ADMIN.test(name))) return 3;
  if (names.some((name) => ESCALATES.test(name))) return 2;
  return names.some((name) => BROAD.test(name)) ? 1 : 0;
}
