/** The usual corpora. One that is there already is taken as it is, unless an older generator or other options made it. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DEFAULTS, writeCorpus } from "./cloudtrail/corpus.mjs";
import { OTHER_DEFAULTS, OTHERS, writeOtherCorpus } from "./others/corpus.mjs";

/** In all of them stage rules look at half a percent of the records. */
const MILLION = { ...DEFAULTS, records: 1_000_000, objects: 400, relevant: 0.005 };
/** Of the first, one percent is relevant: these and as many records by functions. */
const CLOUDTRAIL = {
  "mix-1": { ...MILLION, runAs: 0.005 },
  "mix-25": { ...MILLION, runAs: 0.25 },
  "mix-60": { ...MILLION, runAs: 0.6 },
  small: { ...MILLION, runAs: 0.005, objects: 100_000 },
};

/** CloudTrail in three mixes and two shapes: makes those that are missing below `folder` and returns where all of them are. */
export function makeCorpora(folder) {
  return Object.entries(CLOUDTRAIL).map(([name, options]) =>
    make(path.join(folder, name), options, (target) => writeCorpus(target, options)),
  );
}

/** The main logs of the other providers, in each of their forms: likewise. */
export function makeOtherCorpora(folder) {
  return OTHERS.flatMap((log) =>
    log.forms.map((form) => {
      const options = { ...OTHER_DEFAULTS, form };
      return make(path.join(folder, `${log.source.replace("/", "-")}-${form}`), options, (target) =>
        writeOtherCorpus(target, log, options),
      );
    }),
  );
}

/** CloudTrail `count` times, made as a corpus was but of other seeds: likewise. */
export function makeSeeds(folder, { records, objects, relevant, runAs, accounts, functions, skew }, count) {
  return Array.from({ length: count }, (_, nth) => {
    const options = { records, objects, seed: `soak-${nth + 1}`, relevant, runAs, accounts, functions, skew };
    return make(path.join(folder, options.seed), options, (target) => writeCorpus(target, options));
  });
}

function make(target, options, write) {
  const description = path.join(target, "corpus.json");
  if (!isMadeOf(description, options)) {
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    writeFileSync(description, `${JSON.stringify(write(target), null, 2)}\n`);
  }
  return target;
}

/** Whether a corpus is there and was made with these options. */
function isMadeOf(description, options) {
  if (!existsSync(description)) return false;
  const known = JSON.parse(readFileSync(description, "utf8"));
  // The generator may add a few records to those asked for.
  return Object.entries(options).every(([name, value]) => name === "records" || known[name] === value);
}
