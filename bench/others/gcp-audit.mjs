/**
 * Cloud Audit Logs of six projects with Data Access switched on. A sink to Cloud Storage writes one entry a line, keys in alphabetical order, a file
 * an hour and log (https://cloud.google.com/logging/docs/export/storage); Logs Explorer and `gcloud logging read` give a list, indented, in
 * the order of the message's fields.
 */
import { FUNCTIONS_AGENT, THIEF, account, agent, machine, person, pipeline, runtime, withKey } from "../../scenarios/lib/gcp/callers.mjs";
import * as calls from "../../scenarios/lib/gcp/calls.mjs";
import * as deployments from "../../scenarios/lib/gcp/deployments.mjs";
import { PROJECT, REGION, entry } from "../../scenarios/lib/gcp/entry.mjs";
import { numberFrom } from "../cloudtrail/random.mjs";
import { byPowerLaw, habitsOf, range } from "./power-law.mjs";

const PROJECTS = [PROJECT, ...range(5, (nth) => `fernwood-${["data", "staging", "web", "tools", "ml"][nth]}`)];
const PEOPLE = range(60, (nth) => `user${nth}`);
const APPS = ["orders", "invoices", "thumbnails", "newsletter", "imports", "search", "ledger", "media", "pricing", "returns"];

const bucket = (project, app) => ({ type: "gcs_bucket", labels: { bucket_name: `${project}-${app}`, location: REGION } });
const read = (service, method, resource, type, labels) => calls.read(service, method, resource, type, labels);

/** What code calls: made of its project and the app that it belongs to. */
const WORK = [
  (p, app, r) => ({
    ...read("storage", "storage.objects.get", `projects/_/buckets/${p}-${app}/objects/2026/10/${r.hex(16)}.parquet`),
    ...bucket(p, app),
  }),
  (p, app) => ({ ...read("storage", "storage.objects.list", `projects/_/buckets/${p}-${app}`), ...bucket(p, app) }),
  (p, app, r) => ({
    ...read("storage", "storage.objects.create", `projects/_/buckets/${p}-${app}/objects/out/${r.hex(16)}`),
    ...bucket(p, app),
  }),
  (p, _, r) =>
    read("bigquery", "google.cloud.bigquery.v2.JobService.InsertJob", `projects/${p}/jobs/job_${r.hex(24)}`, "bigquery_project", {
      location: "EU",
    }),
  (p, app, r) =>
    read(
      "bigquery",
      "google.cloud.bigquery.v2.TableDataService.List",
      `projects/${p}/datasets/${app}/tables/t${r.int(40)}`,
      "bigquery_dataset",
      { dataset_id: app },
    ),
  (p, app) =>
    read("pubsub", "google.pubsub.v1.Subscriber.Pull", `projects/${p}/subscriptions/${app}-events`, "pubsub_subscription", {
      subscription_id: `${app}-events`,
    }),
  (p, app, r) =>
    read(
      "datastore",
      "google.firestore.v1.Firestore.Commit",
      `projects/${p}/databases/(default)/documents/${app}/${r.hex(20)}`,
      "datastore_database",
      { database_id: "(default)" },
    ),
  (p) =>
    read("monitoring", "google.monitoring.v3.MetricService.CreateTimeSeries", `projects/${p}`, "audited_resource", {
      service: "monitoring.googleapis.com",
    }),
  (p) =>
    read("cloudkms", "Decrypt", `projects/${p}/locations/${REGION}/keyRings/apps/cryptoKeys/main`, "cloudkms_cryptokey", {
      key_ring_id: "apps",
      location: REGION,
    }),
  (p, app, r) => read("logging", "google.logging.v2.LoggingServiceV2.ListLogEntries", `projects/${p}`, "project", { request: r.hex(8) }),
];

/** What people and controllers look at. */
const LOOKING = [
  (p) => read("compute", "v1.compute.instances.list", `projects/${p}/zones/${REGION}-b`, "gce_instance", { zone: `${REGION}-b` }),
  (p, app) =>
    read("run", "google.cloud.run.v1.Services.GetService", `namespaces/${p}/services/${app}`, "cloud_run_revision", {
      service_name: app,
      location: REGION,
    }),
  (p) => read("iam", "google.iam.admin.v1.ListServiceAccounts", `projects/${p}`, "project"),
  (p) =>
    read(
      "cloudfunctions",
      "google.cloud.functions.v2.FunctionService.ListFunctions",
      `projects/${p}/locations/${REGION}`,
      "cloud_function",
    ),
  (p, _, r) =>
    read(
      "container",
      "io.k8s.coordination.v1.leases.update",
      `coordination.k8s.io/v1/namespaces/kube-node-lease/leases/node-${r.int(40)}`,
      "k8s_cluster",
      { cluster_name: "main", location: REGION },
    ),
  (p, _, r) =>
    read("container", "io.k8s.core.v1.pods.get", `core/v1/namespaces/apps/pods/api-${r.hex(10)}`, "k8s_cluster", {
      cluster_name: "main",
      location: REGION,
    }),
];

const CODE = range(300, (nth) => {
  const app = APPS[nth % APPS.length];
  return {
    name: `fn-${app}-${nth}`,
    app,
    project: PROJECTS[nth % PROJECTS.length],
    work: habitsOf(WORK, numberFrom(`gcp/code/${nth}`, 1000)),
  };
});
const someCode = byPowerLaw(CODE);
const somebody = byPowerLaw(PEOPLE);

function ordinary(random, ms, { relevant, runAs }) {
  const label = random.uuid();
  if (random.chance(relevant)) return change(random, label, ms);
  if (random.chance(0.28)) {
    const project = random.pick(PROJECTS);
    const who = random.chance(0.4) ? person(somebody(random)) : machine(`gke-nodes@${project}.iam.gserviceaccount.com`);
    return entry(label, ms, who, { ...random.pick(LOOKING)(project, random.pick(APPS), random), project });
  }
  const code = someCode(random);
  const email = account(code.name, code.project);
  // Code on serverless has its token from an agent of the platform; machines and pods have none, or the one of machines.
  const caller = random.chance(runAs) ? runtime(email) : machine(email);
  return entry(label, ms, caller, { ...random.pick(code.work)(code.project, code.app, random), project: code.project });
}

/** What stage rules look at, as an ordinary company does it. */
function change(random, label, ms) {
  const code = someCode(random);
  const email = account(code.name, code.project);
  if (random.chance(0.5)) return entry(label, ms, runtime(email), { ...calls.accessSecret(`${code.app}-db`), project: code.project });
  const fn = { account: email, tool: "terraform", revision: random.int(1000) };
  if (random.chance(0.7))
    return entry(label, ms, pipeline(), { ...deployments.updateFunction(code.name, fn), project: code.project }, "first");
  return entry(label, ms, pipeline(), calls.setProjectPolicy([["ADD", "roles/secretmanager.secretAccessor", `serviceAccount:${email}`]]));
}

/** A stolen session makes a function that runs as an administrator; the function makes a key, which is used elsewhere. */
function planted(ms) {
  const runner = account("ops-automation");
  const billing = account("billing-export");
  const key = calls.keyId("bench");
  const thief = person("farid", { ip: THIEF });
  const made = deployments.createFunction("cache-warmer", { account: runner });
  const at = (minutes, label, caller, call, half) => entry(`planted/${label}`, ms + minutes * 60_000, caller, call, half);
  const records = [
    at(0, "grant", person("ada"), calls.setProjectPolicy([["ADD", "roles/owner", `serviceAccount:${runner}`]])),
    at(1, "create", thief, made, "first"),
    at(2, "create", thief, made, "last"),
    at(2.2, "service", agent(FUNCTIONS_AGENT), deployments.writeService("cache-warmer", runner)),
    at(3, "open", thief, deployments.setInvokers("cache-warmer", ["allUsers"])),
    at(4, "key", runtime(runner), calls.createKey(billing, key)),
    at(30, "use", withKey(billing, key), calls.accessSecret("payment-provider")),
  ];
  return { records, automation: `projects/${PROJECT}/locations/${REGION}/services/cache-warmer` };
}

const two = (number) => String(number).padStart(2, "0");

function keyOf(nth, ms, form) {
  const at = new Date(ms);
  if (form === "list") return `downloaded-logs-${at.toISOString().slice(0, 10)}-${nth}.json.gz`;
  const hour = two(at.getUTCHours());
  // Sinks split an hour into shards: S0, S1, …
  return `cloudaudit.googleapis.com/data_access/${at.toISOString().slice(0, 10).replaceAll("-", "/")}/${hour}0000_${hour}5959_S${nth}.json.gz`;
}

const ORDER = ["protoPayload", "insertId", "resource", "timestamp", "severity", "logName", "operation", "receiveTimestamp"];

function textOf(records, form) {
  if (form !== "list") return records.map((record) => `${JSON.stringify(record)}\n`).join("");
  const ordered = records.map((record) => Object.fromEntries(ORDER.flatMap((key) => (key in record ? [[key, record[key]]] : []))));
  return JSON.stringify(ordered, null, 2);
}

export const GCP_AUDIT = { source: "gcp/audit", forms: ["lines", "list"], ordinary, planted, keyOf, textOf };
