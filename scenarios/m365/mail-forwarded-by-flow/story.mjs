import { APPS, EVA, flow, OUTSIDE, THIEF, through } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

export default function tell({ add, pair }) {
  const relay = flow("mail-relay");
  const acting = through(EVA, relay);
  add("portal", "2026-10-08T03:46:12Z", write.signedIn, THIEF, APPS.portal);
  add("create", "2026-10-08T03:48:05Z", write.flowEvent, THIEF, "CreateFlow", relay, { connectors: "shared_office365" });
  add("rule", "2026-10-08T03:52:40Z", write.cmdlet, THIEF, "New-InboxRule", {
    Name: ".",
    SubjectContainsWords: "bank;payment",
    MoveToFolder: "eva:\\RSS Feeds",
    MarkAsRead: "True",
  });
  add("forward", "2026-10-08T12:41:09Z", write.graphRequest, pair ? EVA : acting, "POST", "/me/messages/AAMkAGI1AAAoZCfHAAA=/forward", 202);
  add("trace", "2026-10-08T12:41:14Z", write.trace, pair ? EVA : acting, "FW: Updated banking details", OUTSIDE, pair ? undefined : relay);
  add("send", "2026-10-08T12:41:15Z", write.sent, pair ? EVA : acting, "FW: Updated banking details", [OUTSIDE]);
}
