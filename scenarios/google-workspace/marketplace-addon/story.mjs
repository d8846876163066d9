import { MINUTE, document, GOOGLE, person, script } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const ADDON = script("marketplace-addon", "Mail merge");

export default function tell({ add, pair }) {
  if (!pair)
    add("install", "2026-10-05T08:00:00Z", write.administered, person("root"), "DOMAIN_SETTINGS", "ADD_APPLICATION", {
      APP_ID: ADDON.project,
      APPLICATION_NAME: ADDON.name,
      APPLICATION_ENABLED: "true",
    });
  ["ana", "ben", "cara", "eva", "gwen"].forEach((name, nth) => {
    const at = Date.parse("2026-10-06T09:00:00Z") + nth * 190 * MINUTE;
    const who = person(name);
    const scopes = ["spreadsheets", "drive.readonly", "gmail.send", "script.external_request", "script.container.ui", "userinfo.email"];
    add(`consent of ${name}`, at, write.authorised, who, ADDON, scopes);
    const running = { email: who.email, ip: GOOGLE, via: ADDON };
    for (let i = 1; i <= (pair && name === "eva" ? 40 : 2); i += 1)
      add(
        `use by ${name} ${i}`,
        at + MINUTE + i * 9000,
        write.fileEvent,
        running,
        "download",
        document(`Letters of ${name} ${i}`, name, "spreadsheet"),
      );
  });
}
