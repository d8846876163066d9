/** Rows 30 to 40: other operations, triggers, routes to code, deployers, ends and places. */
import { throughCloudFormation } from "../../bench/cloudtrail/callers.mjs";
import * as iam from "../../bench/cloudtrail/shapes/iam.mjs";
import * as lambda from "../../bench/cloudtrail/shapes/lambda.mjs";
import { inPartition } from "../../scenarios/lib/partition.mjs";
import {
  createEventSourceMapping,
  createFunctionUrl,
  createHttpApi,
  deleteFunction,
  openFunctionUrl,
  plainCall,
  publishLayer,
  putBucketNotification,
  updateAlias,
} from "../../scenarios/lib/calls.mjs";
import { ACCOUNT, HOME, makeFunction } from "../../scenarios/lib/company.mjs";
import { thiefAs } from "../../scenarios/lib/people.mjs";
import { runOnce, usualDeploys } from "../../scenarios/lib/routine.mjs";
import { NAME, ROLE, START, TARGET, changed, recordsOf, tellBase, without } from "./base.mjs";
import { flooded, recycled, reused, withoutConsequence } from "./worlds.mjs";

const THIEF = ["create", "rule", "permission", "targets"];
const CALLED = ["rule", "permission", "targets", "invoke"];
const thief = (story) => thiefAs(story, "svc-inventory", "192.0.2.66");
const roleArn = `arn:aws:iam::${ACCOUNT}:role/events-caller`;

/** The base with another trigger instead of the rule, and no recorded run. */
function triggeredBy(...calls) {
  let ids = [];
  const records = without(CALLED, ({ story, fn }) => {
    for (const [i, call] of calls.entries()) story.add(`trigger-${i}`, START + 2000 + i * 1000, thief(story), call(fn));
    ids = [story.steps.get("trigger-0").eventID];
  });
  return { records, ids };
}

const TRIGGERS = {
  "an event source mapping": [(fn) => createEventSourceMapping(fn, `arn:aws:sqs:${HOME}:${ACCOUNT}:orders-events`)],
  "a topic": [
    (fn) =>
      plainCall("sns", "Subscribe", {
        topicArn: `arn:aws:sns:${HOME}:${ACCOUNT}:alerts`,
        protocol: "lambda",
        endpoint: lambda.functionArn(fn),
      }),
  ],
  "a bucket": [(fn) => putBucketNotification("uploads-1", fn)],
  "a schedule": [
    (fn) =>
      plainCall("scheduler", "CreateSchedule", {
        name: "s",
        scheduleExpression: "rate(1 day)",
        target: { arn: lambda.functionArn(fn), roleArn },
      }),
  ],
  "an HTTP API": [(fn) => createHttpApi(fn, "api")],
  "a REST API": [
    (fn) =>
      plainCall("apigateway", "PutIntegration", {
        restApiId: "a1b2c3",
        resourceId: "x",
        httpMethod: "ANY",
        putIntegrationInput: {
          type: "AWS_PROXY",
          uri: `arn:aws:apigateway:${HOME}:lambda:path/2015-03-31/functions/${lambda.functionArn(fn)}/invocations`,
        },
      }),
  ],
  "a function URL": [(fn) => createFunctionUrl(fn, "NONE"), openFunctionUrl],
  "a log subscription": [
    (fn) =>
      plainCall("logs", "PutSubscriptionFilter", {
        logGroupName: "/ecs/orders",
        filterName: "f",
        filterPattern: "",
        destinationArn: lambda.functionArn(fn),
      }),
  ],
  "a user pool": [
    (fn) => plainCall("cognito-idp", "UpdateUserPool", { userPoolId: "eu-west-1_a1", lambdaConfig: { preSignUp: lambda.functionArn(fn) } }),
  ],
  "an IoT rule": [
    (fn) =>
      lambda.addPermission(fn, { principal: "iot.amazonaws.com", statementId: "iot", sourceArn: `arn:aws:iot:${HOME}:${ACCOUNT}:rule/r` }),
  ],
  "a Config rule": [(fn) => lambda.addPermission(fn, { principal: "config.amazonaws.com", statementId: "config" })],
  "a load balancer": [(fn) => lambda.addPermission(fn, { principal: "elasticloadbalancing.amazonaws.com", statementId: "elb" })],
};

const EXISTING = "orders-nightly";
const EXISTING_TARGET = TARGET.replace(NAME, EXISTING);

/** A function that the pipeline deployed for ten days is changed by the thief in one way; then it makes a key. */
function recoded(change) {
  const base = tellBase();
  const fn = makeFunction(EXISTING, "orders-nightly-role", { runtime: "python3.12", ip: "34.240.9.12" });
  for (const label of base.steps.keys()) if ([...CALLED, "create"].includes(label) || label.startsWith("run/")) base.steps.delete(label);
  usualDeploys(base.story, fn, "nightly", ["2026-09-18T10:00:00Z", "2026-09-21T10:00:00Z", "2026-09-24T10:00:00Z", "2026-09-28T10:00:00Z"]);
  change(base.story, fn);
  runOnce(base.story, fn, "run", START + 61_000, [["key", iam.createAccessKey(ACCOUNT, "svc-backup", START + 63_000, "second")]]);
  return recordsOf(base);
}

const configure = (changes) => (story, fn) =>
  story.add(
    "change",
    START,
    thief(story),
    lambda.updateFunctionConfiguration({ ...fn, ...changes.fn }, START, { environment: {}, ...changes.request }),
  );
const FOREIGN_LAYER = `arn:aws:lambda:${HOME}:999988887777:layer:tools:3`;
const OWN_LAYER = `arn:aws:lambda:${HOME}:${ACCOUNT}:layer:common:7`;

const ROUTES = {
  "a layer of another account": configure({ fn: { layers: [FOREIGN_LAYER] }, request: { layers: [FOREIGN_LAYER] } }),
  "a new version of an own layer": (story, fn) => {
    story.add("layer", START - 5000, thief(story), publishLayer(ACCOUNT, HOME, "common", 7, START - 5000));
    configure({ fn: { layers: [OWN_LAYER] }, request: { layers: [OWN_LAYER] } })(story, fn);
  },
  "another handler": configure({ request: { handler: "evil.main" } }),
  "another runtime": configure({ request: { runtime: "provided.al2023" } }),
  "a wrapper in its environment, which is not logged": configure({}),
  "another image": (story, fn) => {
    const code = lambda.updateFunctionCode({ ...fn, build: "evil" }, START);
    story.add("change", START, thief(story), {
      ...code,
      request: { ...code.request, imageUri: `${ACCOUNT}.dkr.ecr.${HOME}.amazonaws.com/orders:latest` },
    });
  },
  "another package in the bucket": (story, fn) =>
    story.add(
      "change",
      START,
      thief(story),
      lambda.updateFunctionCode({ ...fn, build: "evil" }, START, { bucket: `deploy-artifacts-${ACCOUNT}` }),
    ),
  "an alias that leads to another version": (story, fn) =>
    story.add("change", START, thief(story), updateAlias(fn, "live", "9", { 10: 0.5 })),
};

const SERVICES = ["cloudformation", "cloudcontrolapi", "amplify", "serverlessrepo"];

/** The caller of the thief's calls: a role's session, through a service. */
function through(host) {
  const { identity } = throughCloudFormation({ account: ACCOUNT }, "deploy-exec-role", "AWSCloudFormation", START, START - 20_000);
  return { ...identity, invokedBy: `${host}.amazonaws.com` };
}

const DENIED = {
  errorCode: "AccessDenied",
  errorMessage: `User: arn:aws:iam::${ACCOUNT}:user/svc-inventory is not authorized to perform: iam:PassRole on resource: arn:aws:iam::${ACCOUNT}:role/${ROLE}`,
  responseElements: null,
};

export const STORY_ROWS = [
  {
    row: 30,
    what: "the create under an operation that nobody knows",
    expect: "DET",
    severity: "high",
    records: () => changed(["create"], (r) => ({ ...r, eventName: "CreateFunctionV2Preview" })),
  },
  {
    row: 30,
    what: "the create as a service event",
    expect: "DET",
    records: () => changed(["create"], (r) => ({ ...r, eventType: "AwsServiceEvent" })),
  },
  {
    row: 30,
    what: "the event source in capitals",
    expect: "DET",
    records: () => changed(["create"], (r) => ({ ...r, eventSource: "Lambda.amazonaws.com" })),
  },
  { row: 31, what: "no data events", expect: "DET+F", flag: "no_invoke_telemetry", records: () => without(["invoke"]) },
  ...Object.entries(TRIGGERS).map(([what, calls]) => {
    let ids = [];
    return {
      row: 32,
      what: `${what} that runs it`,
      expect: "DET",
      records: () => {
        const told = triggeredBy(...calls);
        ids = told.ids;
        return told.records;
      },
      shows: () => ids,
    };
  }),
  ...Object.entries(ROUTES).map(([what, change]) => ({
    row: 33,
    what: `${what} for a function that others deploy`,
    expect: "DET",
    severity: "high",
    target: EXISTING_TARGET,
    records: () => recoded(change),
  })),
  {
    row: 33,
    what: "code swapped in place, with no record of a change",
    expect: "BLIND",
    severity: "high",
    target: EXISTING_TARGET,
    records: () => recoded(() => {}),
  },
  ...SERVICES.map((host) => ({
    row: 34,
    what: `a deploy through ${host}`,
    expect: "DET",
    records: () =>
      changed(THIEF, (r) => ({
        ...r,
        userIdentity: through(host),
        sourceIPAddress: `${host}.amazonaws.com`,
        userAgent: `${host}.amazonaws.com`,
      })),
  })),
  { row: 35, what: "everything deleted within a minute", expect: "DET", evidence: "cleanup", records: () => without([], cleanUp) },
  { row: 36, what: "five refusals before the create", expect: "DET", records: () => without([], (base) => refusals(base, 5)) },
  {
    row: 36,
    what: "refusals only",
    expect: "DET",
    silent: true,
    records: () => without(["create", ...CALLED, "run/start", "run/log-stream", "run/key"], (base) => refusals(base, 5)),
  },
  { row: 37, what: "dry runs and errors only", expect: "DET", silent: true, records: () => withoutConsequence() },
  { row: 38, what: "a flood of ordinary records and 400 harmless functions", expect: "DET", records: () => flooded() },
  { row: 38, what: "a name that an honest function had before", expect: "DET", records: () => recycled() },
  { row: 39, what: "a name that somebody else uses again afterwards", expect: "DET", records: () => reused() },
  ...["aws-cn", "aws-us-gov"].map((partition) => ({
    row: 40,
    what: `the partition ${partition}`,
    expect: "DET",
    target: inPartition([TARGET], partition)[0],
    records: () => inPartition(recordsOf(tellBase()), partition),
  })),
  {
    row: 40,
    what: "the partition aws-iso",
    expect: "DET",
    target: TARGET.replace("arn:aws:", "arn:aws-iso:").replace("eu-west-1", "us-iso-east-1"),
    records: () => isolated(),
  },
];

function isolated() {
  return JSON.parse(
    JSON.stringify(recordsOf(tellBase()))
      .replaceAll("arn:aws:", "arn:aws-iso:")
      .replaceAll("eu-west-1", "us-iso-east-1")
      .replaceAll("us-east-1", "us-iso-east-1")
      .replaceAll("us-iso-us-iso-east-1", "us-iso-east-1"),
  );
}

function cleanUp({ story, fn }) {
  const gone = [
    deleteFunction(fn),
    plainCall("events", "DeleteRule", { name: `${NAME}-rule` }),
    plainCall("logs", "DeleteLogGroup", { logGroupName: `/aws/lambda/${NAME}` }),
  ];
  for (const [i, call] of gone.entries()) story.add(`gone-${i}`, START + 100_000 + i * 1000, thief(story), call);
}

function refusals({ story, fn }, count) {
  for (let i = 0; i < count; i += 1) {
    story.add(`refused-${i}`, START - 60_000 + i * 5000, thief(story), lambda.createFunction(fn, START));
    Object.assign(story.steps.get(`refused-${i}`), DENIED);
  }
}
