import { uuidFrom } from "../../../bench/cloudtrail/random.mjs";
import { ADA, EVA, group, managed, vaultId, workflowId } from "../../lib/azure/company.mjs";
import * as write from "../../lib/azure/records.mjs";

const KEY = uuidFrom("logic-app-credential/key");
const APP = uuidFrom("logic-app-credential/app");

export default function tell({ add, pair }) {
  const flow = workflowId("sync-flow");
  const identity = managed(flow);
  const definition = { triggers: { manual: { type: "Request" } }, actions: { read: { type: "ApiConnection" }, call: { type: "Http" } } };
  const by = pair
    ? { user: { id: ADA.oid, userPrincipalName: ADA.user, ipAddress: ADA.ip } }
    : { app: { displayName: "sync-flow", servicePrincipalId: identity.oid } };
  const description = `[KeyIdentifier=${KEY},KeyType=Password,KeyUsage=Verify,DisplayName=sync]`;
  const target = {
    id: APP,
    displayName: "billing-export",
    type: "ServicePrincipal",
    modifiedProperties: [{ displayName: "KeyDescription", oldValue: "[]", newValue: JSON.stringify([description]) }],
  };
  const made = { status: "Created", body: { identity: { type: "SystemAssigned" }, properties: { state: "Enabled", definition } } };
  add("flow", "2026-10-13T14:00:00Z", write.operation, EVA, "Microsoft.Logic/workflows/write", flow, made);
  add(
    "connection",
    "2026-10-13T14:02:00Z",
    write.operation,
    EVA,
    "Microsoft.Web/connections/write",
    `${group("flows")}/providers/Microsoft.Web/connections/keyvault`,
  );
  add(
    "url",
    "2026-10-13T14:04:00Z",
    write.activity,
    EVA,
    "Microsoft.Logic/workflows/triggers/listCallbackUrl/action",
    `${flow}/triggers/manual`,
  );
  add("run", "2026-10-13T14:05:00Z", write.activity, EVA, "Microsoft.Logic/workflows/triggers/run/action", `${flow}/triggers/manual`);
  add("token", "2026-10-13T14:05:10Z", write.vaultEvent, identity, "SecretGet", vaultId("sync"), "graph-scope");
  add("key", "2026-10-13T14:05:20Z", write.directoryEvent, by, "Add service principal credentials", [target]);
  add("use", "2026-10-13T18:00:00Z", write.signIn, "ServicePrincipalSignInLogs", {
    servicePrincipalId: APP,
    servicePrincipalName: "billing-export",
    ipAddress: EVA.ip,
    servicePrincipalCredentialKeyId: KEY,
    uniqueTokenIdentifier: "bG9naWMtYXBwLXRva2Vu",
  });
}
