import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { misnomerOf } from "../rules/misnomers.ts";
import { UserError } from "../util/errors.ts";

/** Throws where somebody asks for a name that no log holds, with the real names. A file of that name is a file. */
export function refuseMisnomer(command: string, name: string, cwd: string): void {
  const misnomer = misnomerOf(name);
  if (misnomer === null || existsSync(resolve(cwd, name))) return;
  const next = misnomer.rules.map((rule) => `faastrail rules show ${rule}`).join("\n  ");
  throw new UserError(`${command}: "${name}": there is ${misnomer.what}; ${misnomer.instead}`, next);
}
