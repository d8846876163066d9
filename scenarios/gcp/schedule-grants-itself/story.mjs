/**
 * A Cloud Scheduler job with the token of a powerful account calls the Resource Manager every half
 * hour and keeps a stranger an editor: no function and no code are needed.
 */
import { THIEF, account, person } from "../../lib/gcp/callers.mjs";
import { setProjectPolicy } from "../../lib/gcp/calls.mjs";
import { createSchedule } from "../../lib/gcp/deployments.mjs";
import { PROJECT } from "../../lib/gcp/entry.mjs";
import { deployHistory } from "../../lib/gcp/history.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const OPS = account("ops-automation");

export default function tell(story) {
  const { add } = story;
  deployHistory(story, span);
  add("owner role", "2026-10-06T10:00:00Z", person("ada"), setProjectPolicy([["ADD", "roles/owner", `serviceAccount:${OPS}`]]));
  const uri = `https://cloudresourcemanager.googleapis.com/v1/projects/${PROJECT}:setIamPolicy`;
  add("create", "2026-10-18T03:10:00Z", person("carla", { ip: THIEF }), createSchedule("metrics-flush", { uri, account: OPS }));
  const scheduler = { email: OPS, ip: "107.178.203.4", agent: "Google-Cloud-Scheduler" };
  for (const time of ["2026-10-18T03:30:02Z", "2026-10-18T04:00:01Z"]) {
    add(`granted ${time}`, time, scheduler, setProjectPolicy([["ADD", "roles/editor", "user:contractor.north@gmail.com"]]));
  }
}
