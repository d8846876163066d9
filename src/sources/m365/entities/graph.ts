import type { Entities } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { textAt } from "../../fields.ts";
import type { Extractor } from "./extractor.ts";
import { detail, traitsIf } from "./extractor.ts";
import { asGraphRow } from "../records/graph-record.ts";

/*
 * What a request is about stands in its address; bodies are not logged, so neither recipients nor the reach of a link are known:
 * https://learn.microsoft.com/en-us/graph/api/message-forward
 * https://learn.microsoft.com/en-us/graph/api/driveitem-createlink
 */

export const graphEntities: Readonly<Record<string, Extractor>> = {
  graph_forward: seen(() => ({ targetType: "address" })),
  graph_inbox_rule: seen((row) => ({
    ...mailboxOf(row),
    targetType: "mailbox",
    traits: traitsIf({ removal: textAt(row, "RequestMethod") === "DELETE" }),
  })),
  graph_mail: seen((row) => ({ ...mailboxOf(row), targetType: "mail" })),
  graph_mail_read: seen((row) => ({ ...mailboxOf(row), targetType: "mail" })),
  graph_file_share: seen(fileOf),
  graph_file_read: seen(fileOf),
  graph_consent: seen(() => ({ targetType: "serviceprincipal" })),
  graph_identity: seen(() => ({ targetType: "user", traits: ["identity_created", "other_target"] })),
  graph_credential: seen((row) => ({ targetId: idAfter(row, "applications|serviceprincipals"), targetType: "serviceprincipal" })),
  graph_role: seen((row) => ({ targetId: idAfter(row, "serviceprincipals|users"), targetType: "identity" })),
  graph_access_reset: seen((row) => ({ targetId: idAfter(row, "users"), targetType: "user", traits: ["access_reset"] })),
};

/** Extractors see rows; all facts say what the request was and what its token allowed. */
function seen(extract: (row: LogRecord) => Entities): Extractor {
  return (record, envelope) => {
    const row = record["RequestShape"] === undefined ? asGraphRow(record) : record;
    const found = extract(row);
    const targetId = found.targetId ?? (found.traits?.includes("access_reset") === true ? envelope.actorId : null);
    return {
      ...found,
      targetId,
      detail: {
        ...detail({ path: textAt(row, "RequestPath"), tokenScopes: textAt(row, "Scopes"), sessionId: textAt(row, "SessionId") }),
        ...found.detail,
      },
    };
  };
}

/** The mailbox in the path; `me` is the caller's own and names nobody. */
function mailboxOf(row: LogRecord): Entities {
  return { targetId: idAfter(row, "users") };
}

/** The file's address: the path without what was asked of it. */
function fileOf(row: LogRecord): Entities {
  const path = textAt(row, "RequestPath")?.replace(/:?\/(?:createlink|invite|permissions|content|microsoft\.graph\.[a-z]+)$/, "");
  return { targetId: path ?? null, targetType: "file" };
}

function idAfter(row: LogRecord, collections: string): string | null {
  return new RegExp(`/(?:${collections})/([^/]+)`).exec(textAt(row, "RequestPath") ?? "")?.[1] ?? null;
}
