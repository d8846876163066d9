import { expect, it } from "vitest";
import cloudTrail from "../cloudtrail.ts";

/* Kinds of CloudTrail records that are easily forgotten. Made by hand after the vendor's examples. */

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/network-event-records.html */
const DENIED_AT_ENDPOINT = {
  eventVersion: "1.09",
  userIdentity: { type: "AWSAccount", principalId: "AIDAEXAMPLE", accountId: "444455556666" },
  eventTime: "2026-10-01T09:00:00Z",
  eventSource: "secretsmanager.amazonaws.com",
  eventName: "GetSecretValue",
  awsRegion: "us-gov-west-1",
  sourceIPAddress: "10.0.0.9",
  errorCode: "VpceAccessDenied",
  errorMessage: "The request was denied due to a VPC endpoint policy",
  requestID: "r",
  eventID: "v1",
  eventType: "AwsVpceEvent",
  recipientAccountId: "111122223333",
  eventCategory: "NetworkActivity",
  vpcEndpointId: "vpce-1",
  vpcEndpointAccountId: "111122223333",
};

it("takes network activity of VPC endpoints for events, and their refusals for denials", () => {
  expect(cloudTrail.matches(DENIED_AT_ENDPOINT)).toBe(true);
  expect(cloudTrail.envelope(DENIED_AT_ENDPOINT)).toMatchObject({
    outcome: "denied",
    account: "111122223333",
    eventId: "v1",
    actorType: "account",
  });
});

it.each([
  ["aws-cn", "cn-north-1", "sts.amazonaws.com.cn"],
  ["aws-us-gov", "us-gov-east-1", "sts.amazonaws.com"],
])("knows services and identities of the partition %s", (partition, region, host) => {
  const record = {
    ...DENIED_AT_ENDPOINT,
    userIdentity: { type: "IAMUser", userName: "ops", accountId: "111122223333" },
    awsRegion: region,
    eventSource: host,
    eventName: "AssumeRole",
  };
  expect(cloudTrail.envelope(record)).toMatchObject({ service: "sts", region, actorId: `arn:${partition}:iam::111122223333:user/ops` });
});

it("tells digests, insights and control messages from events", () => {
  const others = [{ digestStartTime: "x" }, { eventCategory: "Insight" }, { messageType: "CONTROL_MESSAGE", logEvents: [] }];
  expect(others.map((record) => cloudTrail.notEvents(record))).toEqual([
    "CloudTrail digest",
    "CloudTrail Insights",
    "CloudWatch Logs control message",
  ]);
});
