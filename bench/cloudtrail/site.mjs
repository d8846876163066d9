/**
 * One imaginary AWS account: who works there and what runs there. Everything follows from its
 * account number and sizes.
 */
import { numberFrom, uuidFrom } from "./random.mjs";

const APPS = ["orders", "catalog", "billing", "search", "shipping", "accounts", "media", "ledger", "notify", "pricing", "returns", "fraud"];
const VERBS = ["ingest", "export", "resize", "index", "webhook", "cleanup", "sync", "report", "thumbnail", "enrich", "dispatch", "audit"];
const PEOPLE = [
  "a.keller",
  "b.osei",
  "c.moreau",
  "d.lindqvist",
  "e.tanaka",
  "f.alvarez",
  "g.novak",
  "h.byrne",
  "i.petrov",
  "j.mbeki",
  "k.rossi",
  "l.haddad",
];
const RUNTIMES = ["python3.12", "python3.13", "nodejs20.x", "nodejs22.x", "java21"];

/**
 * @param {{account: string, home: string, people?: number, instances?: number, tasks?: number, functions?: number,
 *   officeIp?: string, pipeline?: object}} spec
 */
export function makeSite(spec) {
  const { account, home } = spec;
  return {
    account,
    home,
    trail: "org-trail",
    officeIp: spec.officeIp ?? `203.0.113.${10 + numberFrom(account, 40)}`,
    people: PEOPLE.slice(0, spec.people ?? 8).map((name, i) => person(name, i)),
    instances: range(spec.instances ?? 24, (i) => instance(account, i)),
    tasks: range(spec.tasks ?? 16, (i) => task(account, i)),
    functions: range(spec.functions ?? 40, (i) => fn(account, home, i)),
    pipeline: spec.pipeline ?? pipeline(account),
    users: ["svc-backup", "svc-monitoring", "svc-inventory"],
    monitors: ["DatadogIntegrationRole", "WizAccess-Role"],
    buckets: range(10, (i) => `${APPS[i]}-${["assets", "exports", "backups"][i % 3]}-${account}`),
    tables: range(10, (i) => `${APPS[i]}-table`),
    queues: range(6, (i) => `${APPS[i]}-events`),
    kmsKeys: range(6, (i) => uuidFrom(`${account}/key/${i}`)),
    alarms: range(8, (i) => `${APPS[i]}-5xx-rate-high`),
  };
}

function range(n, make) {
  return Array.from({ length: n }, (_, i) => make(i));
}

function person(name, i) {
  const permissionSet = ["PlatformEngineer", "ReadOnly", "Developer", "Support"][i % 4];
  return {
    name: `${name}@fernwood.example`,
    permissionSet,
    role: `AWSReservedSSO_${permissionSet}_${uuidFrom(permissionSet).slice(0, 8)}${uuidFrom(permissionSet).slice(24, 32)}`,
  };
}

function instance(account, i) {
  const app = APPS[i % APPS.length];
  return {
    id: `i-0${uuidFrom(`${account}/i/${i}`).replaceAll("-", "").slice(0, 16)}`,
    role: `${app}-instance-role`,
    ip: `10.${20 + (i % 3)}.${numberFrom(`${account}s${i}`, 200)}.${4 + numberFrom(`${account}h${i}`, 240)}`,
    publicIp: awsIp(`${account}/i/${i}`),
  };
}

function task(account, i) {
  const app = APPS[i % APPS.length];
  return { session: uuidFrom(`${account}/task/${i}`).replaceAll("-", ""), role: `${app}-task-role`, ip: awsIp(`${account}/t/${i % 4}`) };
}

/** A third of all functions share a role with others, as they do in practice. */
function fn(account, region, i) {
  const app = APPS[i % APPS.length];
  const verb = VERBS[Math.floor(i / APPS.length) % VERBS.length];
  const serial = Math.floor(i / (APPS.length * VERBS.length));
  const name = `${app}-prod-${verb}${serial === 0 ? "" : `-${serial + 1}`}`;
  const role = i % 3 === 2 ? `${app}-functions-role` : `${name}-role`;
  return {
    account,
    region,
    name,
    role: `arn:aws:iam::${account}:role/${role}`,
    roleName: role,
    runtime: RUNTIMES[i % RUNTIMES.length],
    memory: 256,
    timeout: 30,
    ip: awsIp(`${account}/f/${i}`),
  };
}

function pipeline(account) {
  return {
    role: "github-deploy",
    provider: "token.actions.githubusercontent.com",
    repo: "fernwood/platform",
    ip: `198.51.100.${10 + numberFrom(account, 80)}`,
  };
}

/** An address out of the blocks that AWS publishes for its own machines. */
function awsIp(text) {
  return `${["3.248", "34.240", "52.208", "54.228", "63.32", "18.200"][numberFrom(`${text}a`, 6)]}.${numberFrom(`${text}b`, 256)}.${1 + numberFrom(`${text}c`, 254)}`;
}
