/** Writes a scenario's records as delivery objects: one for each region and day. */
import { rmSync } from "node:fs";
import { objectKey, writeObject } from "../../bench/cloudtrail/objects.mjs";
import { makeRandom } from "../../bench/cloudtrail/random.mjs";

const DAY = 86_400_000;

/** @returns {{objects: number, gzip: number}} */
export function writeLogs(folder, name, records) {
  rmSync(folder, { recursive: true, force: true });
  const byObject = groupBy(records);
  let gzip = 0;
  for (const [key, group] of byObject) {
    const [region, day] = key.split(" ");
    const first = group[0];
    const random = makeRandom(`${name}/object/${key}`);
    const deliveredMs = Number(day) * DAY + DAY - 5 * 60_000;
    const objectName = objectKey({ account: first.recipientAccountId, region, deliveredMs, random });
    gzip += writeObject(folder, objectName, shuffledALittle(group, random), 9).gzip;
  }
  return { objects: byObject.size, gzip };
}

function groupBy(records) {
  const groups = new Map();
  for (const record of records) {
    const key = `${record.awsRegion} ${Math.floor(Date.parse(record.eventTime) / DAY)}`;
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
