/**
 * A stolen session puts code into a function app. With the token of its managed identity the app takes a role in AWS and makes a user
 * administrator there. AWS names the object id of the identity; Azure's record of the app does too.
 */
import * as iam from "../../../bench/cloudtrail/shapes/iam.mjs";
import { EVA, PIPELINE, managed, siteId } from "../../lib/azure/company.mjs";
import * as write from "../../lib/azure/records.mjs";
import { uuidFrom } from "../../../bench/cloudtrail/random.mjs";
import { enterAws, entraToken } from "../../lib/cross-cloud/callers.mjs";
import { fullHistory } from "../../lib/history.mjs";

export const clouds = ["aws", "azure"];
export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-15T00:00:00Z" };

const ZIP = "Microsoft.Web/sites/extensions/write";

export default function tell({ aws, azure, pair }) {
  fullHistory(aws, { ...span, functions: 12 });
  const site = siteId("bridge");
  const identity = managed(site);
  const made = {
    body: { kind: "functionapp", identity: { type: "SystemAssigned" } },
    answer: { identity: { type: "SystemAssigned", principalId: identity.oid } },
    status: "Created",
  };
  azure.add("app", "2026-10-02T12:00:00Z", write.operation, PIPELINE, "Microsoft.Web/sites/write", site, made);
  for (const day of ["02", "05", "08", "11"])
    azure.add(`code of ${day}`, `2026-10-${day}T12:03:00Z`, write.operation, PIPELINE, ZIP, `${site}/extensions/ZipDeploy`);
  azure.add("code", "2026-10-13T22:10:00Z", write.operation, EVA, ZIP, `${site}/extensions/ZipDeploy`);
  azure.add("run", "2026-10-13T22:12:00Z", write.functionRun, site, "Bridge");
  // The pair: the object id of somebody else.
  const token = entraToken(pair ? uuidFrom("azure/identity/somebody else") : identity.oid);
  const inside = enterAws(aws, "enter", "2026-10-13T22:12:20Z", token, { role: "azure-bridge", ip: "20.50.1.9" });
  aws.add("admin", "2026-10-13T22:12:40Z", inside, iam.attachUserPolicy("svc-monitoring", iam.ADMINISTRATOR));
}
