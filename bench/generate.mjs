/**
 * Makes a corpus of CloudTrail objects:
 *   node bench/generate.mjs --records 1000000 --objects 400 --seed 1 --out DIR
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { DEFAULTS, writeCorpus } from "./cloudtrail/corpus.mjs";

const HELP = `usage: node bench/generate.mjs --out DIR [options]
  --records N     records in all (${DEFAULTS.records})
  --objects N     delivery objects (${DEFAULTS.objects})
  --seed TEXT     same seed, same bytes (${DEFAULTS.seed})
  --relevant S    share of records that stage rules look at (${DEFAULTS.relevant})
  --run-as S      share of records by functions' own sessions (${DEFAULTS.runAs})
  --accounts N    accounts (${DEFAULTS.accounts})
  --functions N   functions an account (${DEFAULTS.functions})
  --skew N        how unevenly functions are busy: weight = rank ^ -N, 0 for evenly (${DEFAULTS.skew})`;

const text = { type: "string" };
const { values } = parseArgs({
  options: {
    out: text,
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

if (values.help === true || values.out === undefined) {
  console.log(HELP);
  process.exit(values.help === true ? 0 : 2);
}
mkdirSync(values.out, { recursive: true });
if (readdirSync(values.out).length > 0) {
  console.error(`${String(values.out)} is not empty: name a new folder`);
  process.exit(2);
}
const number = (value, otherwise) => (value === undefined ? otherwise : Number(value));
const corpus = writeCorpus(values.out, {
  records: number(values.records, DEFAULTS.records),
  objects: number(values.objects, DEFAULTS.objects),
  seed: values.seed ?? DEFAULTS.seed,
  relevant: number(values.relevant, DEFAULTS.relevant),
  runAs: number(values["run-as"], DEFAULTS.runAs),
  accounts: number(values.accounts, DEFAULTS.accounts),
  functions: number(values.functions, DEFAULTS.functions),
  skew: number(values.skew, DEFAULTS.skew),
});
writeFileSync(path.join(values.out, "corpus.json"), `${JSON.stringify(corpus, null, 2)}\n`);
console.log(
  `${corpus.records} records, mean ${Math.round(corpus.json / corpus.records)} bytes, gzip 1:${(corpus.json / corpus.gzip).toFixed(1)}, ${Math.round((100 * corpus.roleSessions) / corpus.records)} % by role sessions; planted ${corpus.planted}`,
);
