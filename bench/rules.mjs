/**
 * Whether rules cost anything: scans a corpus with the twenty rules that match most of it, and again with these and others
 * up to 250 which match nothing there.
 *   node bench/rules.mjs DIR [--rounds 3]    DIR as made by generate.mjs; needs a build
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_LIMITS } from "../dist/inputs/contract.js";
import { readInputs } from "../dist/inputs/read-inputs.js";
import { compileRule } from "../dist/rules/files/compile-rule.js";
import { loadStageRules } from "../dist/rules/files/load-stage-rules.js";
import { readYaml } from "../dist/rules/files/yaml-file.js";
import { SOURCES } from "../dist/sources/registry.gen.js";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: { type: "string", default: "3" } } });
const logs = path.join(positionals[0] ?? "", "AWSLogs");
const FEW = 20;
const MANY = 250;

const few = await busiest();
const many = [...few, ...Array.from({ length: MANY - FEW }, (_, nth) => idleRule(nth))];
const cost = { few: [], many: [] };
for (let round = 0; round < Number(values.rounds); round += 1) {
  cost.few.push((await scan(few)).cpu);
  cost.many.push((await scan(many)).cpu);
}
const [least, most] = [Math.min(...cost.few), Math.min(...cost.many)];
console.log(`CPU s with ${FEW} rules ${least.toFixed(2)}, with ${MANY} ${most.toFixed(2)}: ${(most / least).toFixed(2)} times`);

async function busiest() {
  const rules = (await loadStageRules()).filter(({ logsource }) => logsource.service === "cloudtrail");
  const { matches } = await scan(rules);
  return rules.toSorted((a, b) => (matches.get(b.id) ?? 0) - (matches.get(a.id) ?? 0)).slice(0, FEW);
}

async function scan(rules) {
  const matches = new Map();
  const sink = {
    addFacts: async (facts) => {
      for (const rule of facts.flatMap((fact) => fact.rules)) matches.set(rule, (matches.get(rule) ?? 0) + 1);
    },
    addActivities: async () => {},
  };
  const before = process.cpuUsage();
  await readInputs([logs], { sources: SOURCES, rules, sink, limits: DEFAULT_LIMITS });
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1e6, matches };
}

/** A rule as ours are, for an operation that nobody calls. */
function idleRule(nth) {
  const text = `title: Idle ${nth}
logsource: { product: aws, service: cloudtrail }
detection:
  selection:
    eventSource: idle${nth % 40}.amazonaws.com
    eventName|startswith: IdleOperation${nth}
  condition: selection
faastrail: { stage: deploy, fact: deploy, entity: function }
`;
  const { rule } = compileRule(readYaml(text, "idle.yml").documents[0], `bench/idle-${nth}`, "idle.yml", true);
  return rule;
}
