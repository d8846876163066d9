import { MINUTE, document, GOOGLE, person, script } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const SCRIPT = script("copied-sheet-consent", "Bonus calculator");

export default function tell({ add, pair }) {
  const ben = person("ben");
  const start = Date.parse("2026-10-12T13:20:00Z");
  const sheet = document("Copy of Bonus 2026", "ben", "spreadsheet");
  add("copy", start, write.fileEvent, ben, "copy", sheet, { copy_type: pair ? "internal" : "external" });
  add("authorise", start + MINUTE, write.authorised, ben, SCRIPT, ["gmail.readonly", "script.container.ui", "spreadsheets.currentonly"]);
  for (let i = 1; i <= 20; i += 1)
    add(
      `read ${i}`,
      start + 2 * MINUTE + i * 1900,
      write.called,
      { email: ben.email, ip: GOOGLE },
      SCRIPT,
      "gmail",
      "gmail.users.messages.get",
    );
}
