/**
 * A stolen session makes a Cloud Run job that runs as an account of another system, runs it with
 * arguments of its own, and reads one secret after the other. The pipeline never made a job like it.
 * Retells https://cloud.hacktricks.wiki/en/pentesting-cloud/gcp-security/gcp-privilege-escalation/gcp-run-privesc.html.
 */
import { THIEF, account, person, runtime } from "../../lib/gcp/callers.mjs";
import { accessSecret, setProjectPolicy } from "../../lib/gcp/calls.mjs";
import { createJob, runJob } from "../../lib/gcp/deployments.mjs";
import { deployHistory } from "../../lib/gcp/history.mjs";

export const span = { from: "2026-10-01T00:00:00Z", to: "2026-10-22T00:00:00Z" };

const BROKER = account("secrets-broker");
const LOOT = ["payment-provider", "mail-gateway", "warehouse-dsn", "signing-key"];

export default function tell(story) {
  const { add } = story;
  deployHistory(story, span);
  add(
    "broker role",
    "2026-10-07T08:30:00Z",
    person("ada"),
    setProjectPolicy([["ADD", "roles/secretmanager.secretAccessor", `serviceAccount:${BROKER}`]]),
  );
  const thief = person("bruno", { ip: THIEF });
  add("create", "2026-10-19T22:11:05Z", thief, createJob("image-prune", BROKER, "docker.io/library/google-cloud-cli:latest"));
  add("run", "2026-10-19T22:12:40Z", thief, runJob("image-prune", ["-c", "for s in $(gcloud secrets list)"]));
  for (const [index, name] of LOOT.entries())
    add(`read ${name}`, Date.parse("2026-10-19T22:13:30Z") + index * 4000, runtime(BROKER), accessSecret(name));
}
