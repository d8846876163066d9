// The rule document around the detection: what must be there, of which type, and which words are allowed
// (Sigma rules specification 2.1). Unknown keys are the author's own, as the specification has it.
import type { LogSource, RuleHead } from "../model.ts";
import type { Report } from "../detection/search.ts";
import { entry, type Located, type LocatedMap } from "./located.ts";

const LEVELS = ["informational", "low", "medium", "high", "critical"];
const STATUSES = ["stable", "test", "experimental", "deprecated", "unsupported"];

/** Why a document is no detection rule, or null if it can be one. */
export function otherKind(map: LocatedMap): { readonly at: Located; readonly reason: string } | null {
  const kinds: readonly (readonly [string, string])[] = [
    ["correlation", "a correlation rule joins several events; only rules about one record can be loaded"],
    ["filter", "a Sigma filter changes other rules, which is not supported"],
    ["action", "`action` left Sigma with version 2; write each rule out"],
  ];
  for (const [name, reason] of kinds) {
    const found = map.entries.find((candidate) => candidate.name === name);
    if (found !== undefined) return { at: found.key, reason };
  }
  return null;
}

/** Reads the head of a rule. After a report the result is not to be used. */
export function readHead(map: LocatedMap, report: Report): RuleHead {
  const title = text(map, "title", report);
  if (title === null) report(map, "a rule needs a title");
  else if (title.length > 256) report(map, "the title is longer than 256 characters");
  return {
    title: title ?? "",
    uuid: text(map, "id", report),
    status: oneOf(map, "status", STATUSES, report),
    description: text(map, "description", report),
    level: oneOf(map, "level", LEVELS, report),
    tags: texts(map, "tags", report),
    references: texts(map, "references", report),
    falsePositives: texts(map, "falsepositives", report),
    logsource: logSource(map, report),
  };
}

function logSource(map: LocatedMap, report: Report): LogSource {
  const found = entry(map, "logsource");
  if (found?.is !== "map") {
    report(found ?? map, "a rule needs a logsource with product, service or category");
    return {};
  }
  const product = text(found, "product", report);
  const service = text(found, "service", report);
  const category = text(found, "category", report);
  if (product === null && service === null && category === null) report(found, "logsource needs product, service or category");
  return { ...(product === null ? {} : { product }), ...(service === null ? {} : { service }), ...(category === null ? {} : { category }) };
}

/** The text under a key, or null where there is none. */
export function text(map: LocatedMap, name: string, report: Report): string | null {
  const found = entry(map, name);
  if (found === undefined || (found.is === "scalar" && found.value === null)) return null;
  if (found.is === "scalar" && typeof found.value === "string" && found.value !== "") return found.value;
  report(found, `${name} is a text`);
  return null;
}

function oneOf(map: LocatedMap, name: string, allowed: readonly string[], report: Report): string | null {
  const value = text(map, name, report);
  if (value !== null && !allowed.includes(value)) report(entry(map, name) ?? map, `${name} is one of ${allowed.join(", ")}`);
  return value;
}

function texts(map: LocatedMap, name: string, report: Report): readonly string[] {
  const found = entry(map, name);
  if (found === undefined || (found.is === "scalar" && found.value === null)) return [];
  if (found.is !== "list") {
    report(found, `${name} is a list of texts`);
    return [];
  }
  return found.items.flatMap((item) => {
    if (item.is === "scalar" && typeof item.value === "string") return [item.value];
    report(item, `${name} is a list of texts`);
    return [];
  });
}
