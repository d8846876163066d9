import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { loadStageRules } from "../rules/files/load-stage-rules.ts";
import { SOURCES } from "../sources/registry.gen.ts";
import { scratchFolder } from "./__fixtures__/scratch.ts";
import { tinyOptions } from "./__fixtures__/tiny-source.ts";
import { readInputs } from "./read-inputs.ts";

const scratch = scratchFolder();
afterAll(() => scratch.clear());

type Event = Readonly<Record<string, unknown>>;

/** Events made by hand: calls that stage rules look at, a function's own session, a service, noise. */
function handMade(): readonly Event[] {
  const user = { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/dev", accountId: "111122223333", accessKeyId: "AKIAEXAMPLE" };
  const session = {
    type: "AssumedRole",
    arn: "arn:aws:sts::111122223333:assumed-role/fn-role/fn",
    sessionContext: { sessionIssuer: { type: "Role", arn: "arn:aws:iam::111122223333:role/fn-role" } },
    inScopeOf: { issuerType: "AWS::Lambda::Function", credentialsIssuedTo: "arn:aws:lambda:eu-west-1:111122223333:function:fn" },
  };
  const lambda = { type: "AWSService", invokedBy: "lambda.amazonaws.com" };
  const calls: readonly (readonly [string, string, Event, Event])[] = [
    ["lambda", "CreateFunction20150331", user, { functionName: "fn", role: "arn:aws:iam::111122223333:role/fn-role" }],
    ["sts", "AssumeRole", lambda, { roleArn: "arn:aws:iam::111122223333:role/fn-role", roleSessionName: "fn" }],
    ["s3", "ListBuckets", session, {}],
    ["ec2", "DescribeInstances", user, { filter: '{"eventName":"CreateUser"}' }],
    ["iam", "AttachUserPolicy", session, { userName: "dev", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }],
    ["lambda", "CreateFunctionSnapshot20290101", user, { functionName: "fn" }],
    ["events", "PutFutureRule", session, {}],
    ["kms", "Decrypt", user, { note: "caf\u00e9 \u2028 <b>" }],
  ];
  return Array.from({ length: 300 }, (_, at) => {
    const [service, eventName, userIdentity, requestParameters] = calls[at % calls.length]!; // in range by the remainder
    return {
      eventVersion: "1.11",
      userIdentity,
      eventTime: new Date(Date.UTC(2026, 9, 1, 0, at)).toISOString().replace(".000", ""),
      eventSource: `${service}.amazonaws.com`,
      eventName,
      awsRegion: "eu-west-1",
      sourceIPAddress: "198.51.100.7",
      userAgent: at % 7 === 0 ? "Boto3/1.40 exec-env/AWS_Lambda_python3.13" : "aws-cli/2",
      requestParameters,
      responseElements: null,
      eventID: `00000000-0000-4000-8000-${String(at % 250).padStart(12, "0")}`,
      eventType: "AwsApiCall",
      recipientAccountId: "111122223333",
    };
  });
}

interface Seen {
  readonly facts: number;
  readonly rows: number;
  readonly parsed: number;
  readonly records: number;
  readonly unmapped: Readonly<Record<string, number>>;
}

async function expectBothWaysAlike(events: readonly Event[], text = JSON.stringify({ Records: events })): Promise<Seen> {
  const file = scratch.write("events.json.gz", gzipSync(text));
  const rules = await loadStageRules();
  let parsed = 0;
  const counting = SOURCES.map((source) => ({
    ...source,
    matches: (record: Event) => {
      parsed += 1;
      return source.matches(record);
    },
  }));
  const quick = tinyOptions({ sources: counting, rules });
  const result = await readInputs([file], quick.options);
  const parsedQuickly = parsed;
  const careful = tinyOptions({ sources: SOURCES, rules, parseEverything: true });
  expect(await readInputs([file], careful.options)).toEqual(result);
  expect(careful.facts).toEqual(quick.facts);
  expect(careful.activities).toEqual(quick.activities);
  return {
    facts: quick.facts.length,
    rows: quick.activities.length,
    parsed: parsedQuickly,
    records: result.totals.records,
    unmapped: result.unmapped,
  };
}

it("loses no record of another log behind records that mean nothing", async () => {
  const noise = handMade().filter(({ eventName }) => eventName === "DescribeInstances");
  const finding = { schemaVersion: "2.0", accountId: "111122223333", type: "CryptoCurrency:Lambda/BitcoinTool.B" };
  const service = { serviceName: "guardduty", eventFirstSeen: "2026-10-05T09:00:00Z" };
  const lambda = { functionArn: "arn:aws:lambda:eu-west-1:111122223333:function:fn" };
  const other = { ...finding, id: "f1", service, resource: { resourceType: "Lambda", lambdaDetails: lambda } };
  for (const events of [
    [...noise, other],
    [...noise, other, ...noise, { unlike: "anything" }],
  ]) {
    for (const end of ["\n", "\r\n"]) {
      const lines = events.map((event) => JSON.stringify(event) + end).join("");
      expect(await expectBothWaysAlike(events, lines)).toMatchObject({ records: events.length, facts: 1 });
    }
    expect(await expectBothWaysAlike(events)).toMatchObject({ records: events.length, facts: 1 });
  }
});

it("reads CloudTrail objects alike both ways", async () => {
  const { facts, rows, parsed, unmapped } = await expectBothWaysAlike(handMade());
  expect(facts).toBeGreaterThan(90);
  expect(unmapped).toEqual({ "events:PutFutureRule": 37, "lambda:CreateFunctionSnapshot": 37 });
  expect(rows).toBeGreaterThan(0);
  expect(parsed).toBeLessThan(260);
});

const realLogs = process.env["TEST_REAL_LOGS"];
it("reads real CloudTrail events alike both ways, in the layout of a delivered object", async () => {
  if (realLogs === undefined) {
    console.log("not run: TEST_REAL_LOGS is not set");
    return;
  }
  const folder = `${realLogs}/stratus-red-team/detonation-logs`;
  const events = readdirSync(folder).flatMap((name): Event[] => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")));
  const delivered = events.map(({ eventVersion, ...rest }) => ({ eventVersion, ...rest }));
  const { facts, parsed } = await expectBothWaysAlike([...delivered, ...delivered]);
  expect(facts).toBeGreaterThan(100);
  expect(parsed).toBeLessThan(delivered.length);
});
