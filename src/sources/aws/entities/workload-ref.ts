import type { Entities } from "../../../facts/fact.ts";
import { textAt } from "../../fields.ts";
import { functionRef, lastSegment, parseArn } from "../arn.ts";
import type { Home } from "../arn.ts";
import type { Call } from "./extractor.ts";
import { automationOf } from "./function-of-call.ts";
import { PLACES, WORKLOADS } from "./workload-shapes.ts";
import type { Place, WorkloadName, WorkloadShape } from "./workload-shapes.ts";

/** Columns that name a workload. `sessionPattern` goes with every mention, so that any of them suffices to tie its sessions. */
export type WorkloadColumns = Pick<Entities, "automationId" | "automationKind" | "automationName" | "automationVersion" | "sessionPattern">;

/** A workload by bare name, `name:version`, or whatever follows the type in its ARN. Null for no name. */
export function workloadNamed(workload: WorkloadName, rest: string, home: Home): WorkloadColumns | null {
  const shape: WorkloadShape = WORKLOADS[workload];
  const [name = "", ...behind] = rest.split(/[:/]/);
  if (name === "") return null;
  const id = shape.keepsId === true && behind.length > 0 ? [name, ...behind].join("/") : name;
  return {
    automationId: `arn:${home.partition}:${shape.service}:${home.region ?? ""}:${home.account}:${shape.types[0]}${id}`,
    automationKind: shape.kind,
    automationName: name,
    automationVersion: shape.keepsId === true ? null : versionIn(behind),
    ...(shape.sessions === undefined ? {} : { sessionPattern: shape.sessions }),
  };
}

/** Versions are numbers; other things behind a name are ids of runs or of the same thing made anew. */
function versionIn(behind: readonly string[]): string | null {
  const [first] = behind;
  return first !== undefined && /^\d{1,9}$/.test(first) ? first : null;
}

/** Any automation that an ARN names: a function or a workload; null for other things. */
export function automationAt(arnText: string | null, home: Home): Entities | null {
  const ref = arnText?.startsWith("arn:") === true ? functionRef(arnText, home) : null;
  if (ref !== null) return automationOf(ref);
  const arn = parseArn(arnText);
  if (arn === null) return null;
  for (const [name, shape] of Object.entries<WorkloadShape>(WORKLOADS)) {
    const type = shape.service === arn.service ? shape.types.find((prefix) => arn.resource.startsWith(prefix)) : undefined;
    if (type === undefined) continue;
    const at = { partition: arn.partition, region: arn.region, account: arn.account };
    return workloadNamed(name as WorkloadName, arn.resource.slice(type.length), at); // key of the same object
  }
  return null;
}

/** The workload that a call defines, changes or starts; empty for services whose things are not followed. */
export function workloadOf(call: Call): WorkloadColumns {
  const { service, op } = call.envelope;
  const places = Object.hasOwn(PLACES, service) ? (PLACES[service] ?? []) : [];
  for (const place of places) {
    if (place.only !== undefined && !place.only.includes(op)) continue;
    const found = workloadAt(place, call);
    if (found !== null) return found;
  }
  return {};
}

function workloadAt(place: Place, call: Call): WorkloadColumns | null {
  const arns = (place.arns ?? []).map((path) => fieldAt(call.response, path) ?? fieldAt(call.request, path));
  const names = (place.names ?? []).map((path) => fieldAt(call.request, path) ?? fieldAt(call.response, path));
  const text = [...arns, ...names].find((found) => found !== null) ?? null;
  if (text === null) return null;
  const { types }: WorkloadShape = WORKLOADS[place.workload];
  const arn = parseArn(text);
  if (arn === null) return workloadNamed(place.workload, text, call.home);
  const type = types.find((prefix) => arn.resource.startsWith(prefix));
  const rest = type === undefined ? lastSegment(arn.resource) : arn.resource.slice(type.length);
  return workloadNamed(place.workload, rest, {
    ...call.home,
    region: arn.region || call.home.region,
    account: arn.account || call.home.account,
  });
}

function fieldAt(value: unknown, path: string): string | null {
  return textAt(value, ...path.split("."));
}
