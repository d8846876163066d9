/** The usual corpora: three mixes, two shapes. A corpus that is there already is taken as it is, unless an older generator made it. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DEFAULTS, writeCorpus } from "./cloudtrail/corpus.mjs";

const CORPORA = {
  "mix-1": { runAs: 0.01 },
  "mix-25": { runAs: 0.25 },
  "mix-60": { runAs: 0.6 },
  small: { runAs: 0.01, objects: 100_000 },
};

/** Makes those that are missing below `folder` and returns where all of them are. */
export function makeCorpora(folder) {
  return Object.entries(CORPORA).map(([name, part]) => {
    const target = path.join(folder, name);
    if (!isCurrent(path.join(target, "corpus.json"))) {
      rmSync(target, { recursive: true, force: true });
      mkdirSync(target, { recursive: true });
      const corpus = writeCorpus(target, { ...DEFAULTS, records: 1_000_000, objects: 400, seed: "1", ...part });
      writeFileSync(path.join(target, "corpus.json"), `${JSON.stringify(corpus, null, 2)}\n`);
    }
    return target;
  });
}

function isCurrent(description) {
  return existsSync(description) && JSON.parse(readFileSync(description, "utf8")).skew === DEFAULTS.skew;
}
