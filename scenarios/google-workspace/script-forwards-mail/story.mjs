import { codeOf, GOOGLE, person, script, THIEF } from "../../lib/google-workspace/company.mjs";
import * as write from "../../lib/google-workspace/records.mjs";

const SCRIPT = script("script-forwards-mail", "Signature helper");

export default function tell({ add, pair }) {
  const thief = person("gwen", THIEF);
  const running = pair ? thief : { email: thief.email, ip: GOOGLE, via: SCRIPT };
  add("make", "2026-10-09T03:02:00Z", write.fileEvent, thief, "create", codeOf(SCRIPT, "gwen"));
  add("authorise", "2026-10-09T03:05:00Z", write.authorised, thief, SCRIPT, [
    "gmail.settings.sharing",
    "gmail.settings.basic",
    "script.external_request",
  ]);
  add("forward", "2026-10-09T03:07:30Z", write.accountEvent, running, "email_forwarding_change", "email_forwarding_out_of_domain", {
    email_forwarding_destination_address: "archive.gwen@mail.example",
  });
}
