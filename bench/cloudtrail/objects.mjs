/**
 * Delivery objects: `{"Records":[…]}`, gzip, under AWS's key layout
 * (docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html).
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

/** `AWSLogs/<account>/CloudTrail/<region>/Y/M/D/<account>_CloudTrail_<region>_<time>Z_<random>.json.gz` */
export function objectKey({ account, region, deliveredMs, random }) {
  const iso = new Date(deliveredMs).toISOString();
  const [year, month, day] = iso.slice(0, 10).split("-");
  const stamp = `${year}${month}${day}T${iso.slice(11, 13)}${iso.slice(14, 16)}Z`;
  const unique = random.uuid().replaceAll("-", "").slice(0, 16);
  return `AWSLogs/${account}/CloudTrail/${region}/${year}/${month}/${day}/${account}_CloudTrail_${region}_${stamp}_${unique}.json.gz`;
}

/** Writes one object and returns its sizes in bytes. */
export function writeObject(folder, key, records, level = 6) {
  const json = Buffer.from(`{"Records":[${records.map((record) => JSON.stringify(record)).join(",")}]}`);
  const file = path.join(folder, key);
  mkdirSync(path.dirname(file), { recursive: true });
  const gzip = timeless(gzipSync(json, { level }));
  writeFileSync(file, gzip);
  return { json: json.length, gzip: gzip.length };
}

/** The header's time and operating system would make equal content differ between machines. */
function timeless(gzip) {
  gzip.fill(0, 4, 8);
  gzip[9] = 255;
  return gzip;
}
