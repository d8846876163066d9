import { isIP } from "node:net";
import type { Incident, TimelineEntry } from "../../incidents/incident.ts";
import { citations } from "../citations.ts";
import { regionOf } from "./base.ts";

/** The things and identities that an incident names, as OCSF resources and observables. */

const SESSION = / \(session (.*)\)$/s;
/** A pivot list is for people and indexes; beyond this it is neither. */
const MOST_OBSERVABLES = 200;

/** Id of the acting identity without its session, or null when the record does not tell. */
export function actorIdOf({ actor }: TimelineEntry): string | null {
  const id = actor.replace(SESSION, "");
  return id === "" || id === "unknown" ? null : id;
}

export function sessionOf({ actor }: TimelineEntry): string | null {
  const session = SESSION.exec(actor)?.[1];
  return session === undefined || session === "" ? null : session;
}

/** Last part of an id, such as the role name of an ARN. */
export function nameOf(id: string): string {
  return id.split(/[/:]/).findLast((part) => part !== "") ?? id;
}

/** The automation, and the identities that it runs as. */
export function resourcesOf(incident: Incident): readonly object[] {
  const { automation, run_as } = incident;
  const region = regionOf(incident);
  return [
    {
      uid: automation.id,
      name: automation.name,
      type: automation.kind,
      role_id: 3,
      role: "Affected",
      ...(region === null ? {} : { region }),
    },
    ...run_as.map(({ id, privilege }) => ({
      uid: id,
      name: nameOf(id),
      type: "run-as identity",
      labels: [`privilege:${privilege}`],
      role_id: 4,
      role: "Related",
    })),
  ];
}

interface Observable {
  readonly name: string;
  readonly type_id: number;
  readonly type: string;
  readonly value: string;
}

/** Values to pivot on: the resources, who acted, and from where. Each once, in the order of the event. */
export function observablesOf(incident: Incident): readonly Observable[] {
  const cited = citations(incident);
  const entries = incident.timeline.filter(({ fact }) => cited.has(fact));
  const all = [
    ...[incident.automation.id, ...incident.run_as.map(({ id }) => id)].map((id) => observable("resources[].uid", 10, "Resource UID", id)),
    ...entries.map((entry) => observable("evidences[].actor.user.uid", 31, "User UID", actorIdOf(entry) ?? "")),
    ...entries.map(({ target }) => observable("evidences[].resources[].uid", 10, "Resource UID", target)),
    ...entries.map(({ source_ip = "" }) =>
      observable("evidences[].src_endpoint.ip", 2, "IP Address", isIP(source_ip) === 0 ? "" : source_ip),
    ),
  ].filter(({ value }) => value !== "");
  const seen = new Set<string>();
  return all.filter(({ type_id, value }) => isNew(seen, `${type_id} ${value}`)).slice(0, MOST_OBSERVABLES);
}

function observable(name: string, type_id: number, type: string, value: string): Observable {
  return { name, type_id, type, value };
}

function isNew(seen: Set<string>, key: string): boolean {
  return seen.size < seen.add(key).size;
}
