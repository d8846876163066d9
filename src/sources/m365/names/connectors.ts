import type { Trait } from "../../../facts/kinds.ts";

/*
 * What connectors let a flow do, by their id (without `shared_`) and by the name that people see:
 * https://learn.microsoft.com/en-us/connectors/connector-reference/connector-reference-powerautomate-connectors
 * Records name the connectors of a definition, not which of their actions it uses: a connector counts for all it can.
 */

/** Names without blanks and punctuation, by what they can do. */
const ABILITIES: readonly (readonly [string, readonly Trait[]])[] = [
  ["office365 office365outlook", ["reads_mail", "sends_mail"]],
  // Mailboxes and drives of private persons lie outside of the company.
  ["gmail outlook outlookcom", ["reads_mail", "sends_mail", "calls_out"]],
  ["onedrive", ["reads_files", "shares_files", "calls_out"]],
  ["smtp sendmail mail sendgrid mailchimp mailgun mailjet", ["sends_mail", "calls_out"]],
  ["sharepointonline sharepoint onedriveforbusiness", ["reads_files", "shares_files"]],
  ["azureblob azureblobstorage azurefile azurefilestorage excelonlinebusiness excelonline", ["reads_files"]],
  ["dropbox box googledrive ftp sftp sftpwithssh sftpssh amazons3 amazons3bucket egnyte pcloud", ["calls_out"]],
  ["telegram telegrambot discord pastebin", ["calls_out"]],
  ["http httpwebhook webhook webhooks request sendhttprequest", ["calls_out"]],
  ["webcontents webcontentsv2 httpwithazuread httpwithmicrosoftentraid httpwithmicrosoftentraidpreauthorized", ["calls_out"]],
  ["azuread microsoftentraid office365groups office365groupsmail azurevm azureautomation", ["administers"]],
  ["microsoftflowforadmins powerautomateforadmins flowmanagement powerautomatemanagement", ["administers"]],
  ["powerplatformforadmins powerplatformforadminsv2 powerappsforadmins powerappsforappmakers", ["administers"]],
];

const BY_NAME: ReadonlyMap<string, readonly Trait[]> = new Map(
  ABILITIES.flatMap(([names, traits]) => names.split(" ").map((name) => [name, traits] as const)),
);

/** Names of connectors as records list them, in one order and each once. */
export function connectorNames(list: string | null): readonly string[] {
  const names = (list ?? "").split(/[,;]/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))].toSorted();
}

/** What a flow with these connectors may do. */
export function connectorTraits(names: readonly string[]): readonly Trait[] {
  const found = names.flatMap((name) => BY_NAME.get(plain(name)) ?? (isCustom(name) ? (["calls_out"] as const) : []));
  return [...new Set(found)].toSorted();
}

/** `shared_office365` and `Office 365 Outlook` without what differs between spellings. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\/?(?:providers\/microsoft\.powerapps\/apis\/)?(?:shared[_-])?/, "")
    .replaceAll(/[^a-z0-9]+/g, "");
}

/** Connectors that somebody made carry the publisher and a hash in their id, and reach whatever address they were made for. */
function isCustom(name: string): boolean {
  return /-5f[0-9a-f]{12,}$/i.test(name);
}
