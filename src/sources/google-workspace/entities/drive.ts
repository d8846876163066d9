import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { parameter } from "../records/activity.ts";
import { detail, extractors } from "./extractor.ts";
import { sharing } from "./sharing.ts";

/*
 * Files of Drive, script projects being files of type `script`: https://developers.google.com/workspace/admin/reports/v1/appendix/activity/drive
 * A script inside a document has no file of its own, so that only its document shows.
 */

export const driveEntities = extractors({
  script_made: made,
  script_changed: changed,
  script_moved: moved,
  document_copied: documentCopied,
  script_removed: removed,
  script_shared: scriptShared,
  file_read: read,
  file_shared: fileShared,
});

/** The script's own columns. It runs as its owner, whoever opens it. */
function script(record: LogRecord): Entities {
  return {
    automationId: parameter(record, "doc_id"),
    automationKind: "script",
    automationName: parameter(record, "doc_title"),
    detail: about(record),
  };
}

function about(record: LogRecord): NonNullable<Entities["detail"]> {
  return detail({
    docId: parameter(record, "doc_id"),
    title: parameter(record, "doc_title"),
    docType: parameter(record, "doc_type"),
    owner: parameter(record, "owner"),
    visibility: parameter(record, "visibility"),
    originatingAppId: parameter(record, "originating_app_id"),
    scriptId: parameter(record, "script_id"),
    copyType: parameter(record, "copy_type"),
  });
}

function made(record: LogRecord, envelope: Envelope): Entities {
  const foreign: readonly Trait[] = isForeignCopy(record) ? ["foreign_code"] : [];
  return { ...script(record), runAsId: ownerOf(record) ?? envelope.actorId, traits: ["created", "code_changed", ...foreign] };
}

/** `external`: the original and the copy belong to different organisations. */
function isForeignCopy(record: LogRecord): boolean {
  return parameter(record, "copy_type") === "external";
}

/** The owner where it is a person; files of a shared drive belong to the drive. */
function ownerOf(record: LogRecord): string | null {
  const owner = parameter(record, "owner");
  return owner !== null && owner.includes("@") && parameter(record, "owner_is_shared_drive") !== "true" ? owner.toLowerCase() : null;
}

function changed(record: LogRecord): Entities {
  return { ...script(record), runAsId: ownerOf(record), traits: ["code_changed"] };
}

/** Another name, folder or owner; the code is the same. */
function moved(record: LogRecord): Entities {
  return { ...script(record), runAsId: ownerOf(record) };
}

/** A script inside comes along with a document, and no record says whether there is one. */
function documentCopied(record: LogRecord, envelope: Envelope): Entities {
  return {
    targetId: parameter(record, "doc_id"),
    targetType: "document",
    runAsId: envelope.actorId,
    traits: ["foreign_code"],
    detail: about(record),
  };
}

function removed(record: LogRecord): Entities {
  return { ...script(record), traits: ["removal"] };
}

function scriptShared(record: LogRecord): Entities {
  const to = sharing(record);
  const traits: readonly Trait[] = to.mayChange ? [...to.traits, "co_owner"] : to.traits;
  return {
    ...script(record),
    targetId: to.recipient,
    targetType: "identity",
    traits,
    detail: { ...about(record), ...to.detail },
  };
}

function fileShared(record: LogRecord): Entities {
  const to = sharing(record);
  return { ...file(record), traits: to.traits, detail: { ...about(record), ...to.detail } };
}

function read(record: LogRecord): Entities {
  return file(record);
}

function file(record: LogRecord): Entities {
  return { targetId: parameter(record, "doc_id"), targetType: "file", detail: about(record) };
}
