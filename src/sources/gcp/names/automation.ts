import type { Entities } from "../../../facts/fact.ts";
import type { AutomationKind } from "../../../facts/kinds.ts";
import { textAt } from "../../fields.ts";
import type { Call } from "../entities/extractor.ts";
import { text } from "../entities/extractor.ts";

/*
 * One id for each automation, however a record names it:
 * https://cloud.google.com/iam/docs/full-resource-names. A function of the second generation is a
 * Cloud Run service of the same name, which is what runs, is called and is opened to the world, so
 * both have the service's id: https://cloud.google.com/functions/docs/concepts/version-comparison
 */

export type AutomationRef = Pick<Entities, "automationId" | "automationKind" | "automationName">;

const COLLECTIONS: Readonly<Record<string, AutomationKind>> = {
  functions: "function",
  services: "run",
  jobs: "job",
  workflows: "workflow",
};

/** An automation of a collection, in the project and region of the call unless the name tells others. */
export function automationNamed(call: Call, collection: string, name: string | null, kind: AutomationKind): AutomationRef {
  const short = lastPart(name);
  if (short === null) return {};
  const region = /locations\/([^/]+)/.exec(name ?? "")?.[1] ?? call.envelope.region ?? locationOf(call);
  const id = `projects/${call.envelope.account}/locations/${region ?? "unknown"}/${collection}/${short}`;
  return { automationId: id, automationKind: kind, automationName: short };
}

function locationOf(call: Call): string | null {
  const names = [
    call.resourceName,
    text(call.request, "parent") ?? "",
    text(call.request, "name") ?? "",
    text(call.response, "name") ?? "",
  ];
  return names.map((name) => /locations\/([^/]+)/.exec(name)?.[1]).find((found) => found !== undefined) ?? null;
}

/** Function that a call of either generation's interface is about. */
export function functionOf(call: Call): AutomationRef {
  const name =
    textAt(call.request, "function", "name") ??
    text(call.request, "functionId") ??
    text(call.response, "name") ??
    nameBelow(call.resourceName, "functions") ??
    textAt(call.record, "resource", "labels", "function_name") ??
    text(call.request, "name");
  if (isFirstGeneration(call)) return automationNamed(call, "functions", name, "function");
  return automationNamed(call, "services", serviceNameOf(name), "function");
}

export function isFirstGeneration(call: Call): boolean {
  return !/functions\.v2/.test(call.envelope.rawOp);
}

/** Cloud Run allows neither capitals nor underscores. */
function serviceNameOf(name: string | null): string | null {
  return name?.replace(/[^/]+$/, (short) => short.toLowerCase().replaceAll("_", "-")) ?? null;
}

/** Service or job of Cloud Run, by the label of the record, the request in either version, or the resource's name. */
export function runOf(call: Call): AutomationRef {
  const isJob = /jobs?[./]/i.test(call.envelope.rawOp);
  const collection = isJob ? "jobs" : "services";
  const name =
    textAt(call.record, "resource", "labels", isJob ? "job_name" : "service_name") ??
    nameBelow(call.resourceName, collection) ??
    textAt(call.request, isJob ? "job" : "service", "metadata", "name") ??
    text(call.request, isJob ? "jobId" : "serviceId") ??
    textAt(call.request, isJob ? "job" : "service", "name") ??
    nameBelow(text(call.request, "name") ?? text(call.request, "resource") ?? "", collection) ??
    nameBelow(text(call.response, "name") ?? "", collection);
  return automationNamed(call, collection, name, isJob ? "job" : "run");
}

export function workflowOf(call: Call): AutomationRef {
  const name =
    textAt(call.record, "resource", "labels", "workflow_id") ??
    nameBelow(call.resourceName, "workflows") ??
    text(call.request, "workflowId") ??
    text(call.request, "workflow", "name") ??
    text(call.request, "parent");
  return automationNamed(call, "workflows", name?.includes("/") === true ? nameBelow(name, "workflows") : name, "workflow");
}

/** An automation by its resource name alone, as triggers and permissions name their targets. */
export function automationOfName(call: Call, name: string | null): AutomationRef {
  const found = /(?:^|\/)locations\/([^/]+)\/(functions|services|jobs|workflows)\/([^/]+)/.exec(name ?? "");
  const [, , collection = "", short = ""] = found ?? [];
  const kind = COLLECTIONS[collection];
  return found === null || kind === undefined
    ? {}
    : automationNamed(call, collection, found[0], kind.length > 0 && short !== "" ? kind : "run");
}

/** The resource name from the start up to and including the item of the collection; null if there is none. */
export function nameBelow(name: string, collection: string): string | null {
  return new RegExp(`^.*?(?:^|/)${collection}/[^/]+`).exec(name)?.[0] ?? null;
}

function lastPart(name: string | null): string | null {
  const last = name?.split("/").at(-1) ?? "";
  return last === "" || last === "-" ? null : last;
}
