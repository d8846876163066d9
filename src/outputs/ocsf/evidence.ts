import { isIP } from "node:net";
import type { Evidence, Incident, TimelineEntry } from "../../incidents/incident.ts";
import { citations } from "../citations.ts";
import { accountOf } from "./base.ts";
import { actorIdOf, nameOf, sessionOf } from "./entities.ts";

/** One evidence artifact for each timeline entry that earned points; its name says which evidence it is. */
export function evidencesOf(incident: Incident): readonly object[] {
  const cited = citations(incident);
  return incident.timeline.flatMap((entry) => {
    const items = cited.get(entry.fact);
    return items === undefined ? [] : [evidenceOf(entry, items, incident)];
  });
}

function evidenceOf(entry: TimelineEntry, items: readonly Evidence[], incident: Incident): object {
  const actor = actorOf(entry, incident);
  return {
    uid: entry.fact,
    name: items.map(({ id }) => id).join(" "),
    ...(actor === null ? {} : { actor }),
    api: {
      operation: entry.operation,
      response: { message: entry.outcome },
    },
    ...(entry.source_ip === undefined || entry.source_ip === "" ? {} : { src_endpoint: endpointOf(entry.source_ip) }),
    ...(entry.target === "" ? {} : { resources: [{ uid: entry.target, name: nameOf(entry.target), role_id: 1, role: "Target" }] }),
    // The way to the bytes of the record: no other attribute of an evidence can hold it.
    data: { source: entry.source, event_id: entry.event_id, time: entry.time, raw: entry.raw },
  };
}

function actorOf(entry: TimelineEntry, { provider }: Incident): object | null {
  const uid = actorIdOf(entry);
  if (uid === null) return null;
  const session = sessionOf(entry);
  return {
    user: { uid, name: nameOf(uid), ...(entry.account === "" ? {} : { account: accountOf(provider, entry.account) }) },
    ...(session === null ? {} : { session: { uid: session } }),
  };
}

/** Vendors write the name of a service where others write an address. */
function endpointOf(source: string): object {
  return isIP(source) === 0 ? { svc_name: source } : { ip: source };
}
