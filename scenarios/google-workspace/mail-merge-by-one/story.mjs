import { MINUTE, GOOGLE, person, script } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const ADDON = script("mail-merge-by-one", "Letters to many");

export default function tell({ add, pair }) {
  const ben = person("ben");
  const start = Date.parse("2026-10-07T09:20:00Z");
  const scopes = ["gmail.readonly", "gmail.send", "spreadsheets", "script.external_request", "script.container.ui"];
  add("consent", start, write.authorised, ben, ADDON, scopes);
  const running = { email: ben.email, ip: GOOGLE, via: ADDON };
  for (let i = 0; i < (pair ? 140 : 45); i += 1) {
    const at = start + 5 * MINUTE + i * (pair ? 20_000 : 60_000);
    add(`read ${i}`, at, write.called, running, ADDON, "gmail", "gmail.users.messages.get", 18_000);
    if (!pair) add(`send ${i}`, at + 4000, write.called, running, ADDON, "gmail", "gmail.users.messages.send", 900);
  }
}
