import { operation } from "../../lib/azure/records.mjs";
import { group, workflowId } from "../../lib/azure/company.mjs";
import { EVA, OUTSIDE, THIEF, through } from "../../lib/m365/company.mjs";
import * as write from "../../lib/m365/records.mjs";

const NAME = "mail-sync";
/** Without `microsoft-flow`: Logic Apps are no flows. */
const AGENT = { agent: "azure-logic-apps/1.0 (workflow 5b1d0c7e7d0f4bb7a6c2a9f0f3a1c2d4; version 08584483111111111111)" };

export default function tell({ add, pair }) {
  const acting = pair ? EVA : through(EVA, AGENT);
  const definition = { triggers: { new_mail: { type: "ApiConnection" } }, actions: { forward: { type: "ApiConnection" } } };
  const made = { status: "Created", body: { properties: { state: "Enabled", definition } } };
  add("create", "2026-10-08T02:10:00Z", operation, THIEF, "Microsoft.Logic/workflows/write", workflowId(NAME), made);
  add(
    "connection",
    "2026-10-08T02:12:00Z",
    operation,
    THIEF,
    "Microsoft.Web/connections/write",
    `${group("flows")}/providers/Microsoft.Web/connections/office365`,
    { status: "Created" },
  );
  add("rule", "2026-10-08T09:20:00Z", write.cmdlet, acting, "New-InboxRule", { Name: "sync", RedirectTo: OUTSIDE });
}
