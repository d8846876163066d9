import { codeOf, GOOGLE, person, script, THIEF } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const SCRIPT = script("delegated-client-administers", "Directory tidy");
const HIDDEN = "svc-archive@northmoor.example";

export default function tell({ add, pair }) {
  const thief = person("root", THIEF);
  const running = pair ? thief : { email: thief.email, ip: GOOGLE, via: { ...SCRIPT, impersonation: true } };
  const scopes = ["admin.directory.user", "admin.directory.rolemanagement", "script.external_request"];
  add("make", "2026-10-11T01:10:00Z", write.fileEvent, thief, "create", codeOf(SCRIPT, "root"));
  add("code", "2026-10-11T01:14:00Z", write.fileEvent, thief, "edit", codeOf(SCRIPT, "root"));
  add("authorise", "2026-10-11T01:16:00Z", write.authorised, thief, SCRIPT, scopes);
  add("delegate", "2026-10-11T01:20:00Z", write.administered, thief, "DOMAIN_SETTINGS", "AUTHORIZE_API_CLIENT_ACCESS", {
    API_CLIENT_NAME: SCRIPT.client,
    API_SCOPES: scopes.map((scope) => `https://www.googleapis.com/auth/${scope}`),
    DOMAIN_NAME: "northmoor.example",
  });
  add("new user", "2026-10-11T01:31:00Z", write.administered, running, "USER_SETTINGS", "CREATE_USER", { USER_EMAIL: HIDDEN });
  add("new admin", "2026-10-11T01:31:04Z", write.administered, running, "DELEGATED_ADMIN_SETTINGS", "ASSIGN_ROLE", {
    ROLE_NAME: "_SEED_ADMIN_ROLE",
    USER_EMAIL: HIDDEN,
  });
}
