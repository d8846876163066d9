import { MINUTE, codeOf, GOOGLE, person, script, THIEF } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const SCRIPT = script("trigger-survives-reset", "Untitled project");
const HOUR = 60 * MINUTE;

export default function tell({ add, pair }) {
  const thief = person("ben", THIEF);
  const trigger = { email: thief.email, ip: GOOGLE };
  const start = Date.parse("2026-10-10T22:40:00Z");
  add("sign-in", start, write.signedIn, thief, true);
  add("make", start + 4 * MINUTE, write.fileEvent, thief, "create", codeOf(SCRIPT, "ben"));
  add("code", start + 6 * MINUTE, write.fileEvent, thief, "edit", codeOf(SCRIPT, "ben"));
  const scopes = ["https://mail.google.com/", "script.external_request", "script.scriptapp"];
  add("authorise", start + 7 * MINUTE, write.authorised, thief, SCRIPT, scopes, pair ? "deny" : "authorize");
  const runs = (label, from, hours) => {
    for (let hour = 0; hour < hours; hour += 1) {
      const at = from + hour * HOUR;
      add(`${label} ${hour}-list`, at, write.called, trigger, SCRIPT, "gmail", "gmail.users.messages.list");
      for (let i = 1; i <= 11; i += 1)
        add(`${label} ${hour}-${i}`, at + i * 1700, write.called, trigger, SCRIPT, "gmail", "gmail.users.messages.get", 9000 + i * 31);
    }
  };
  runs("read", start + HOUR, 8);
  add("reset", start + 10 * HOUR, write.administered, person("root"), "USER_SETTINGS", "CHANGE_PASSWORD", { USER_EMAIL: thief.email });
  add("sessions ended", start + 10 * HOUR + MINUTE, write.administered, person("root"), "USER_SETTINGS", "RESET_SIGNIN_COOKIES", {
    USER_EMAIL: thief.email,
  });
  runs("after", start + 11 * HOUR, 4);
}
