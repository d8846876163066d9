import { MINUTE, codeOf, document, GOOGLE, person, script } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const SCRIPT = script("consent-phish-copy", "Copy of Benefits 2027");
const FOUND = 40;

export default function tell({ add, pair }) {
  const eva = person("eva");
  const start = Date.parse("2026-10-12T09:14:00Z");
  add("copy", start, write.fileEvent, eva, "copy", codeOf(SCRIPT, "eva"), { copy_type: "external" });
  const scopes = ["drive", "script.external_request", "userinfo.email"];
  add("authorise", start + 2 * MINUTE, write.authorised, eva, SCRIPT, scopes);
  for (let i = 1; i <= FOUND; i += 1) {
    const file = document(`Case ${i}`, "eva", i % 3 === 0 ? "spreadsheet" : "document");
    // Google names the script in some records and its project in all.
    const mark = { project: SCRIPT.project, ...(i % 2 === 0 ? { script: SCRIPT.id } : {}) };
    const [who, more] = pair ? [eva, {}] : [{ ...eva, ip: GOOGLE }, { mark }];
    add(`fetch ${i}`, start + 3 * MINUTE + i * 41_000, write.fileEvent, who, "download", file, more);
  }
}
