// Times the analysis alone: seeded facts straight into a store, then the plan of a second look and the analysis. Needs a build.
//   node bench/correlate.mjs                      one line of the table for each size, each in a fresh process
//   node bench/correlate.mjs --facts 1000000      one size, and nothing else
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadAnalytics } from "../dist/analytics/load.js";
import { analyse } from "../dist/analytics/analyse.js";
import { planSecondLook } from "../dist/analytics/second-look.js";
import { factId } from "../dist/facts/fact-id.js";
import { openStore } from "../dist/store/open-store.js";

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "10000,100000,300000,1000000" },
    facts: { type: "string" },
    chains: { type: "string", default: "100" },
    json: { type: "boolean", default: false },
  },
});
/** Facts of one automation's life. */
const FACTS_EACH = 10;
const chains = Number(values.chains);

const START = Date.UTC(2026, 7, 1);
const HOUR = 3_600_000;
let events = 0;

/** An ordinary fact; `part` says what is special about it. */
function fact(hours, part) {
  events += 1;
  const whole = {
    source: "aws/cloudtrail",
    stage: "deploy",
    kind: "deploy",
    entity: "function",
    isChange: true,
    dupKey: `e${events}`,
    eventId: `e${events}`,
    operationKey: null,
    op: "UpdateFunctionCode",
    rawOp: "UpdateFunctionCode20150331v2",
    service: "lambda",
    tsMs: START + Math.floor(hours * HOUR),
    provider: "aws",
    account: part.account,
    region: "eu-central-1",
    actorType: "role_session",
    sessionName: "run",
    sessionAutomationId: null,
    credentialId: null,
    runtimeAgent: false,
    invokedBy: null,
    via: "iac",
    srcIp: "198.51.100.7",
    srcIpClass: "public",
    userAgent: null,
    outcome: "success",
    flags: [],
    automationId: null,
    automationKind: null,
    automationName: null,
    automationVersion: null,
    runAsId: null,
    issuedCredentialId: null,
    targetId: null,
    targetType: null,
    targetAccount: null,
    policyId: null,
    privilege: null,
    traits: [],
    detail: {},
    ...part,
  };
  return {
    ...whole,
    factId: factId(whole),
    rules: ["aws/bench"],
    annotations: [],
    raw: { file: "bench", sha256: "0".repeat(64), offset: events, length: 1 },
  };
}

/** One function's life: created by its account's pipeline, updated, reading its secrets; a fifth of them share a role. */
function* life(index) {
  const account = String(100_000_000_000 + (index % 3));
  const role = `arn:aws:iam::${account}:role/${index % 5 === 0 ? `shared-${index % 50}` : `r${index}`}`;
  const name = `f${index}`;
  const own = {
    account,
    automationId: `arn:aws:lambda:eu-central-1:${account}:function:${name}`,
    automationKind: "lambda",
    automationName: name,
  };
  const pipeline = `arn:aws:iam::${account}:role/pipeline`;
  const born = (index * 7919) % 500;
  yield fact(born, { ...own, actorId: pipeline, runAsId: role, traits: ["code_changed", "created"], op: "CreateFunction" });
  for (let n = 1; n < FACTS_EACH; n += 1) {
    const hours = born + n * 20;
    if (n % 3 === 0) yield fact(hours, { ...own, actorId: pipeline, runAsId: role, traits: ["code_changed"] });
    else {
      const read = { kind: "sensitive_access", stage: "effect", entity: "secret", op: "GetSecretValue", service: "secretsmanager" };
      yield fact(hours, {
        account,
        ...read,
        isChange: false,
        actorId: role,
        sessionName: name,
        sessionAutomationId: own.automationId,
        targetId: `secret/${name}`,
        traits: ["secret_read"],
      });
    }
  }
  if (index < chains) {
    const grant = {
      kind: "grant",
      stage: "effect",
      entity: "grant",
      op: "AttachUserPolicy",
      service: "iam",
      privilege: 3,
      policyId: "policy/admin",
    };
    yield fact(born + 900, { ...own, actorId: `arn:aws:iam::${account}:user/mallory${index}`, runAsId: role, traits: ["code_changed"] });
    yield fact(born + 900.1, {
      account,
      ...grant,
      actorId: role,
      sessionName: name,
      sessionAutomationId: own.automationId,
      targetId: "user/mallory",
      targetType: "user",
    });
  }
}

/** CPU seconds of this process so far, all threads. */
function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const BATCH = 1000;

/** One size: what each phase costs, and whether all that was planted was found. */
async function measure(facts) {
  const automations = Math.round(facts / FACTS_EACH);
  const spent = { make: 0, load: 0, plan: 0, analyse: 0 };
  let since = cpu();
  const spend = (phase) => {
    spent[phase] += cpu() - since;
    since = cpu();
  };
  const store = await openStore({ digest: "bench" });
  const analytics = await loadAnalytics();
  since = cpu();
  let batch = [];
  for (let index = 0; index < automations; index += 1) {
    for (const one of life(index)) batch.push(one);
    if (batch.length < BATCH && index + 1 < automations) continue;
    spend("make");
    await store.sink.addFacts(batch);
    batch = [];
    spend("load");
  }
  await store.finish();
  spend("load");
  const plan = await planSecondLook(store, analytics);
  spend("plan");
  const { incidents } = await analyse(store, { analytics, blindSpots: {}, complete: true, stdinOnly: false, activityDropped: false });
  spend("analyse");
  store.close();
  const found = incidents.filter((incident) => incident.severity === "high" || incident.severity === "critical").length;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  return { facts: events, automations, found, asked: plan?.actors.size ?? 0, peakMb, ...spent, wall: process.uptime() };
}

/** Growth is the exponent between two sizes: 1 is linear, n log n a little more. */
function row(result, smaller) {
  const total = result.load + result.plan + result.analyse;
  const growth =
    smaller === undefined
      ? ""
      : (Math.log(total / (smaller.load + smaller.plan + smaller.analyse)) / Math.log(result.facts / smaller.facts)).toFixed(2);
  const seconds = [result.load, result.plan, result.analyse, total].map((value) => value.toFixed(1));
  const cells = [
    result.facts.toLocaleString("en"),
    result.automations.toLocaleString("en"),
    ...seconds,
    growth,
    Math.round(result.peakMb),
    result.make.toFixed(1),
    `${result.found} of ${chains}`,
  ];
  return `| ${cells.join(" | ")} |`;
}

const COLUMNS = [
  "facts",
  "automations",
  "load CPU s",
  "plan CPU s",
  "analyse CPU s",
  "together",
  "growth",
  "peak MB",
  "making the facts",
  "found",
];

function runAll(sizes) {
  console.log(`| ${COLUMNS.join(" | ")} |\n|${COLUMNS.map(() => " ---: |").join("")}`);
  let smaller;
  let missed = false;
  for (const size of sizes) {
    const args = [fileURLToPath(import.meta.url), "--json", "--facts", String(size), "--chains", String(chains)];
    const child = spawnSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    const result = JSON.parse(child.stdout);
    console.log(row(result, smaller));
    missed ||= result.found !== chains;
    smaller = result;
  }
  return missed;
}

if (values.facts === undefined) {
  process.exit(runAll(values.sizes.split(",").map(Number)) ? 1 : 0);
} else {
  const result = await measure(Number(values.facts));
  console.log(values.json ? JSON.stringify(result) : row(result));
  process.exit(result.found === chains ? 0 : 1);
}
