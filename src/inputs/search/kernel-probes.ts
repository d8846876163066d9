/** Bytes of a pattern that the kernel looks at first. */
export const PROBE_BYTES = 3;
const SETS = 8;

/** Where in its pattern a probe begins, and the set that the pattern belongs to. */
export interface Probe {
  readonly at: number;
  readonly set: number;
}

/**
 * Chooses for each pattern a probe and one of eight sets, so that places that only look like a
 * pattern are rare: a set takes any mixture of its patterns' nibbles, so patterns that have little in
 * common are better apart. Each goes where it adds least.
 */
export function assignProbes(patterns: readonly Uint8Array[]): readonly Probe[] {
  const sets = Array.from({ length: SETS }, newTables);
  const rates = sets.map(rateOf);
  return patterns.map((bytes) => {
    let best: Probe & { readonly cost: number } = { at: 0, set: 0, cost: Infinity };
    for (const at of rarestPlaces(bytes)) {
      for (const [set, tables] of sets.entries()) {
        const cost = rateOf(extended(tables, bytes, at)) - rates[set]!; // a rate for each set
        if (cost < best.cost) best = { at, set, cost };
      }
    }
    sets[best.set] = extended(sets[best.set]!, bytes, best.at); // a set of the list
    rates[best.set] = rateOf(sets[best.set]!);
    return best;
  });
}

const MOST_PLACES = 2;

/** Where the bytes of a pattern are rarest, taken for themselves. */
function rarestPlaces(bytes: Uint8Array): readonly number[] {
  const places = Array.from({ length: Math.max(1, bytes.length - PROBE_BYTES + 1) }, (_, at) => ({
    at,
    rate: rateOf(extended(newTables(), bytes, at)),
  }));
  return places
    .toSorted((a, b) => a.rate - b.rate || a.at - b.at)
    .slice(0, MOST_PLACES)
    .map(({ at }) => at);
}

/** For each byte of a probe the low and the high nibbles that a set takes, as bits. */
interface Nibbles {
  readonly low: number;
  readonly high: number;
}
type Tables = readonly Nibbles[];

function takes(nibbles: Nibbles | undefined, byte: number): boolean {
  return nibbles !== undefined && ((nibbles.low >> (byte & 15)) & (nibbles.high >> (byte >> 4)) & 1) === 1;
}

function newTables(): Tables {
  return Array.from({ length: PROBE_BYTES }, () => ({ low: 0, high: 0 }));
}

function extended(tables: Tables, bytes: Uint8Array, at: number): Tables {
  return tables.map(({ low, high }, k) => {
    const byte = bytes[at + k];
    return byte === undefined ? { low: 0xffff, high: 0xffff } : { low: low | (1 << (byte & 15)), high: high | (1 << (byte >> 4)) };
  });
}

/** Places in the sample that a set does not rule out, and a little for every nibble, for what the sample lacks. */
function rateOf(tables: Tables): number {
  const [a, b, c] = tables;
  let rate = 0;
  for (let at = 0; at + PROBE_BYTES <= SAMPLE.length; at += 1) {
    if (takes(a, SAMPLE[at]!) && takes(b, SAMPLE[at + 1]!) && takes(c, SAMPLE[at + 2]!)) rate += 1; // within the sample
  }
  return rate + tables.reduce((share, { low, high }) => share * (bits(low) / 16) * (bits(high) / 8), 1);
}

function bits(mask: number): number {
  let count = 0;
  for (let left = mask; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Keys and values as clouds' audit logs write them, made up: what stands here is common, and a bad probe. */
const SAMPLE = Buffer.from(
  `{"eventVersion":"1.10","userIdentity":{"type":"AssumedRole","principalId":"AROAQ7XK2LMN3PZ4R5ST6:i-0a1b2c3d4e5f60718",
"arn":"arn:aws:sts::412390857166:assumed-role/orders-instance-role/i-0a1b2c3d4e5f60718","accountId":"412390857166","accessKeyId":
"ASIAW3QH7ZK2MX5LN8PT","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAQ7XK2LMN3PZ4R5ST6","arn":
"arn:aws:iam::412390857166:role/orders-instance-role","accountId":"412390857166","userName":"orders-instance-role"},"attributes":
{"creationDate":"2026-10-05T00:11:02Z","mfaAuthenticated":"false"},"ec2RoleDelivery":"2.0"},"invokedBy":"lambda.amazonaws.com"},
"eventTime":"2026-10-05T00:12:44Z","eventSource":"dynamodb.amazonaws.com","eventName":"DescribeLogStreams","awsRegion":"us-east-1",
"sourceIPAddress":"203.0.113.17","userAgent":"Boto3/1.40.61 md/Botocore#1.40.61 os/linux lang/python#3.12.11","errorCode":"AccessDenied",
"requestParameters":{"bucketName":"media-exports","Host":"s3.eu-west-1.amazonaws.com","tableName":"orders-table","functionName":null},
"responseElements":null,"additionalEventData":{"SignatureVersion":"SigV4","bytesTransferredIn":0},"requestID":
"5f3c9a70-1d2e-4b6a-8c7d-9e0f1a2b3c4d","eventID":"0b1c2d3e-4f5a-4678-9abc-def012345678","readOnly":true,"resources":[{"ARN":
"arn:aws:s3:::media-exports","type":"AWS::S3::Bucket"}],"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":
"412390857166","eventCategory":"Management","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256",
"clientProvidedHostHeader":"dynamodb.us-east-1.amazonaws.com"}},{"protoPayload":{"methodName":"google.storage.objects.get","resourceName":
"projects/_/buckets/b","serviceName":"storage.googleapis.com","authenticationInfo":{"principalEmail":"a@b.iam.gserviceaccount.com"}},
"insertId":"1x2y3z","timestamp":"2026-10-05T00:12:44.123Z","severity":"NOTICE","logName":"cloudaudit.googleapis.com%2Factivity"},
{"operationName":"Microsoft.Web/sites/write","resourceId":"/subscriptions/0/resourceGroups/g","callerIpAddress":"203.0.113.9"}`.replaceAll(
    "\n",
    "",
  ),
);
