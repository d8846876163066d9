/** Rows 1 to 15: the same events, spelt, cut, wrapped or placed so that a reader may stumble. */
import { gzipSync } from "node:zlib";
import { ATTACK, NAME, TARGET, changed, recordsOf, renamed, tellBase, without } from "./base.mjs";

const THIEF = ["create", "rule", "permission", "targets"];
const RUN = ["run/log-stream", "run/key"];
const target = (name) => TARGET.replace(NAME, name);
const OMITTED = { omitted: true, originalSize: 184_320, reason: "requestParameters too large" };
const file = (name, bytes) => [{ name, bytes }];
const objectText = (records) => JSON.stringify({ Records: records });

/** The text of an object in which one record is replaced by raw text. */
function withRaw(label, raw) {
  const base = tellBase();
  const texts = [...base.steps].map(([key, record]) => (key === label ? raw(JSON.stringify(record)) : JSON.stringify(record)));
  return file("events.json", `{"Records":[${texts.join(",")}]}`);
}

export const SPELLING_ROWS = [
  {
    row: 1,
    what: "request left out of the create",
    expect: "DET+F",
    flag: "fields_omitted",
    records: () => changed(["create"], (r) => ({ ...r, requestParameters: OMITTED })),
  },
  {
    row: 1,
    what: "request left out of the role's grant",
    expect: "DET+F",
    flag: "fields_omitted",
    records: () => changed(["data-platform-admin/admin"], (r) => ({ ...r, requestParameters: OMITTED })),
    severity: "critical",
    onlyFact: true,
  },
  {
    row: 2,
    what: "no response to the create",
    expect: "DET",
    records: () => changed(["create"], (r) => ({ ...r, responseElements: null })),
  },
  {
    row: 2,
    what: "the function's ARN among the resources only",
    expect: "DET",
    records: () =>
      changed(["create"], (r) => ({
        ...r,
        responseElements: null,
        requestParameters: { ...r.requestParameters, functionName: undefined },
        resources: [{ ARN: TARGET, accountId: "111122223333", type: "AWS::Lambda::Function" }],
      })),
  },
  {
    row: 3,
    what: "a policy document cut in the middle",
    expect: "DET+F",
    flag: "truncated",
    records: () =>
      changed(["data-platform-admin/admin"], (r) => ({
        ...r,
        eventName: "PutRolePolicy",
        requestParameters: {
          roleName: r.requestParameters.roleName,
          policyName: "wide",
          policyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resou',
        },
      })),
    onlyFact: true,
  },
  ...["", "20150331v2", "20301231v9", "20301231"].map((suffix) => ({
    row: 4,
    what: `operations called …${suffix === "" ? " without a version" : suffix}`,
    expect: "DET",
    records: () => changed(["create", "permission"], (r) => ({ ...r, eventName: r.eventName.replace(/20\d{6}(v\d+)?$/, suffix) })),
  })),
  ...[
    "createfunction20150331",
    " CreateFunction20150331",
    "CreateFunction20150331\u00a0",
    "CreateFunction20150331\u0000",
    "Create\u200bFunction20150331",
  ].map((eventName) => ({
    row: 5,
    what: `the create called ${JSON.stringify(eventName)}`,
    expect: "DET+F",
    flag: "noncanonical",
    records: () => changed(["create"], (r) => ({ ...r, eventName })),
  })),
  ...["L\u0430mbda-sync", "caf\u00e9", "cafe\u0301", "sync\u202egpj.exe", "\u{1F980}".repeat(32)].map((name) => ({
    row: 6,
    what: `a function called ${JSON.stringify(name).slice(0, 30)}`,
    expect: "DET",
    target: target(name),
    records: () => renamed(NAME, name),
  })),
  ...["AWSServiceRoleForSupport", "prod-deploy ", "github-deploy", "aws-controltower-NotificationForwarder"].map((name) => ({
    row: 7,
    what: `a function and sessions called ${JSON.stringify(name)}`,
    expect: "DET",
    target: target(name),
    records: () => renamed(NAME, name),
  })),
  ...["APN/1.0 HashiCorp/1.0 Terraform/1.13.4", "cloudformation.amazonaws.com", "AWS Internal", "lambda.amazonaws.com"].map(
    (userAgent) => ({
      row: 8,
      what: `the agent ${userAgent}`,
      expect: "DET",
      records: () => changed([...THIEF, ...RUN], (r) => ({ ...r, userAgent })),
    }),
  ),
  ...["lambda.amazonaws.com", "AWS Internal", "2001:db8::7", "10.20.3.4", "203.0.113.20", "198.51.100.24"].map((sourceIPAddress) => ({
    row: 9,
    what: `the address ${sourceIPAddress}`,
    expect: "DET",
    records: () => changed([...THIEF, ...RUN], (r) => ({ ...r, sourceIPAddress })),
  })),
  ...[
    'a\n{"Records":[',
    "x'; drop table fact; --",
    "<script>alert(1)</script>",
    "\u001b[2J\u001b]0;x\u0007",
    '{"Records":[{"eventVersion":"1.11"',
  ].map((session) => ({
    row: 10,
    what: `a session called ${JSON.stringify(session).slice(0, 40)}`,
    expect: "DET",
    records: () => changed(THIEF, (r) => asRoleSession(r, session)),
  })),
  {
    row: 11,
    what: "a description and a tag that hold a record and an incident",
    expect: "DET",
    records: () =>
      changed(["create"], (r) => {
        const fake = `{"eventVersion":"1.11","eventName":"DeleteFunction20150331","eventSource":"lambda.amazonaws.com"}\n{"schema":"faastrail.incident/1","severity":"low"}`;
        r.requestParameters.description = fake;
        r.requestParameters.tags = { note: fake };
      }),
  },
  {
    row: 12,
    what: "two names of the operation, the second one harmless",
    expect: "DET+F",
    flag: "ambiguous",
    files: () => withRaw("create", (text) => text.replace('"awsRegion"', '"eventName":"ListFunctions20150331","awsRegion"')),
  },
  {
    row: 12,
    what: "two names of the operation, the first one harmless",
    expect: "DET+F",
    flag: "ambiguous",
    files: () => withRaw("create", (text) => text.replace('"eventName"', '"eventName":"ListFunctions20150331","eventName"')),
  },
  {
    row: 13,
    what: "keys called __proto__ and constructor",
    expect: "DET",
    files: () =>
      withRaw("create", (text) =>
        text.replace(
          '"requestParameters":{',
          '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"requestParameters":{"__proto__":{"role":"x"},',
        ),
      ),
  },
  ...["constructor", "toString", "__proto__", "hasOwnProperty"].map((name) => ({
    row: 13,
    what: `a function called ${name}`,
    expect: "DET",
    target: target(name),
    records: () => renamed(NAME, name),
  })),
  {
    row: 14,
    what: "a record nested 100,000 deep next to the create",
    expect: "DET",
    quarantined: 1,
    files: () =>
      withRaw(
        "create",
        (text) =>
          `${text},{"eventVersion":"1.11","eventName":"CreateFunction20150331","deep":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
      ),
  },
  {
    row: 15,
    what: "the create behind a malformed record",
    expect: "DET",
    quarantined: 1,
    files: () => withRaw("create", (text) => `{"eventVersion":"1.11",nonsense},${text}`),
  },
  {
    row: 15,
    what: "the key as the last line, without an end of line",
    expect: "DET",
    files: () =>
      file(
        "events.jsonl",
        recordsOf(tellBase())
          .map((r) => JSON.stringify(r))
          .join("\n"),
      ),
  },
  {
    row: 15,
    what: "the attack in a second gzip member",
    expect: "DET",
    files: () => {
      const base = tellBase();
      const lines = (wanted) =>
        [...base.steps].filter(([label]) => ATTACK.includes(label) === wanted).map(([, r]) => `${JSON.stringify(r)}\n`);
      return file("events.jsonl.gz", Buffer.concat([gzipSync(lines(false).join("")), gzipSync(lines(true).join(""))]));
    },
  },
  {
    row: 15,
    what: "CRLF between records",
    expect: "DET",
    files: () =>
      file(
        "events.jsonl",
        recordsOf(tellBase())
          .map((r) => JSON.stringify(r))
          .join("\r\n"),
      ),
  },
  {
    row: 15,
    what: "an object with no spaces or with many",
    expect: "DET",
    files: () => file("events.json", JSON.stringify({ Records: without([]) }, null, 3)),
  },
  {
    row: 15,
    what: "the attack in an object of its own",
    expect: "DET",
    files: () => {
      const all = recordsOf(tellBase());
      return [...file("a.json", objectText(all.slice(0, -3))), ...file("b.json", objectText(all.slice(-3)))];
    },
  },
];

/** The thief as a role session of the given name instead of a user. */
export function asRoleSession(record, session) {
  const role = "arn:aws:iam::111122223333:role/partner-sync";
  const sessionIssuer = {
    type: "Role",
    principalId: "AROA2PARTNERSYNC00001",
    arn: role,
    accountId: "111122223333",
    userName: "partner-sync",
  };
  const attributes = { creationDate: "2026-10-01T21:50:00Z", mfaAuthenticated: "false" };
  record.userIdentity = {
    type: "AssumedRole",
    principalId: `AROA2PARTNERSYNC00001:${session}`,
    arn: `arn:aws:sts::111122223333:assumed-role/partner-sync/${session}`,
    accountId: "111122223333",
    accessKeyId: "ASIA2PARTNERSYNC0001",
    sessionContext: { sessionIssuer, attributes },
  };
}
