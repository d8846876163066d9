/** Moves records into another partition of AWS, whose regions and ARNs have other names. */

/** Where the company lives in each partition; global services log to one region there. */
const REGIONS = {
  "aws-us-gov": { "eu-west-1": "us-gov-west-1", "us-east-1": "us-gov-west-1" },
  "aws-cn": { "eu-west-1": "cn-northwest-1", "us-east-1": "cn-north-1" },
};

/** @param {readonly object[]} records @param {keyof typeof REGIONS} partition */
export function inPartition(records, partition) {
  let text = JSON.stringify(records).replaceAll("arn:aws:", `arn:${partition}:`);
  for (const [from, to] of Object.entries(REGIONS[partition])) text = text.replaceAll(from, to);
  return JSON.parse(text);
}
