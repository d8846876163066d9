import { describe, expect, it } from "vitest";
import type { Envelope } from "../../../facts/fact.ts";
import { functionRef, principalId } from "../arn.ts";
import { cloudTrailEnvelope } from "./envelope.ts";

const A = "111122223333";
const HOME = { partition: "aws", account: A, region: "eu-west-1" };

function envelope(more: Readonly<Record<string, unknown>>): Envelope {
  const made = cloudTrailEnvelope({
    eventName: "CreateUser",
    eventSource: "iam.amazonaws.com",
    eventTime: "2026-10-05T09:00:00Z",
    eventID: "e1",
    awsRegion: "us-east-1",
    recipientAccountId: A,
    ...more,
  });
  if ("unusable" in made) throw new Error(made.unusable);
  return made;
}

function actor(userIdentity: unknown): Pick<Envelope, "actorId" | "actorType" | "sessionName" | "sessionAutomationId"> {
  const { actorId, actorType, sessionName, sessionAutomationId } = envelope({ userIdentity });
  return { actorId, actorType, sessionName, sessionAutomationId };
}

describe("who acts", () => {
  it("is the role behind a session, without its path", () => {
    const arn = `arn:aws:sts::${A}:assumed-role/app/report`;
    const issuer = { type: "Role", arn: `arn:aws:iam::${A}:role/service-role/app`, userName: "app" };
    const role = `arn:aws:iam::${A}:role/app`;
    const expected = { actorId: role, actorType: "role_session", sessionName: "report", sessionAutomationId: null };
    expect(actor({ type: "AssumedRole", arn, sessionContext: { sessionIssuer: issuer } })).toEqual(expected);
    expect(actor({ type: "AssumedRole", arn })).toEqual(expected);
    expect(actor({ type: "AssumedRole", principalId: "AROAX:report", sessionContext: { sessionIssuer: { userName: "app" } } })).toEqual(
      expected,
    );
  });

  it("is a function only where AWS says so, never where a caller can write it", () => {
    const fn = `arn:aws:lambda:eu-west-1:${A}:function:report`;
    const session = { type: "AssumedRole", arn: `arn:aws:sts::${A}:assumed-role/app/report` };
    const scope = { issuerType: "AWS::Lambda::Function", credentialsIssuedTo: `${fn}:live` };
    expect(actor({ ...session, inScopeOf: scope }).sessionAutomationId).toBe(fn);
    expect(actor({ ...session, inScopeOf: { ...scope, issuerType: "AWS::EC2::Instance" } }).sessionAutomationId).toBeNull();
    const forged = envelope({
      userIdentity: session,
      requestParameters: { inScopeOf: scope },
      userAgent: "exec-env/AWS_Lambda_python3.12",
    });
    expect(forged.sessionAutomationId).toBeNull();
    expect(forged.runtimeAgent).toBe(true);
  });

  it("is found for every type of identity", () => {
    const noSession = { sessionName: null, sessionAutomationId: null };
    const user = { actorId: `arn:aws:iam::${A}:user/eva`, actorType: "user", ...noSession };
    expect(actor({ type: "IAMUser", arn: `arn:aws:iam::${A}:user/staff/eva` })).toEqual(user);
    expect(actor({ type: "IAMUser", userName: "eva" })).toEqual(user);
    expect(actor({ type: "Root", accountId: A })).toEqual({ actorId: `arn:aws:iam::${A}:root`, actorType: "root", ...noSession });
    expect(actor({ type: "AWSService", invokedBy: "ec2.amazonaws.com" })).toEqual({
      actorId: "ec2.amazonaws.com",
      actorType: "service",
      ...noSession,
    });
    expect(actor({ type: "AWSAccount", principalId: "AIDAX", accountId: "444455556666" }).actorType).toBe("account");
    expect(actor({ type: "AWSAccount", principalId: "", accountId: "ANONYMOUS_PRINCIPAL" }).actorType).toBe("anonymous");
    expect(actor({ type: "SAMLUser", principalId: "x:eva" }).actorType).toBe("federated");
    expect(actor({ type: "IdentityCenterUser", onBehalfOf: { userId: "u-1" } }).actorId).toBe("identitycenter:u-1");
    for (const nothing of [undefined, null, "x", [], {}, { type: 7 }]) expect(actor(nothing).actorType).toBe("unknown");
  });

  it("takes a service's name from the identity, not from a source address that others have too", () => {
    expect(envelope({ userIdentity: { type: "IAMUser" }, sourceIPAddress: "lambda.amazonaws.com" }).invokedBy).toBeNull();
    expect(envelope({ userIdentity: { type: "AWSService" }, sourceIPAddress: "lambda.amazonaws.com" }).invokedBy).toBe(
      "lambda.amazonaws.com",
    );
  });
});

describe("when, where and how it ended", () => {
  it("reads a time in UTC, whole and of this age", () => {
    expect(envelope({ eventTime: "2026-10-05T09:00:00.5Z" }).tsMs).toBe(Date.UTC(2026, 9, 5, 9, 0, 0, 500));
    expect(envelope({ eventTime: undefined, "@timestamp": "2026-10-05T11:00:00+02:00" }).tsMs).toBe(Date.UTC(2026, 9, 5, 9));
    for (const eventTime of [
      "2026-10-05 09:00",
      "Oct 5, 2026 9:00:00 AM",
      "1970-01-01T00:00:00Z",
      "9999-01-01T00:00:00Z",
      "2026-13-05T09:00:00Z",
      1,
      null,
    ]) {
      expect(cloudTrailEnvelope({ eventName: "X", eventSource: "y", eventTime })).toEqual({ unusable: "no usable eventTime" });
    }
  });

  it("tells denials from errors, and a dry run from a change", () => {
    expect(envelope({}).outcome).toBe("success");
    for (const errorCode of ["AccessDenied", "AccessDeniedException", "Client.UnauthorizedOperation", "VpceAccessDenied"]) {
      expect(envelope({ errorCode }).outcome).toBe("denied");
    }
    for (const errorCode of ["Client.DryRunOperation", "InvalidParameterValueException", "NoSuchEntityException"]) {
      expect(envelope({ errorCode }).outcome).toBe("error");
    }
  });

  it("strips Lambda's version whatever it is, and mends odd spelling with a flag", () => {
    expect(envelope({ eventName: "UpdateFunctionCode20150331v2" }).op).toBe("UpdateFunctionCode");
    expect(envelope({ eventName: "CreateFunction20301231v9" })).toMatchObject({ op: "CreateFunction", flags: [] });
    for (const eventName of [
      "createFUNCTION20150331",
      " CreateFunction20150331\u0000",
      "Create\u200BFunction20150331",
      "CreateFunction20150331\u00A0",
    ]) {
      expect(envelope({ eventName })).toMatchObject({ op: "CreateFunction", rawOp: eventName, flags: ["noncanonical"] });
    }
    expect(envelope({ eventSource: "IAM.amazonaws.com" })).toMatchObject({ service: "iam", flags: ["noncanonical"] });
  });

  it("classes addresses, and takes names of services for none", () => {
    expect(envelope({ sourceIPAddress: "8.8.8.8" })).toMatchObject({ srcIp: "8.8.8.8", srcIpClass: "public" });
    expect(envelope({ sourceIPAddress: "075.050.255.67" })).toMatchObject({ srcIpClass: "public" });
    expect(envelope({ sourceIPAddress: "10.1.2.3" })).toMatchObject({ srcIpClass: "private" });
    expect(envelope({ sourceIPAddress: "::ffff:10.1.2.3" })).toMatchObject({ srcIpClass: "private" });
    expect(envelope({ sourceIPAddress: "AWS Internal" })).toMatchObject({ srcIp: null, srcIpClass: "service" });
    expect(envelope({})).toMatchObject({ srcIp: null, srcIpClass: "none" });
  });

  it("gives a late correction the key of what it corrects, and a record without id one of its own", () => {
    expect(envelope({ addendum: { originalEventID: "e0" } })).toMatchObject({ dupKey: `e0/${A}`, eventId: "e1", flags: ["late"] });
    const bare = envelope({ eventID: undefined });
    expect(bare.eventId).toBe(envelope({ eventID: undefined }).eventId);
    expect(bare.eventId).not.toBe(envelope({ eventID: undefined, awsRegion: "eu-west-1" }).eventId);
  });
});

describe("names of functions and roles", () => {
  it("are one id in all spellings", () => {
    const id = `arn:aws:lambda:eu-west-1:${A}:function:Report`;
    for (const text of ["Report", "Report:live", `${A}:function:Report`, `${A}:function:Report:7`, id, `${id}:live`]) {
      expect(functionRef(text, HOME)?.id).toBe(id);
    }
    expect(functionRef("Report:live", HOME)?.qualifier).toBe("live");
    expect(functionRef("report", HOME)?.id).not.toBe(id);
    for (const other of ["arn:aws:sqs:eu-west-1:111122223333:q", "", ":x", null]) expect(functionRef(other, HOME)).toBeNull();
  });

  it("leave out the path of a role", () => {
    const id = `arn:aws:iam::${A}:role/app`;
    for (const text of ["app", `arn:aws:iam::${A}:role/app`, `arn:aws:iam::${A}:role/service-role/app`]) {
      expect(principalId("role", text, HOME)).toBe(id);
    }
  });
});
