/** CloudTrail events made by hand after the vendor's record form: a deploy, a grant, an act of a function's own session, noise. */
export type Event = Readonly<Record<string, unknown>>;

const ACCOUNT = "111122223333";

const DEVELOPER = {
  type: "AssumedRole",
  principalId: "AROAEXAMPLE:dev@example.com",
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Developer/dev@example.com`,
  accountId: ACCOUNT,
  accessKeyId: "ASIAEXAMPLEDEV",
  sessionContext: {
    sessionIssuer: {
      type: "Role",
      principalId: "AROAEXAMPLE",
      arn: `arn:aws:iam::${ACCOUNT}:role/Developer`,
      accountId: ACCOUNT,
      userName: "Developer",
    },
    attributes: { creationDate: "2026-10-01T08:00:00Z", mfaAuthenticated: "false" },
  },
};

const FUNCTION = {
  type: "AssumedRole",
  principalId: "AROAFUNCTION:sync",
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/sync-role/sync`,
  accountId: ACCOUNT,
  accessKeyId: "ASIAEXAMPLEFN",
  sessionContext: {
    sessionIssuer: { type: "Role", arn: `arn:aws:iam::${ACCOUNT}:role/sync-role`, accountId: ACCOUNT, userName: "sync-role" },
  },
  inScopeOf: { issuerType: "AWS::Lambda::Function", credentialsIssuedTo: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:sync` },
};

function event(nth: number, service: string, eventName: string, userIdentity: object, rest: Event): Event {
  return {
    eventVersion: "1.11",
    userIdentity,
    eventTime: `2026-10-01T09:0${nth}:00Z`,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: "eu-west-1",
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-cli/2.30.0",
    requestParameters: null,
    responseElements: null,
    ...rest,
    requestID: `00000000-0000-4000-8000-00000000010${nth}`,
    eventID: `00000000-0000-4000-8000-00000000000${nth}`,
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: "Management",
  };
}

export const EVENTS: readonly Event[] = [
  event(0, "ec2", "DescribeInstances", DEVELOPER, {}),
  event(1, "lambda", "CreateFunction20150331", DEVELOPER, {
    requestParameters: { functionName: "sync", runtime: "python3.13", role: `arn:aws:iam::${ACCOUNT}:role/sync-role`, timeout: 900 },
    responseElements: { functionName: "sync", functionArn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:sync`, codeSha256: "abc=" },
  }),
  event(2, "iam", "PutRolePolicy", DEVELOPER, {
    requestParameters: {
      roleName: "sync-role",
      policyName: "all, really=all",
      policyDocument: '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    },
  }),
  event(3, "s3", "ListBuckets", FUNCTION, {}),
  event(4, "iam", "CreateAccessKey", FUNCTION, {
    requestParameters: { userName: "backup" },
    responseElements: { accessKey: { accessKeyId: "AKIAEXAMPLENEW", userName: "backup", status: "Active" } },
  }),
  event(5, "iam", "AttachRolePolicy", DEVELOPER, {
    requestParameters: { roleName: "sync-role", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
    errorCode: "AccessDenied",
    errorMessage: 'User: x is "not" authorized,\nbecause of a boundary',
  }),
];
