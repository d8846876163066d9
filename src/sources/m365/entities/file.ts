import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { textAt } from "../../fields.ts";
import { isGuestName } from "../names/actor.ts";
import { isInside, isOutside } from "../names/addresses.ts";
import { detail, extractors, traitsIf } from "./extractor.ts";

/*
 * Files of SharePoint and OneDrive: links and invitations to them, and reads. `ObjectId` is the file's full address:
 * https://learn.microsoft.com/en-us/purview/audit-log-sharing
 * https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema#sharepoint-sharing-schema
 */

export const fileEntities = extractors({
  anonymous_link: (record) => ({ ...fileOf(record), traits: ["public"] }),
  file_share: shareOf,
  file_share_removed: (record, envelope) => {
    const share = shareOf(record, envelope);
    return { ...share, traits: [...(share.traits ?? []), "removal"] };
  },
  link_use: (record) => ({ ...fileOf(record), traits: ["public"] }),
  file_read: fileOf,
  file_write: fileOf,
  file_delete: fileOf,
});

function fileOf(record: LogRecord): Entities {
  return {
    targetId: textAt(record, "ObjectId"),
    targetType: "file",
    detail: detail({ fileName: textAt(record, "SourceFileName"), site: textAt(record, "SiteUrl"), itemType: textAt(record, "ItemType") }),
  };
}

function shareOf(record: LogRecord, envelope: Envelope): Entities {
  const recipient = textAt(record, "TargetUserOrGroupName")?.toLowerCase() ?? null;
  const file = fileOf(record);
  const isGuest = textAt(record, "TargetUserOrGroupType")?.toLowerCase() === "guest" || isGuestName(recipient);
  return {
    ...file,
    traits: traitsIf({
      guest: isGuest,
      foreign_account: recipient !== null && isOutside(recipient, record, envelope),
      // A link for people of the company names nobody.
      inside: !isGuest && (recipient === null ? envelope.op === "CompanyLinkCreated" : isInside(recipient, record, envelope)),
    }),
    detail: { ...file.detail, ...detail({ recipient }) },
  };
}
