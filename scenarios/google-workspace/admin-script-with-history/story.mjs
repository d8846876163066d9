import { GOOGLE, person, script } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const SCRIPT = script("admin-script-with-history", "Joiners");
const DAY = 86_400_000;

export default function tell({ add, pair }) {
  const root = person("root");
  const running = { email: root.email, ip: GOOGLE, via: SCRIPT };
  const start = Date.parse("2026-10-01T06:00:00Z");
  const longAgo = Date.parse("2026-08-20T09:00:00Z");
  add("consent", longAgo, write.authorised, root, SCRIPT, ["admin.directory.user", "admin.directory.group.member", "script.scriptapp"]);
  for (let day = 0; day < 14; day += 1) {
    const joiner = `joiner-${day}@northmoor.example`;
    add(`joiner ${day}`, start + day * DAY, write.administered, running, "USER_SETTINGS", "CREATE_USER", { USER_EMAIL: joiner });
    add(`group ${day}`, start + day * DAY + 900, write.administered, running, "GROUP_SETTINGS", "ADD_GROUP_MEMBER", {
      USER_EMAIL: joiner,
      GROUP_EMAIL: "everybody@northmoor.example",
    });
  }
  if (pair)
    add("admin", start + 13 * DAY + 1500, write.administered, running, "DELEGATED_ADMIN_SETTINGS", "ASSIGN_ROLE", {
      ROLE_NAME: "_SEED_ADMIN_ROLE",
      USER_EMAIL: "joiner-13@northmoor.example",
    });
}
