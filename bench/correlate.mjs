// Times the analysis alone: seeded facts straight into a store, then `analyse`. Needs a build.
//   node bench/correlate.mjs --automations 100000 --facts 10 --chains 100
import { parseArgs } from "node:util";
import { loadAnalytics } from "../dist/analytics/load.js";
import { analyse } from "../dist/analytics/analyse.js";
import { planSecondLook } from "../dist/analytics/second-look.js";
import { factId } from "../dist/facts/fact-id.js";
import { openStore } from "../dist/store/store.js";

const { values } = parseArgs({
  options: {
    automations: { type: "string", default: "10000" },
    facts: { type: "string", default: "10" },
    chains: { type: "string", default: "100" },
  },
});
const automations = Number(values.automations);
const factsEach = Number(values.facts);
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
  for (let n = 1; n < factsEach; n += 1) {
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

async function seconds(work) {
  const cpu = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return [((user + system) / 1e6).toFixed(2), result];
}

const store = await openStore({ digest: "bench" });
const analytics = await loadAnalytics();
const [loading] = await seconds(async () => {
  let batch = [];
  for (let index = 0; index < automations; index += 1) {
    batch.push(...life(index));
    if (batch.length > 20_000) {
      await store.sink.addFacts(batch);
      batch = [];
    }
  }
  await store.sink.addFacts(batch);
  await store.finish();
});
const [planning, plan] = await seconds(() => planSecondLook(store, analytics));
const [analysing, { incidents }] = await seconds(() =>
  analyse(store, { analytics, blindSpots: {}, complete: true, stdinOnly: false, activityDropped: false }),
);
store.close();
const found = incidents.filter((incident) => incident.severity === "high" || incident.severity === "critical").length;
console.log(
  `facts ${events}, automations ${automations}, chains ${chains}: found ${found}, asked for ${plan?.actors.size ?? 0} identities`,
);
console.log(`CPU s: load ${loading}, plan ${planning}, analyse ${analysing}; peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
process.exit(found === chains ? 0 : 1);
