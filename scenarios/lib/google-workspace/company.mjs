/** An invented company on Google Workspace: its people, their addresses, its files and the apps that it uses. */
import { idFrom } from "../../../bench/cloudtrail/random.mjs";

export const DOMAIN = "northmoor.example";
export const CUSTOMER = "C02nm7k1q";
export const BEGIN = Date.parse("2026-10-01T07:00:00Z");
export const DAY = 86_400_000;
export const MINUTE = 60_000;

/** Where runs of scripts come from: addresses of Google. */
export const GOOGLE = "107.178.200.11";
/** The thief, from the documentation ranges. */
export const THIEF = "198.51.100.77";

export const PEOPLE = ["ana", "ben", "cara", "dave", "eva", "farid", "gwen", "root"];

/** A person at the usual desk, or elsewhere. */
export function person(name, ip = `203.0.113.${20 + PEOPLE.indexOf(name)}`) {
  return { email: `${name}@${DOMAIN}`, ip };
}

/** An id as Drive makes them: 44 characters for files, 57 for scripts. */
export function fileId(name) {
  return `1${idFrom("", `workspace/file/${name}`, 43)}`;
}

export function scriptId(name) {
  return `1${idFrom("", `workspace/script/${name}`, 56)}`;
}

/** An app: the number of its Cloud project, and its OAuth client, which begins with that number. */
export function app(name, displayName = name) {
  const digits = [...idFrom("", `workspace/app/${name}`, 24)].map((letter) => letter.charCodeAt(0) % 10).join("");
  const project = `4${digits.slice(0, 11)}`;
  return {
    name: displayName,
    project,
    client: `${project}-${idFrom("", `workspace/client/${name}`, 32).toLowerCase()}.apps.googleusercontent.com`,
  };
}

/** A script: its file, and the app through which it acts once somebody has authorised it. */
export function script(name, displayName = name) {
  return { ...app(name, displayName), id: scriptId(name) };
}

export function document(name, owner, type = "document", visibility = "private") {
  return { id: fileId(name), title: name, type, owner: `${owner}@${DOMAIN}`, visibility };
}

/** The code of a script as a file of Drive. */
export function codeOf(made, owner, visibility = "private") {
  return { id: made.id, title: made.name, type: "script", owner: `${owner}@${DOMAIN}`, visibility };
}
