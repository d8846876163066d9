import type { AutomationKind } from "../../../facts/kinds.ts";

/*
 * ARM resource ids: `/subscriptions/S/resourceGroups/G/providers/NAMESPACE/TYPE/NAME/TYPE/NAME…`. They are
 * compared without case, and logs write them in any (often all upper) case:
 * https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/resource-name-rules
 */

/** An ARM id taken apart; everything is lower case but `name`, which stays as written. */
export interface ArmId {
  readonly id: string;
  readonly subscription: string | null;
  readonly resourceGroup: string | null;
  /** Namespace and types without names: `microsoft.web/sites/slots`. */
  readonly type: string;
  /** Last name, in the record's spelling. */
  readonly name: string;
  /** Names along the path, outermost first, in the record's spelling. */
  readonly names: readonly string[];
}

/** Something that runs by itself, and the identity it has. */
export interface ArmAutomation {
  readonly id: string;
  readonly kind: AutomationKind;
  readonly name: string;
}

/** Takes an id apart; null when the text is none. The last `providers` counts: extensions hang on other resources. */
export function parseArmId(text: string | null): ArmId | null {
  if (text === null || !text.startsWith("/")) return null;
  const parts = text.split("/").filter((part) => part !== "");
  const folded = parts.map((part) => part.toLowerCase());
  const at = folded.lastIndexOf("providers");
  const own = at === -1 ? [] : parts.slice(at + 2);
  const types = own.filter((_, index) => index % 2 === 0).map((part) => part.toLowerCase());
  const names = own.filter((_, index) => index % 2 === 1);
  return {
    id: `/${folded.join("/")}`,
    subscription: valueAfter(folded, "subscriptions"),
    resourceGroup: valueAfter(folded, "resourcegroups"),
    type: at === -1 ? "" : [folded[at + 1] ?? "", ...types].join("/"),
    name: names.at(-1) ?? parts.at(-1) ?? "",
    names,
  };
}

function valueAfter(parts: readonly string[], key: string): string | null {
  const at = parts.indexOf(key);
  return at === -1 ? null : (parts[at + 1] ?? null);
}

/** Types that run code or a definition with an identity of their own, by how many type segments their id has. */
const AUTOMATION_TYPES: ReadonlyMap<string, AutomationKind> = new Map([
  ["microsoft.web/sites/slots", "function"],
  ["microsoft.web/sites", "function"],
  ["microsoft.logic/workflows", "workflow"],
  ["microsoft.automation/automationaccounts", "job"],
  ["microsoft.app/containerapps", "run"],
  ["microsoft.app/jobs", "job"],
  ["microsoft.containerinstance/containergroups", "run"],
]);

/**
 * The automation that an id is, or is a part of: a site for its settings, its functions and extensions; a slot, which
 * has code and an identity of its own, for what lies below it; an Automation account for its runbooks, which share its identity.
 */
export function automationOf(text: string | null): ArmAutomation | null {
  const arm = parseArmId(text);
  if (arm === null) return null;
  const segments = arm.id.split("/");
  const at = segments.lastIndexOf("providers");
  const outer = at === -1 ? null : typeAndLength(arm.type);
  // An extension (a role assignment, a diagnostic setting) belongs to what it hangs on.
  if (outer === null) return at > 1 && segments.indexOf("providers") !== at ? automationOf(segments.slice(0, at).join("/")) : null;
  if (arm.names.length < outer.depth) return null;
  // Lower case, because copies of one event differ in case only.
  const name = arm.names.slice(0, outer.depth).join("/").toLowerCase();
  return { id: segments.slice(0, at + 2 + outer.depth * 2).join("/"), kind: outer.kind, name };
}

function typeAndLength(type: string): { readonly kind: AutomationKind; readonly depth: number } | null {
  for (const [prefix, kind] of AUTOMATION_TYPES) {
    if (type === prefix || type.startsWith(`${prefix}/`)) return { kind, depth: prefix.split("/").length - 1 };
  }
  return null;
}

/** Columns of a fact about an automation. */
export function automationColumns(automation: ArmAutomation | null): {
  readonly automationId: string | null;
  readonly automationKind: AutomationKind | null;
  readonly automationName: string | null;
} {
  return {
    automationId: automation?.id ?? null,
    automationKind: automation?.kind ?? null,
    automationName: automation?.name ?? null,
  };
}
