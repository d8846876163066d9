/**
 * What happens in the company's project every day: functions deployed by its pipeline, secrets
 * read by services, people looking around. All of it follows from the scenario's name.
 */
import { makeRandom } from "../../../bench/cloudtrail/random.mjs";
import { account, machine, person, pipeline, runtime, DEFAULT_COMPUTE } from "./callers.mjs";
import { accessSecret, createAccount, listSecrets, read, setProjectPolicy } from "./calls.mjs";
import { createFunction, createJob, updateFunction } from "./deployments.mjs";
import { PROJECT, REGION, entry } from "./entry.mjs";
import { toMs } from "./story.mjs";

const DAY = 86_400_000;
const HOUR = 3_600_000;
export const SERVICES = ["orders", "invoices", "thumbnails", "newsletter", "imports", "search-index"];
const PEOPLE = ["ada", "bruno", "carla", "dmitri", "eva", "farid"];

/** The pipeline makes the company's functions, each with its own account, and changes them every few days. */
export function deployHistory(story, { from, to, by = pipeline() }) {
  const start = toMs(from) + 9 * HOUR;
  for (const [index, name] of SERVICES.entries()) {
    const email = account(`fn-${name}`);
    const at = start + index * 240_000;
    story.add(`account of ${name}`, at, by, createAccount(email));
    story.add(
      `role of ${name}`,
      at + 20_000,
      by,
      setProjectPolicy([["ADD", "roles/secretmanager.secretAccessor", `serviceAccount:${email}`]]),
    );
    story.addLong(`deploy ${name}`, at + 60_000, by, createFunction(name, { account: email, tool: "terraform" }));
  }
  const last = toMs(to) - 2 * DAY;
  for (let at = start + 2 * DAY, round = 1; at < last; at += 2 * DAY, round += 1) {
    const name = SERVICES[round % SERVICES.length];
    story.addLong(
      `update ${name} ${round}`,
      at + round * 300_000,
      by,
      updateFunction(name, { account: account(`fn-${name}`), revision: round + 1 }),
    );
  }
  story.add(
    "nightly job",
    start + 3 * HOUR,
    by,
    createJob("nightly-export", account("job-export"), `${REGION}-docker.pkg.dev/${PROJECT}/apps/export:4`),
  );
}

/** Secrets that the functions read when an instance starts: the same ones again and again. */
function secretReads(random, at) {
  const name = SERVICES[random.int(SERVICES.length)];
  return entry(`background ${at}`, at, runtime(account(`fn-${name}`)), accessSecret(`${name}-db`));
}

const READS = [
  ["compute", "v1.compute.instances.list", `projects/${PROJECT}/zones/europe-west1-b`, "gce_instance"],
  ["compute", "v1.compute.instances.get", `projects/${PROJECT}/zones/europe-west1-b/instances/build-1`, "gce_instance"],
  ["storage", "storage.objects.list", "projects/_/buckets/fernwood-exports", "gcs_bucket"],
  ["storage", "storage.objects.get", "projects/_/buckets/fernwood-exports/objects/2026/report.csv", "gcs_bucket"],
  ["logging", "google.logging.v2.LoggingServiceV2.ListLogEntries", `projects/${PROJECT}`, "project"],
  ["monitoring", "google.monitoring.v3.MetricService.ListTimeSeries", `projects/${PROJECT}`, "project"],
  ["run", "google.cloud.run.v1.Services.ListServices", `namespaces/${PROJECT}`, "cloud_run_revision"],
  [
    "cloudfunctions",
    "google.cloud.functions.v2.FunctionService.ListFunctions",
    `projects/${PROJECT}/locations/${REGION}`,
    "cloud_function",
  ],
  ["iam", "google.iam.admin.v1.ListServiceAccounts", `projects/${PROJECT}`, "project"],
  ["bigquery", "google.cloud.bigquery.v2.JobService.InsertJob", `projects/${PROJECT}/jobs/1`, "bigquery_project"],
];

/** One ordinary entry. */
function ordinary(random, at) {
  if (random.int(100) < 18) return secretReads(random, at);
  const [service, method, resource, type] = READS[random.int(READS.length)];
  const kind = random.int(10);
  const caller = kind < 5 ? person(PEOPLE[random.int(PEOPLE.length)]) : kind < 8 ? machine(DEFAULT_COMPUTE) : pipeline();
  if (random.int(60) === 0) return entry(`background ${at}`, at, person(PEOPLE[random.int(PEOPLE.length)]), listSecrets());
  return entry(`background ${at}`, at, caller, read(service, method, resource, type));
}

/** `count` ordinary entries spread over the span, more by day than by night. */
export function ordinaryEntries(name, { from, to, ordinary: count = 1450 }) {
  const random = makeRandom(`${name}/gcp background`);
  const start = toMs(from);
  const length = toMs(to) - start;
  return Array.from({ length: count }, (_, index) => {
    const even = start + Math.floor((length * index) / count) + random.int(Math.floor(length / count));
    const hour = new Date(even).getUTCHours();
    return ordinary(random, hour < 6 ? even + 6 * HOUR : even);
  });
}
