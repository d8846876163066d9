import { EVA, PIPELINE, group, managed, siteId } from "../../lib/azure/company.mjs";
import * as write from "../../lib/azure/records.mjs";

export default function tell({ add, pair }) {
  const site = siteId("reports");
  const identity = managed(site);
  const by = pair ? PIPELINE : EVA;
  const snapshot = `${group("vms")}/providers/Microsoft.Compute/snapshots/dc1-copy`;
  const source = `${group("vms")}/providers/Microsoft.Compute/disks/dc1`;
  add("code", "2026-10-13T21:00:00Z", write.operation, by, "Microsoft.Web/sites/extensions/write", `${site}/extensions/onedeploy`, {
    status: "Accepted",
  });
  add("run", "2026-10-13T21:10:00Z", write.functionRun, site, "Nightly");
  add("copy", "2026-10-13T21:10:05Z", write.operation, identity, "Microsoft.Compute/snapshots/write", snapshot, {
    status: "Created",
    body: { location: "westeurope", properties: { creationData: { createOption: "Copy", sourceResourceId: source } } },
  });
  add("link", "2026-10-13T21:11:00Z", write.operation, identity, "Microsoft.Compute/snapshots/beginGetAccess/action", snapshot, {
    status: "Accepted",
    body: { access: "Read", durationInSeconds: 86400 },
  });
}
