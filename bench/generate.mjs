/**
 * Makes a corpus of CloudTrail objects, or of another provider's main log:
 *   node bench/generate.mjs --records 1000000 --objects 400 --seed 1 --out DIR
 *   node bench/generate.mjs --log gcp/audit --records 200000 --out DIR
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { DEFAULTS, writeCorpus } from "./cloudtrail/corpus.mjs";
import { OTHER_DEFAULTS, OTHERS, writeOtherCorpus } from "./others/corpus.mjs";

const LOGS = OTHERS.map(({ source, forms }) => `${source} (${forms.join(", ")})`).join(", ");
const HELP = `usage: node bench/generate.mjs --out DIR [options]
  --log ID        aws/cloudtrail, or one of ${LOGS}
  --form NAME     how its files are laid out; the first of those in brackets if not said
  --records N     records in all (${DEFAULTS.records}; other logs ${OTHER_DEFAULTS.records})
  --objects N     files (${DEFAULTS.objects}; other logs ${OTHER_DEFAULTS.objects})
  --seed TEXT     same seed, same bytes (${DEFAULTS.seed})
  --relevant S    share of records that stage rules look at (${DEFAULTS.relevant})
  --run-as S      share of records by automations' own sessions (${DEFAULTS.runAs}; other logs ${OTHER_DEFAULTS.runAs})
  --accounts N    accounts (${DEFAULTS.accounts}; CloudTrail only)
  --functions N   functions an account (${DEFAULTS.functions}; CloudTrail only)
  --skew N        how unevenly functions are busy: weight = rank ^ -N, 0 for evenly (${DEFAULTS.skew}; CloudTrail only)`;

const text = { type: "string" };
const { values } = parseArgs({
  options: {
    out: text,
    log: { ...text, default: "aws/cloudtrail" },
    form: text,
    records: text,
    objects: text,
    seed: text,
    relevant: text,
    "run-as": text,
    accounts: text,
    functions: text,
    skew: text,
    help: { type: "boolean" },
  },
});

const other = OTHERS.find(({ source }) => source === values.log);
const isKnown = values.log === "aws/cloudtrail" || (other !== undefined && other.forms.includes(values.form ?? other.forms[0]));
if (values.help === true || values.out === undefined || !isKnown) {
  console.log(HELP);
  process.exit(values.help === true ? 0 : 2);
}
mkdirSync(values.out, { recursive: true });
if (readdirSync(values.out).length > 0) {
  console.error(`${String(values.out)} is not empty: name a new folder`);
  process.exit(2);
}
const number = (value, otherwise) => (value === undefined ? otherwise : Number(value));
const defaults = other === undefined ? DEFAULTS : OTHER_DEFAULTS;
const common = {
  records: number(values.records, defaults.records),
  objects: number(values.objects, defaults.objects),
  seed: values.seed ?? defaults.seed,
  relevant: number(values.relevant, defaults.relevant),
  runAs: number(values["run-as"], defaults.runAs),
};
const corpus = other === undefined ? writeCloudTrail() : writeOtherCorpus(values.out, other, { ...common, form: values.form });
writeFileSync(path.join(values.out, "corpus.json"), `${JSON.stringify(corpus, null, 2)}\n`);
const sessions =
  corpus.roleSessions === undefined ? "" : `, ${Math.round((100 * corpus.roleSessions) / corpus.records)} % by role sessions`;
console.log(
  `${corpus.records} records, mean ${Math.round(corpus.json / corpus.records)} bytes, gzip 1:${(corpus.json / corpus.gzip).toFixed(1)}${sessions}; planted ${corpus.planted}`,
);

function writeCloudTrail() {
  return writeCorpus(values.out, {
    ...common,
    accounts: number(values.accounts, DEFAULTS.accounts),
    functions: number(values.functions, DEFAULTS.functions),
    skew: number(values.skew, DEFAULTS.skew),
  });
}
