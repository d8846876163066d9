/** Corpora of the other providers' main logs: a week of objects, one planted attack; the same seed gives the same bytes. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { makeRandom } from "../cloudtrail/random.mjs";
import { AZURE_ACTIVITY } from "./azure-activity.mjs";
import { GCP_AUDIT } from "./gcp-audit.mjs";
import { M365_AUDIT } from "./m365-audit.mjs";
import { WORKSPACE_REPORTS } from "./workspace-reports.mjs";

const SPAN = 7 * 86_400_000;
const FIRST = Date.UTC(2026, 9, 5);
/** How late in it the attack is. */
const ATTACK = 0.8;

export const OTHERS = [GCP_AUDIT, AZURE_ACTIVITY, M365_AUDIT, WORKSPACE_REPORTS];

/** @typedef {{records: number, objects: number, seed: string, relevant: number, runAs: number, form?: string}} OtherOptions */

/** @type {OtherOptions} */
export const OTHER_DEFAULTS = { records: 200_000, objects: 80, seed: "1", relevant: 0.01, runAs: 0.05 };

/**
 * Writes a corpus of one log below `folder`/logs and returns what it holds. `form`: one of the log's forms; the first if absent.
 * @param {string} folder @param {(typeof OTHERS)[number]} log @param {OtherOptions} options
 */
export function writeOtherCorpus(folder, log, options) {
  const form = options.form ?? log.forms[0];
  const attackIn = Math.floor(ATTACK * options.objects);
  const total = { records: 0, json: 0, gzip: 0 };
  const attack = log.planted(windowOf(attackIn, options).from + 1000);
  for (let nth = 0; nth < options.objects; nth += 1) {
    const random = makeRandom(`${options.seed}/${log.source}/${nth}`);
    const { from, to } = windowOf(nth, options);
    const told = nth === attackIn ? attack.records : [];
    const count = Math.floor(options.records / options.objects) + (nth < options.records % options.objects ? 1 : 0) - told.length;
    const records = Array.from({ length: count }, () => log.ordinary(random, from + random.int(to - from), options));
    records.push(...told);
    const sizes = write(path.join(folder, "logs", log.keyOf(nth, from, form)), log.textOf(records, form));
    // An item of Workspace holds one record for each of its events.
    for (const record of records) total.records += log.recordsIn?.(record) ?? 1;
    total.json += sizes.json;
    total.gzip += sizes.gzip;
  }
  return { ...options, ...total, form, source: log.source, logs: "logs", planted: attack.automation };
}

function windowOf(nth, { objects }) {
  const from = FIRST + Math.floor((nth / objects) * SPAN);
  return { from, to: from + Math.min(3_600_000, Math.floor(SPAN / objects)) };
}

function write(file, text) {
  const plain = Buffer.from(text);
  const gzip = gzipSync(plain, { level: 6 });
  // The header's time and operating system would make equal content differ between machines.
  gzip.fill(0, 4, 8);
  gzip[9] = 255;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, gzip);
  return { json: plain.length, gzip: gzip.length };
}
