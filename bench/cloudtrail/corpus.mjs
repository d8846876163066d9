/** A whole corpus: several accounts, one region each, a week of objects, one planted attack. */
import { backgroundRecord, SKEW } from "./background.mjs";
import { objectKey, writeObject } from "./objects.mjs";
import { plantedAttack } from "./planted.mjs";
import { makeRandom, numberFrom } from "./random.mjs";
import { makeSite } from "./site.mjs";

const WEEK = 7 * 86_400_000;
const FIRST = Date.UTC(2026, 9, 5);
const REGIONS = ["us-east-1", "eu-west-1", "us-west-2"];

/** @typedef {{records: number, objects: number, seed: string, relevant: number, runAs: number, accounts: number, functions: number, skew: number}} CorpusOptions */

/** @type {CorpusOptions} */
export const DEFAULTS = { records: 100_000, objects: 40, seed: "1", relevant: 0.01, runAs: 0.01, accounts: 6, functions: 350, skew: SKEW };

/**
 * Writes the corpus below `folder` and returns what it holds.
 * @param {string} folder @param {CorpusOptions} options
 */
export function writeCorpus(folder, options) {
  const sites = makeSites(options);
  const attackIn = attackObject(options, sites.length);
  const attack = plantedAttack(sites[0], windowOf(attackIn, options).from + 1000);
  const total = { records: 0, json: 0, gzip: 0, roleSessions: 0 };
  for (let i = 0; i < options.objects; i += 1) {
    const random = makeRandom(`${options.seed}/object/${i}`);
    const site = sites[i % sites.length];
    const window = windowOf(i, options);
    const planted = i === attackIn ? attack.records : [];
    const records = objectRecords(site, random, window, shareOf(i, options) - planted.length, options);
    records.push(...planted);
    const key = objectKey({ account: site.account, region: site.home, deliveredMs: window.to, random });
    const sizes = writeObject(folder, key, records);
    total.records += records.length;
    total.json += sizes.json;
    total.gzip += sizes.gzip;
    for (const record of records) if (record.userIdentity.type === "AssumedRole") total.roleSessions += 1;
  }
  return { ...options, ...total, planted: attack.automation };
}

/** Accounts differ in their home region; the first lives in us-east-1, where IAM is recorded too. */
function makeSites(options) {
  return Array.from({ length: options.accounts }, (_, i) => {
    const account = String(100_000_000_000 + numberFrom(`${options.seed}/account/${i}`, 899_999_999_999));
    return makeSite({ account, home: REGIONS[i % REGIONS.length], functions: options.functions, people: 12, instances: 60, tasks: 40 });
  });
}

function windowOf(i, options) {
  const from = FIRST + Math.floor((i / options.objects) * WEEK);
  return { from, to: from + Math.min(15 * 60_000, Math.floor(WEEK / options.objects)) };
}

/** Records are spread evenly; the first objects take the remainder. */
function shareOf(i, options) {
  return Math.floor(options.records / options.objects) + (i < options.records % options.objects ? 1 : 0);
}

function objectRecords(site, random, window, count, options) {
  const mix = { runAs: options.runAs, relevant: options.relevant, skew: options.skew };
  const records = [];
  while (records.length < count) {
    const record = backgroundRecord(site, random, window.from + random.int(window.to - window.from), mix);
    // Calls to global services are delivered under us-east-1 only.
    if (record.awsRegion === site.home) records.push(record);
  }
  return records;
}

/** The first account's object nearest to the attack's time. */
function attackObject(options, accounts) {
  const wanted = Math.floor(((5 * 24 + 3) / (7 * 24)) * options.objects);
  return wanted - (wanted % accounts);
}
