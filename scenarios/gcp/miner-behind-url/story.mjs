/**
 * A stolen session puts a function behind a public address; called from abroad it mines, which Cloud Run Threat Detection sees. The
 * requests prove the runs. Name look-ups and flows of the network name an address only, so they stand beside the story and not in it.
 * Retells https://cloud.google.com/security-command-center/docs/cloud-run-threat-detection-overview
 */
import { FUNCTIONS_AGENT, THIEF, account, agent, person } from "../../lib/gcp/callers.mjs";
import { createFunction, setInvokers, writeService } from "../../lib/gcp/deployments.mjs";
import { SERVICES, deployHistory } from "../../lib/gcp/history.mjs";
import { finding, flow, lookup, request } from "../../lib/gcp/other-logs.mjs";
import { toMs } from "../../lib/gcp/story.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z", ordinary: 900 };

const RUNNER = account("status-page");
const DAY = 86_400_000;

export default function tell(story) {
  const { add, addLong, addMade } = story;
  deployHistory(story, span);
  for (let day = 0; day < 20; day += 1) {
    const at = toMs("2026-10-01T10:00:00Z") + day * DAY;
    addMade(`visit ${day}`, at, request, SERVICES[day % SERVICES.length], { ip: "198.51.100.90", path: "/orders" });
    addMade(`usual name ${day}`, at + 1000, lookup, "api.partner.example.", "10.8.0.5");
    addMade(`usual flow ${day}`, at + 2000, flow, "10.8.0.5", "198.51.100.200", 443);
  }
  const thief = person("farid", { ip: THIEF });
  addLong("create", "2026-10-20T02:31:53Z", thief, createFunction("status-page", { account: RUNNER }));
  add("service", "2026-10-20T02:32:20Z", agent(FUNCTIONS_AGENT), writeService("status-page", RUNNER));
  add("open", "2026-10-20T02:33:10Z", thief, setInvokers("status-page", ["allUsers"]));
  for (const second of ["05", "25", "45"])
    addMade(`call ${second}`, `2026-10-20T02:34:${second}Z`, request, "status-page", { ip: THIEF, path: "/start?pool=1" });
  addMade("name", "2026-10-20T02:34:50Z", lookup, "pool.supportxmr.com.", "10.8.0.9");
  addMade("flow", "2026-10-20T02:34:52Z", flow, "10.8.0.9", "203.0.113.99", 3333);
  addMade("finding", "2026-10-20T02:41:00Z", finding, "Execution: Cryptocurrency Mining Hash Match", "status-page");
}
