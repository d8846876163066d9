// Hand-made: the decision that inputs take about a record's bytes, in its simplest form, for the property tests.
import type { Prefilter } from "../questions/prefilter.ts";

export const SHAPE = { operationField: "eventName", serviceField: "eventSource", activityNeedles: ['"inScopeOf":', "inScopeOf"] };

/** Whether the record has to be parsed: one of its keyed values or a literal says so, or the bytes are unusual. */
export function mayMatch(filter: Prefilter, json: string): boolean {
  if (filter.unfiltered.length > 0 || json.includes("\\u")) return true;
  if ([...SHAPE.activityNeedles, ...filter.literals].some((literal) => json.includes(literal))) return true;
  const operations = anchored(json, SHAPE.operationField);
  if (operations === null || operations.some((name) => filter.operation(name))) return true;
  if (!filter.needsServiceKey) return false;
  const services = anchored(json, SHAPE.serviceField);
  return services === null || services.some((name) => filter.service(name));
}

/** Values behind `"key":"` up to the next quote; null if there is none, or the key also stands in another way. */
function anchored(json: string, key: string): readonly string[] | null {
  const pieces = json.split(`"${key}":"`);
  if (pieces.length === 1 || json.split(key).length !== pieces.length) return null;
  return pieces.slice(1).map((piece) => piece.slice(0, piece.indexOf('"')));
}
