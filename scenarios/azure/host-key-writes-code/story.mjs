import { EVA, OMAR, group, managed, siteId } from "../../lib/azure/company.mjs";
import * as write from "../../lib/azure/records.mjs";

/** With the host's master key code is written over the web, which the Activity Log never sees; the app's HTTP log does. */
export default function tell({ add, pair }) {
  const site = siteId("reports");
  const identity = managed(site);
  for (const day of ["03", "07", "11"]) {
    add(`page-${day}`, `2026-10-${day}T09:00:00Z`, write.httpRequest, site, "GET", "/api/report", 200, "198.51.100.77");
    add(`flow-${day}`, `2026-10-${day}T09:00:30Z`, write.networkFlows, group("web"), ["10.1.0.4,198.51.100.200,49715,443,6,O,E"]);
  }
  // Somebody looks at a file in the portal: the same path, but nothing is written.
  add("look", "2026-10-09T11:00:00Z", write.httpRequest, site, "GET", "/admin/vfs/site/wwwroot/host.json", 200, OMAR.ip);
  add("keys", "2026-10-13T21:00:00Z", write.activity, EVA, "Microsoft.Web/sites/host/listkeys/action", `${site}/host/default`);
  const method = pair ? "GET" : "PUT";
  add("file", "2026-10-13T21:04:00Z", write.httpRequest, site, method, "/admin/vfs/site/wwwroot/Nightly/run.csx", 204, EVA.ip);
  add("start", "2026-10-13T21:05:00Z", write.httpRequest, site, "POST", "/admin/functions/Nightly", 202, EVA.ip);
  add("run", "2026-10-13T21:05:01Z", write.functionRun, site, "Nightly");
  add("flow", "2026-10-13T21:05:20Z", write.networkFlows, group("web"), ["10.1.0.4,203.0.113.9,49720,4444,6,O,E"]);
  add(
    "machine",
    "2026-10-13T21:06:00Z",
    write.operation,
    identity,
    "Microsoft.Compute/virtualMachines/runCommand/action",
    `${group("vms")}/providers/Microsoft.Compute/virtualMachines/vm1`,
  );
}
