import { remember } from "../../../util/remember.ts";
import type { LogRecord } from "../../contract.ts";
import { textAt } from "../../fields.ts";
import { eventSource } from "./operation-name.ts";
import { utcTimeMs } from "../utc-time.ts";

/*
 * Names of the objects that a trail delivers: account, region and time stand in each, and in the folders around it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-filename-formats.html
 * Whoever can write to the bucket can forge an object; that its records contradict its name is a sign of it.
 */

const NAME = /(?:^|[\\/])(\d{12})_CloudTrail_([a-z0-9-]+)_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_[A-Za-z0-9]{1,40}\.json(?:\.(?:gz|zst))?$/;
const FOLDERS = /[\\/](\d{12})[\\/]CloudTrail[\\/]([a-z0-9-]+)[\\/]\d{4}[\\/]\d\d[\\/]\d\d[\\/][^\\/]*$/;

interface Delivery {
  readonly account: string;
  readonly region: string;
  readonly ms: number;
  /** Folders that say something else than the name in them. */
  readonly torn: boolean;
}

/** Services without regions: a trail of one region may deliver their events where it is itself. */
const GLOBAL = new Set([
  "iam",
  "sts",
  "organizations",
  "cloudfront",
  "route53",
  "account",
  "support",
  "signin",
  "waf",
  "globalaccelerator",
]);
const HOUR = 3_600_000;

/** Whether a record says another account or region than the name of its object, or a time after its delivery. */
export function isMisplaced(record: LogRecord, file: string): boolean {
  const delivery = deliveryOf(file);
  if (delivery === null) return false;
  if (delivery.torn) return true;
  const account = textAt(record, "recipientAccountId");
  if (account !== null && account !== delivery.account) return true;
  const tsMs = utcTimeMs(record["eventTime"]);
  if (tsMs !== null && tsMs > delivery.ms + HOUR) return true;
  const region = textAt(record, "awsRegion");
  return region !== null && region !== delivery.region && !GLOBAL.has(eventSource(textAt(record, "eventSource") ?? "").service);
}

const deliveryOf = remember(1000, (file): Delivery | null => {
  const name = NAME.exec(file);
  if (name === null) return null;
  const [, account = "", region = "", ...time] = name;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = time.map(Number);
  const folders = FOLDERS.exec(file);
  const torn = folders !== null && (folders[1] !== account || folders[2] !== region);
  return { account, region, ms: Date.UTC(year, month - 1, day, hour, minute), torn };
});
