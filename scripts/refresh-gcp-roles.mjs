/**
 * Rewrites src/sources/gcp/roles/predefined-roles.ts from an export of Google's predefined roles:
 *   node scripts/refresh-gcp-roles.mjs DATE FILE...
 * FILE is what https://cloud.google.com/iam/docs/reference/rest/v1/roles/list answers with `view=FULL`
 * (`{"roles":[{"name":…,"includedPermissions":[…]}]}`), one file a page, or one role a file. Works
 * offline; `npm run build` first, since the power of permissions is judged by the program's own code.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const target = `${root}src/sources/gcp/roles/predefined-roles.ts`;

function rolesIn(file) {
  const parsed = JSON.parse(readFileSync(file, "utf8"));
  return Array.isArray(parsed) ? parsed : (parsed.roles ?? [parsed]);
}

/** Names as one text of words: a line each would make a file of many hundred lines. */
function list(name, level, roles) {
  const names = roles.filter((role) => role.level === level).map((role) => role.name.replace(/^roles\//, ""));
  const lines = [""];
  for (const role of names.toSorted()) {
    if (lines.at(-1).length + role.length > 110) lines.push("");
    lines[lines.length - 1] += `${lines.at(-1) === "" ? "" : " "}${role}`;
  }
  return `const ${name} = \`\n${lines.map((line) => `  ${line}`).join("\n")}\n\`;\n`;
}

async function main([date, ...files]) {
  if (!/^\d{4}-\d\d-\d\d$/.test(date ?? "") || files.length === 0) throw new Error("usage: refresh-gcp-roles.mjs DATE FILE...");
  const { permissionPower } = await import(`${root}dist/sources/gcp/permission-power.js`);
  const roles = files.flatMap(rolesIn).map(({ name, includedPermissions = [] }) => ({ name, level: permissionPower(includedPermissions) }));
  const text = `/*
 * Predefined roles that give power, by the permissions that they held on ${date}; written by
 * scripts/refresh-gcp-roles.mjs from https://cloud.google.com/iam/docs/reference/rest/v1/roles/list.
 * All others held nothing that counts.
 */

${list("ADMIN_ROLES", 3, roles)}
${list("ESCALATION_ROLES", 2, roles)}
${list("DATA_ROLES", 1, roles)}
/** Names without \`roles/\` in words, by power. */
export const ROLES_BY_POWER = [
  [3, ADMIN_ROLES],
  [2, ESCALATION_ROLES],
  [1, DATA_ROLES],
] as const;
`;
  writeFileSync(target, text);
  console.log(`${roles.length} roles read, ${roles.filter((role) => role.level > 0).length} give power`);
}

await main(process.argv.slice(2));
