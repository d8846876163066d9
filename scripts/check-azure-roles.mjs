/**
 * Holds the list of Azure's built-in roles against the vendor's page, so that it can be brought up to date:
 *   node scripts/check-azure-roles.mjs FILE     a copy of articles/role-based-access-control/built-in-roles.md (MicrosoftDocs/azure-docs)
 * Prints roles that were renamed or are gone, and roles that may give power and are not listed. Exit code 1 if there are any of the former.
 */
import { readFileSync } from "node:fs";

const ROW = /\|\s*(?:<a name='[^']*'><\/a>)?\[([^\]]+)\][^|]*\|([^|]*)\|\s*([0-9a-f-]{36})\s*\|/g;
/** Words in a name or description of roles that are worth a look. */
const POWER = /owner|administrator|contributor|assign|access to|run/i;

const file = process.argv[2];
if (file === undefined) {
  process.stderr.write("usage: node scripts/check-azure-roles.mjs FILE\n");
  process.exit(2);
}
const source = readFileSync(new URL("../src/sources/azure/roles/built-in-roles.ts", import.meta.url), "utf8");
const ours = new Map([...source.matchAll(/^ +\d ([0-9a-f-]{36}) (.+)$/gm)].map(([, id, name]) => [id, name]));
const theirs = new Map([...readFileSync(file, "utf8").matchAll(ROW)].map(([, name, about, id]) => [id, { name, about: about.trim() }]));
const wrong = [...ours].filter(([id, name]) => theirs.get(id)?.name !== name);
for (const [id, name] of wrong) process.stdout.write(`changed: ${id} ${name} is now ${theirs.get(id)?.name ?? "gone"}\n`);
for (const [id, { name, about }] of theirs) {
  if (!ours.has(id) && POWER.test(`${name} ${about}`)) process.stdout.write(`unlisted: ${id} ${name}: ${about}\n`);
}
if (wrong.length > 0) process.exitCode = 1;
