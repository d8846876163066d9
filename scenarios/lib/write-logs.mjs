/** Writes a scenario's records as delivery objects: one for each account, region and day. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { objectKey, writeObject } from "../../bench/cloudtrail/objects.mjs";
import { makeRandom } from "../../bench/cloudtrail/random.mjs";

const DAY = 86_400_000;

/**
 * How the records reach us.
 * @typedef {object} Delivery
 * @property {string} [partition] such as `aws-us-gov`
 * @property {string} [organisation] id of an organisation whose trail it is: part of the object's key
 * @property {boolean} [lines] an export as one file of JSON Lines instead of delivery objects
 * @property {Readonly<Record<string, number>>} [lateDays] days by which whole regions come late
 * @property {{from: string, to: string}} [dark] a time of which nothing is delivered, because logging was off
 * @property {readonly string[]} [twice] regions whose objects a second trail delivers again
 */

/** @param {Delivery} delivery @returns {{objects: number, gzip: number}} */
export function writeLogs(folder, name, records, delivery = {}) {
  rmSync(folder, { recursive: true, force: true });
  if (delivery.lines === true) return writeLines(folder, name, records);
  const byObject = groupBy(records);
  let gzip = 0;
  for (const [key, group] of byObject) {
    const [account, region, day] = key.split(" ");
    const random = makeRandom(`${name}/object/${region} ${day}`);
    const late = delivery.lateDays?.[region] ?? 0;
    const deliveredMs = (Number(day) + late) * DAY + DAY - 5 * 60_000;
    const objectName = inOrganisation(objectKey({ account, region, deliveredMs, random }), delivery.organisation);
    const shuffled = shuffledALittle(group, random);
    gzip += writeObject(folder, objectName, shuffled, 9).gzip;
    if (delivery.twice?.includes(region)) gzip += writeObject(path.join(folder, "second-trail"), objectName, shuffled.toReversed(), 9).gzip;
  }
  return { objects: byObject.size, gzip };
}

/** `AWSLogs/o-…/ACCOUNT/…`: what an organisation's trail writes. */
function inOrganisation(key, organisation) {
  return organisation === undefined ? key : key.replace("AWSLogs/", `AWSLogs/${organisation}/`);
}

function writeLines(folder, name, records) {
  const lines = shuffledALittle(records, makeRandom(`${name}/lines`)).map((record) => `${JSON.stringify(record)}\n`);
  const bytes = gzipSync(lines.join(""), { level: 9 });
  bytes[9] = 255; // the operating system would differ between machines
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.jsonl.gz`), bytes);
  return { objects: 1, gzip: bytes.length };
}

function groupBy(records) {
  const groups = new Map();
  for (const record of records) {
    const key = `${record.recipientAccountId} ${record.awsRegion} ${Math.floor(Date.parse(record.eventTime) / DAY)}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(record);
  }
  return new Map([...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** CloudTrail does not promise order within an object: sorted by time, give or take a quarter of an hour. */
function shuffledALittle(records, random) {
  return records
    .map((record) => ({ record, at: Date.parse(record.eventTime) + random.int(900_000) }))
    .toSorted((a, b) => a.at - b.at || (a.record.eventID < b.record.eventID ? -1 : 1))
    .map(({ record }) => record);
}
