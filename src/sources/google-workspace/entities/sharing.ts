import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import type { LogRecord } from "../../contract.ts";
import { textAt } from "../../fields.ts";
import { parameter, parameterTexts } from "../records/activity.ts";
import { domainOf } from "../records/envelope.ts";
import { detail } from "./extractor.ts";

/*
 * Who is let at a file, from events of type `acl_change`: https://developers.google.com/workspace/admin/reports/v1/appendix/activity/drive
 * `visibility_change` says how far the change reaches: none, internal or external. `target_domain: all` with `people_with_link` or
 * `public_on_the_web` is everybody.
 */

interface Sharing {
  /** Address, domain, or `anyone`. */
  readonly recipient: string | null;
  readonly traits: readonly Trait[];
  /** Whether the recipient may change the file from now on. */
  readonly mayChange: boolean;
  readonly detail: NonNullable<Entities["detail"]>;
}

const FOR_ANYBODY: ReadonlySet<string> = new Set(["people_with_link", "public_on_the_web"]);
const CLOSED: ReadonlySet<string> = new Set(["none", "private"]);
const WRITING: ReadonlySet<string> = new Set(["can_edit", "owner", "organizer", "fileOrganizer", "writer"]);

export function sharing(record: LogRecord): Sharing {
  const now = parameterTexts(record, "new_value");
  const before = parameterTexts(record, "old_value");
  const recipient = parameter(record, "target_user")?.toLowerCase() ?? null;
  const domain = parameter(record, "target_domain");
  const traits: Trait[] = [];
  if (now.length > 0 && now.every((value) => CLOSED.has(value)) && !before.every((value) => CLOSED.has(value))) traits.push("removal");
  else {
    if (isForAnybody(record, recipient)) traits.push("public");
    else if (parameter(record, "visibility_change") === "external") traits.push("foreign_account");
    else if (isInside(record, recipient)) traits.push("inside");
  }
  const to = recipient ?? (domain === "all" || traits.includes("public") ? "anyone" : domain);
  return {
    recipient: to,
    traits,
    mayChange: recipient !== null && now.some((value) => WRITING.has(value)),
    detail: detail({
      recipient: to,
      newValue: now.join(", "),
      oldValue: before.join(", "),
      visibilityChange: parameter(record, "visibility_change"),
    }),
  };
}

/** Of a file that outsiders can see already, a change for a colleague says `none`. */
function isInside(record: LogRecord, recipient: string | null): boolean {
  if (parameter(record, "visibility_change") === "internal") return true;
  const own = domainOf(textAt(record, "actor", "email"));
  return own !== null && domainOf(recipient) === own;
}

/** `visibility` is what holds after the change, for the whole file: only a change of links says that it was this one. */
function isForAnybody(record: LogRecord, recipient: string | null): boolean {
  if (recipient !== null) return recipient === "anyone";
  return FOR_ANYBODY.has(parameter(record, "visibility") ?? "") && parameter(record, "visibility_change") !== "internal";
}
