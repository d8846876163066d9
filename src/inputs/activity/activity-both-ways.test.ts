import * as fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { loadStageRules } from "../../rules/files/load-stage-rules.ts";
import { SOURCES } from "../../sources/registry.gen.ts";
import { scratchFolder } from "../__fixtures__/scratch.ts";
import { tinyOptions } from "../__fixtures__/tiny-source.ts";
import { readInputs } from "../read-inputs.ts";

/* Rows of activity that are read without a parser, against the parser. Records made by hand after the vendor's shapes. */

const scratch = scratchFolder();
afterAll(() => scratch.clear());
const rules = await loadStageRules();

type Fields = Record<string, unknown>;

function session(part: Fields): Fields {
  return {
    type: "AssumedRole",
    principalId: "AROAEXAMPLE:fn",
    arn: "arn:aws:sts::111122223333:assumed-role/fn-role/fn",
    accountId: "111122223333",
    accessKeyId: "ASIAEXAMPLE",
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: "AROAEXAMPLE",
        arn: "arn:aws:iam::111122223333:role/fn-role",
        accountId: "111122223333",
        userName: "fn-role",
      },
      attributes: { creationDate: "2026-10-01T08:00:00Z", mfaAuthenticated: "false" },
    },
    inScopeOf: { issuerType: "AWS::Lambda::Function", credentialsIssuedTo: "arn:aws:lambda:eu-west-1:111122223333:function:fn" },
    ...part,
  };
}

function event(nth: number, part: Fields): Fields {
  return {
    eventVersion: "1.11",
    userIdentity: session({}),
    eventTime: new Date(Date.UTC(2026, 1, 27, 0, nth * 37)).toISOString().replace(".000", ""),
    eventSource: "logs.amazonaws.com",
    eventName: "CreateLogStream",
    awsRegion: "eu-west-1",
    sourceIPAddress: "198.51.100.7",
    userAgent: "Boto3/1.40 exec-env/AWS_Lambda_python3.13",
    requestParameters: { logGroupName: "/aws/lambda/fn", logStreamName: 'a "quoted" \\ name' },
    responseElements: null,
    requestID: "r",
    eventID: `00000000-0000-4000-8000-${String(nth % 40).padStart(12, "0")}`,
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: "111122223333",
    eventCategory: "Management",
    ...part,
  };
}

const identities: readonly Fields[] = [
  {},
  { invokedBy: "lambda.amazonaws.com", arn: "arn:aws:sts::111122223333:assumed-role/fn-role/awslambda_1" },
  { inScopeOf: null },
  { inScopeOf: { issuerType: "AWS::EC2::Instance", credentialsIssuedTo: "i-1" } },
  { inScopeOf: { issuerType: "AWS::Lambda::Function", credentialsIssuedTo: 7 } },
  { sessionContext: null },
  { sessionContext: { sessionIssuer: {} } },
  { sessionContext: "none" },
  { arn: "no arn" },
  { arn: undefined },
  { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/dev" },
  { type: "AWSService", invokedBy: undefined },
  { accountId: 111122223333, principalId: null },
  { onBehalfOf: { userId: "u" } },
  { arn: "arn:aws:sts::111122223333:assumed-role/fn-role/caf\u00e9" },
];

const changes: readonly Fields[] = [
  {},
  { eventName: "ListBuckets", eventSource: "s3.amazonaws.com", errorCode: "AccessDenied", errorMessage: "no" },
  { eventName: "PutMetricData", errorCode: "ThrottlingException" },
  { eventName: "AssumeRole", eventSource: "sts.amazonaws.com" },
  { eventName: "AttachUserPolicy", eventSource: "iam.amazonaws.com", requestParameters: { userName: "dev" } },
  { eventName: "GetObject ", eventSource: "S3.amazonaws.com" },
  { sourceIPAddress: "10.1.2.3" },
  { sourceIPAddress: "logs.amazonaws.com", userAgent: "logs.amazonaws.com" },
  { sourceIPAddress: null, awsRegion: null },
  { sourceIPAddress: "2600:1f18::1" },
  { recipientAccountId: undefined },
  { recipientAccountId: "" },
  { eventTime: "2026-02-29T00:00:00Z" },
  { eventTime: "2024-02-29T23:59:59Z" },
  { eventTime: "2026-10-01T00:00:00.500Z" },
  { eventTime: "2026-10-01T00:00:00+02:00" },
  { eventTime: 1 },
  { eventTime: "1999-10-01T00:00:00Z" },
  { eventTime: "2106-10-01T00:00:00Z" },
  { eventID: "" },
  { eventID: "id / with ~ more" },
  { eventID: undefined },
  { addendum: { reason: "UPDATED_DATA", originalEventID: "e1" } },
  { responseElements: '{"a":1}' },
  { requestParameters: "text" },
  { requestParameters: { omitted: true } },
  { eventType: "AwsCloudTrailInsight" },
  { eventCategory: "Insight" },
  { detail: { eventName: "x" } },
  { digestStartTime: "x" },
  { sharedEventID: "s", readOnly: "false", resources: [{ ARN: "arn:aws:s3:::b" }], managementEvent: 7 },
  { errorCode: ["AccessDenied"] },
];

/** Ways to spoil a record as text. */
const spoils: readonly ((text: string) => string)[] = [
  (text) => text.replace('"eventName":', '"eventName" : '),
  (text) => text.replace(',"eventTime"', '\n\t,"eventTime"'),
  (text) => text.replace(/}$/, ',"eventName":"DescribeAlarms"}'),
  (text) => text.replace(/}$/, ',"recipientAccountId":"444455556666"}'),
  (text) => text.replace('"accountId"', '"accountId":"444455556666","accountId"'),
  (text) => text.replace('"logGroupName"', '"logStreamName":"twice","logGroupName"'),
  (text) => text.replace("CreateLogStream", "Create\\u004cogStream"),
  (text) => text.replace('"eventTime"', '"event\\u0054ime"'),
  (text) => text.replace("fn-role/fn", "fn-role\\/fn"),
  (text) => text.replace('"readOnly":false', '"readOnly":01'),
  (text) => text.replace('"readOnly":false', '"readOnly":-0.5e+3'),
  (text) => text.replace('"readOnly":false', '"readOnly":fals'),
  (text) => text.replace('"readOnly":false', '"readOnly":[1,[{}],{"a":[]},-1.25,true,false,null,""]'),
  (text) => text.replace('"readOnly":false', '"readOnly":[1,]'),
  (text) => text.replace('"readOnly":false', '"readOnly":{"a":1,}'),
  (text) => text.replace('"readOnly":false', '"readOnly":"\\x"'),
  (text) => text.replace('"readOnly":false', '"readOnly":"\\n\\t\\"\\\\"'),
  (text) => text.replace('"readOnly":false', '"readOnly":"a\nb"'),
  (text) => text.replace('"readOnly":false', `"readOnly":${"[".repeat(50)}${"]".repeat(50)}`),
  (text) => text.replace('"requestID":"r"', '"requestID":"\u00e9\u{1F600}"'),
  (text) => text.replace('"requestID":"r",', '"requestID":"r"'),
  (text) => text.replace("}", ""),
  (text) => text.replace('"inScopeOf":{', '"inScopeOf":{"issuerType":"AWS::EC2::Instance",'),
];

const record: fc.Arbitrary<{ part: Fields; spoil: ((text: string) => string) | null }> = fc.record({
  part: fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom(...identities) }),
      fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 2, arbitrary: fc.constantFrom(...changes) }),
      fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.record({ requestParameters: fc.jsonValue() }) }),
    )
    .map(([identity, change, free]): Fields => ({ ...change, ...free, userIdentity: session(identity) })),
  spoil: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...spoils) }),
});

async function readAs(file: string, part: Parameters<typeof tinyOptions>[0]): Promise<unknown> {
  const { options, facts, activities } = tinyOptions({ sources: SOURCES, rules, ...part });
  const result = await readInputs([file], options);
  return { result, facts, activities };
}

it("gives the same rows, facts, counts and pointers as the parser, whatever a record of a function's session looks like", async () => {
  let run = 0;
  const files = fc.record({ records: fc.array(record, { minLength: 20, maxLength: 60 }), late: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(files, async ({ records, late }) => {
      run += 1;
      // The first record is always parsed.
      const texts = [{ part: {}, spoil: null }, ...records].map(({ part, spoil }, nth) => {
        const text = JSON.stringify(event(nth, part));
        return spoil === null ? text : spoil(text);
      });
      const file = scratch.write(`r${run}.json`, `{"Records":[${texts.join(",")}]}`);
      const range = late ? { fromMs: Date.UTC(2026, 1, 27, 2) } : {};
      expect(await readAs(file, range)).toEqual(await readAs(file, { ...range, parseEverything: true }));
    }),
    { numRuns: 40 },
  );
});

it("parses few records of functions' sessions", async () => {
  let parsed = 0;
  const counting = SOURCES.map((source) => ({
    ...source,
    matches: (one: Readonly<Fields>) => {
      parsed += 1;
      return source.matches(one);
    },
  }));
  const many = Array.from({ length: 2000 }, (_, nth) => event(nth, { sourceIPAddress: `198.51.100.${nth % 256}` }));
  const file = scratch.write("many.json", JSON.stringify({ Records: many }));
  const { options, activities } = tinyOptions({ sources: counting, rules });
  const { totals } = await readInputs([file], options);
  expect(totals).toMatchObject({ records: 2000, rolled_up: 40, duplicate: 1960 });
  expect(activities.length).toBeGreaterThan(100);
  expect(parsed).toBeLessThan(20);
});

/** A call of a role that is no automation's, which no rule asks about. */
function noise(nth: number, part: Fields = {}): Fields {
  const userIdentity = session({ inScopeOf: null });
  return event(nth, {
    eventName: "DescribeAlarms",
    eventSource: "monitoring.amazonaws.com",
    userAgent: "aws-cli/2",
    userIdentity,
    ...part,
  });
}

it("takes samples of noise for what the parser takes them for, whatever they look like", async () => {
  const odd = [
    ...changes.map((part) => JSON.stringify(noise(0, part))),
    ...identities.map((part) => JSON.stringify(noise(0, { userIdentity: session({ inScopeOf: null, ...part }) }))),
    ...spoils.map((spoil) => spoil(JSON.stringify(noise(0)))),
  ];
  const rest = [1, 2].map((nth) => JSON.stringify(noise(nth)));
  for (const [nth, first] of odd.entries()) {
    const file = scratch.write(`noise${nth}.json`, `{"Records":[${[first, ...rest].join(",")}]}`);
    expect(await readAs(file, {}), first).toEqual(await readAs(file, { parseEverything: true }));
  }
});

it("parses few samples of noise", async () => {
  let asked = 0;
  const counting = SOURCES.map((source) => ({
    ...source,
    matches: (one: Readonly<Fields>) => {
      asked += 1;
      return source.matches(one);
    },
  }));
  const file = scratch.write("noise.json", JSON.stringify({ Records: Array.from({ length: 10_000 }, (_, nth) => noise(nth)) }));
  const { options } = tinyOptions({ sources: counting, rules });
  const { totals, recordsBySource } = await readInputs([file], options);
  expect([totals.irrelevant, recordsBySource]).toEqual([10_000, { "aws/cloudtrail": 10_000 }]);
  expect(asked).toBeLessThan(5);
});
