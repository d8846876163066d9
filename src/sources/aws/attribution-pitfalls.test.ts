import { describe, expect, it } from "vitest";
import cloudTrail from "./cloudtrail.ts";
import type { LogRecord } from "../contract.ts";

/* What a record alone proves about who acts; made by hand after the shapes that real logs show. */

const A = "111122223333";

function record(part: LogRecord, identity: LogRecord = {}): LogRecord {
  return {
    eventVersion: "1.11",
    userIdentity: identity,
    eventTime: "2026-10-05T09:00:00Z",
    eventSource: "sts.amazonaws.com",
    eventName: "GetCallerIdentity",
    awsRegion: "eu-central-1",
    sourceIPAddress: "203.0.113.9",
    userAgent: "Boto3/1.34 exec-env/AWS_Lambda_python3.12",
    eventID: "e1",
    recipientAccountId: A,
    ...part,
  };
}

function session(name: string, more: LogRecord = {}): LogRecord {
  const sessionIssuer = { type: "Role", arn: `arn:aws:iam::${A}:role/app`, principalId: "AROAEXAMPLE", userName: "app", accountId: A };
  return {
    type: "AssumedRole",
    principalId: `AROAEXAMPLE:${name}`,
    arn: `arn:aws:sts::${A}:assumed-role/app/${name}`,
    accountId: A,
    accessKeyId: "ASIAEXAMPLE",
    sessionContext: { sessionIssuer },
    ...more,
  };
}

const inScopeOf = { issuerType: "AWS::Lambda::Function", credentialsIssuedTo: `arn:aws:lambda:eu-central-1:${A}:function:report:3` };
const who = (given: LogRecord): ReturnType<typeof cloudTrail.envelope> => cloudTrail.envelope(given);

describe("what a record proves about its actor", () => {
  it("is the function that the vendor names, whatever the agent says", () => {
    const given = record({ userAgent: "curl/8" }, session("report", { inScopeOf }));
    expect(who(given)).toMatchObject({ sessionAutomationId: `arn:aws:lambda:eu-central-1:${A}:function:report`, runtimeAgent: false });
  });

  it("is no function where only the agent says so", () => {
    expect(who(record({}, session("chosen-by-caller")))).toMatchObject({
      actorId: `arn:aws:iam::${A}:role/app`,
      sessionName: "chosen-by-caller",
      sessionAutomationId: null,
      runtimeAgent: true,
    });
  });

  it("is no function where the vendor names a machine", () => {
    const machine = { issuerType: "AWS::EC2::Instance", credentialsIssuedTo: `arn:aws:ec2:eu-central-1:${A}:instance/i-0abc` };
    expect(who(record({}, session("i-0abc", { inScopeOf: machine })))).toMatchObject({ sessionAutomationId: null });
  });

  it("is whoever read a function's settings, not the function whose variables were decrypted for it", () => {
    const reader = { type: "IAMUser", arn: `arn:aws:iam::${A}:user/dev`, accountId: A, userName: "dev", invokedBy: "lambda.amazonaws.com" };
    const encryptionContext = { "aws:lambda:FunctionArn": `arn:aws:lambda:eu-central-1:${A}:function:report` };
    const decrypt = { eventSource: "kms.amazonaws.com", eventName: "Decrypt", requestParameters: { encryptionContext } };
    const given = record({ ...decrypt, sourceIPAddress: "lambda.amazonaws.com", userAgent: "lambda.amazonaws.com" }, reader);
    const envelope = who(given);
    expect(envelope).toMatchObject({ actorId: `arn:aws:iam::${A}:user/dev`, sessionAutomationId: null, invokedBy: "lambda.amazonaws.com" });
    expect("unusable" in envelope || cloudTrail.isRunAsActivity(given, envelope)).toBe(false);
  });

  it("is the caller, where a service works for one", () => {
    const stack = { eventSource: "iam.amazonaws.com", eventName: "CreateRole", sourceIPAddress: "cloudformation.amazonaws.com" };
    const byUser = { type: "IAMUser", arn: `arn:aws:iam::${A}:user/dev`, userName: "dev", invokedBy: "cloudformation.amazonaws.com" };
    expect(who(record(stack, byUser))).toMatchObject({ actorId: `arn:aws:iam::${A}:user/dev`, actorType: "user", via: "service" });
    const byFunction = session("report", { inScopeOf, invokedBy: "cloudformation.amazonaws.com" });
    expect(who(record(stack, byFunction))).toMatchObject({ sessionAutomationId: `arn:aws:lambda:eu-central-1:${A}:function:report` });
  });

  it("is the service itself in the sessions that Lambda keeps for its own work, and nobody can pass for it by a name", () => {
    const own = session("awslambda_12_20261005090000", { invokedBy: "lambda.amazonaws.com" });
    expect(who(record({ eventSource: "ec2.amazonaws.com", eventName: "CreateNetworkInterface" }, own))).toMatchObject({
      actorId: "lambda.amazonaws.com",
      actorType: "service",
      sessionName: null,
    });
    const forged = record({ sourceIPAddress: "203.0.113.9" }, session("awslambda_12_20261005090000"));
    expect(who(forged)).toMatchObject({ actorId: `arn:aws:iam::${A}:role/app`, actorType: "role_session" });
  });
});
