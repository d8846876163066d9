/**
 * What goes on in an account all day: which callers there are, in which proportion, and what each
 * of them calls. A table of names and shapes; weights are a judgement after public log samples.
 */
import * as callers from "./callers.mjs";
import { idFrom } from "./random.mjs";
import { assumeRole } from "./shapes/others.mjs";

const read = (service, name, request) => ({ service: `${service}.amazonaws.com`, name, readOnly: true, request });
const write = (service, name, request, response) => ({ service: `${service}.amazonaws.com`, name, readOnly: false, request, response });
const arn = (service, site, rest) => `arn:aws:${service}:${site.home}:${site.account}:${rest}`;
const globally = (call) => ({ ...call, global: true });

function decrypt(site, random, encryptionContext) {
  const key = random.pick(site.kmsKeys);
  return {
    ...read("kms", "Decrypt", {
      encryptionAlgorithm: "SYMMETRIC_DEFAULT",
      ...(encryptionContext === undefined ? {} : { encryptionContext }),
    }),
    resources: [{ accountId: site.account, type: "AWS::KMS::Key", ARN: arn("kms", site, `key/${key}`) }],
  };
}

function bucketRead(site, random, name) {
  const bucketName = random.pick(site.buckets);
  return {
    ...read("s3", name, {
      bucketName,
      Host: `${bucketName}.s3.${site.home}.amazonaws.com`,
      [name.replace("GetBucket", "").toLowerCase()]: "",
    }),
    additional: {
      SignatureVersion: "SigV4",
      CipherSuite: "TLS_AES_128_GCM_SHA256",
      bytesTransferredIn: 0,
      AuthenticationMethod: "AuthHeader",
      "x-amz-id-2": `${random.hex(20)}=`,
      bytesTransferredOut: 420,
    },
    resources: [{ accountId: site.account, type: "AWS::S3::Bucket", ARN: `arn:aws:s3:::${bucketName}` }],
  };
}

function logStream(site, random, group) {
  return write("logs", "CreateLogStream", {
    logGroupName: group,
    logStreamName: `2026/10/${10 + random.int(20)}/[$LATEST]${random.hex(32)}`,
  });
}

const INSTANCE = [
  {
    weight: 30,
    call: (site, r, who) =>
      write("ssm", "UpdateInstanceInformation", {
        instanceId: who.id,
        agentVersion: "3.3.2299.0",
        agentStatus: "Active",
        platformType: "Linux",
        platformName: "Amazon Linux",
        platformVersion: "2023",
        iPAddress: who.ip,
        computerName: `ip-${who.ip.replaceAll(".", "-")}.${site.home}.compute.internal`,
        agentName: "amazon-ssm-agent",
        availabilityZone: `${site.home}a`,
        sSMConnectionChannel: "ssmmessages",
      }),
  },
  { weight: 14, call: (_, r, who) => read("ssm", "ListInstanceAssociations", { instanceId: who.id, maxResults: 20 }) },
  {
    weight: 8,
    call: (_, r, who) =>
      read("ec2", "DescribeTags", {
        maxResults: 1000,
        filterSet: { items: [{ name: "resource-id", valueSet: { items: [{ value: who.id }] } }] },
      }),
  },
  { weight: 6, call: () => read("ecr", "GetAuthorizationToken", null) },
  { weight: 6, call: (site, r) => bucketRead(site, r, "GetBucketLocation") },
  { weight: 10, call: (site, r) => decrypt(site, r) },
  { weight: 3, call: () => read("sts", "GetCallerIdentity", null) },
];

const TASK = [
  { weight: 14, call: (site, r) => decrypt(site, r) },
  { weight: 8, call: (site, r) => ({ ...read("dynamodb", "DescribeTable", { tableName: r.pick(site.tables) }) }) },
  { weight: 6, call: (site, r) => read("sqs", "GetQueueUrl", { queueName: r.pick(site.queues) }) },
  { weight: 5, call: (site, r) => bucketRead(site, r, "GetBucketLocation") },
  { weight: 4, call: (site, r) => logStream(site, r, `/ecs/${r.pick(site.tables)}`) },
  { weight: 3, call: () => read("sts", "GetCallerIdentity", null) },
  {
    weight: 3,
    call: (site) =>
      read("elasticache", "DescribeReplicationGroups", {
        maxRecords: 100,
        showCacheNodeInfo: false,
        replicationGroupId: `sessions-${site.account.slice(0, 4)}`,
      }),
  },
];

/** What ordinary functions do; `who` is the function. */
const RUNTIME = [
  { weight: 20, call: (site, r, who) => logStream(site, r, `/aws/lambda/${who.name}`) },
  { weight: 10, call: (site, r) => decrypt(site, r) },
  { weight: 8, call: (site, r) => read("dynamodb", "DescribeTable", { tableName: r.pick(site.tables) }) },
  {
    weight: 6,
    call: (site, r) =>
      read("sqs", "GetQueueAttributes", {
        queueUrl: `https://sqs.${site.home}.amazonaws.com/${site.account}/${r.pick(site.queues)}`,
        attributeNames: ["ApproximateNumberOfMessages"],
      }),
  },
  { weight: 4, call: (site, r) => bucketRead(site, r, "GetBucketLocation") },
  {
    weight: 4,
    call: () =>
      read("ec2", "DescribeNetworkInterfaces", {
        networkInterfaceIdSet: {},
        filterSet: { items: [{ name: "status", valueSet: { items: [{ value: "in-use" }] } }] },
      }),
  },
];

const PERSON = [
  { weight: 6, call: () => read("ec2", "DescribeInstances", { instancesSet: {}, filterSet: {} }) },
  { weight: 5, call: () => read("monitoring", "DescribeAlarms", { maxRecords: 100, alarmTypes: ["MetricAlarm"] }) },
  { weight: 4, call: () => read("lambda", "ListFunctions20150331", { maxItems: 50 }) },
  { weight: 3, call: (site, r) => read("lambda", "GetFunction20150331v2", { functionName: r.pick(site.functions).name }) },
  {
    weight: 4,
    call: (site, r) =>
      read("logs", "DescribeLogStreams", {
        logGroupName: `/aws/lambda/${r.pick(site.functions).name}`,
        orderBy: "LastEventTime",
        descending: true,
        limit: 50,
      }),
  },
  {
    weight: 4,
    call: (site, r) =>
      read("logs", "StartQuery", {
        logGroupNames: [`/aws/lambda/${r.pick(site.functions).name}`],
        startTime: 1_792_000_000 + r.int(900_000),
        endTime: 1_793_000_000,
        queryString: "HIDDEN_DUE_TO_SECURITY_REASONS",
      }),
  },
  {
    weight: 3,
    call: () =>
      globally(
        read("health", "DescribeEventAggregates", {
          filter: { eventStatusCodes: ["open", "upcoming"] },
          aggregateField: "eventTypeCategory",
        }),
      ),
  },
  { weight: 3, call: () => globally(read("iam", "ListRoles", { maxItems: 1000 })) },
  {
    weight: 2,
    call: () =>
      globally(
        read("ce", "GetCostAndUsage", {
          timePeriod: { start: "2026-10-01", end: "2026-11-01" },
          granularity: "DAILY",
          metrics: ["UnblendedCost"],
        }),
      ),
  },
  { weight: 2, call: () => read("cloudformation", "DescribeStacks", null) },
  { weight: 2, call: (site, r) => bucketRead(site, r, "GetBucketTagging") },
  {
    weight: 1,
    call: (site, r) => ({
      ...read("ec2", "DescribeInstanceAttribute", { instanceId: r.pick(site.instances).id, attribute: "userData" }),
      error: { code: "Client.UnauthorizedOperation", message: "You are not authorized to perform this operation." },
    }),
  },
];

/** What `terraform plan` reads. */
const PIPELINE = [
  { weight: 8, call: (site, r) => read("lambda", "GetFunction20150331v2", { functionName: r.pick(site.functions).name }) },
  {
    weight: 5,
    call: (site, r) => read("lambda", "ListVersionsByFunction20150331", { functionName: r.pick(site.functions).name, maxItems: 10_000 }),
  },
  { weight: 5, call: (site, r) => globally(read("iam", "GetRole", { roleName: r.pick(site.functions).roleName })) },
  { weight: 4, call: (site, r) => globally(read("iam", "ListAttachedRolePolicies", { roleName: r.pick(site.functions).roleName })) },
  { weight: 3, call: (site, r) => globally(read("iam", "ListRolePolicies", { roleName: r.pick(site.functions).roleName })) },
  { weight: 3, call: () => read("ec2", "DescribeVpcs", { vpcSet: {}, filterSet: {} }) },
  { weight: 2, call: (site, r) => read("events", "DescribeRule", { name: `${r.pick(site.queues)}-nightly` }) },
  { weight: 1, call: () => read("sts", "GetCallerIdentity", null) },
];

const USER = [
  { weight: 6, call: () => read("ec2", "DescribeVolumes", { volumeSet: {}, filterSet: {}, maxResults: 500 }) },
  { weight: 5, call: () => read("rds", "DescribeDBInstances", { maxRecords: 100 }) },
  {
    weight: 4,
    call: () => read("ec2", "DescribeSnapshots", { snapshotSet: {}, ownersSet: { items: [{ owner: "self" }] }, filterSet: {} }),
  },
  {
    weight: 2,
    call: (site, r) =>
      write(
        "ec2",
        "CreateTags",
        { resourcesSet: { items: [{ resourceId: r.pick(site.instances).id }] }, tagSet: { items: [{ key: "backup", value: "daily" }] } },
        { requestId: r.uuid(), _return: true },
      ),
  },
];

const MONITOR = [
  { weight: 6, call: () => read("monitoring", "ListMetrics", { namespace: "AWS/Lambda", recentlyActive: "PT3H" }) },
  { weight: 5, call: () => read("ec2", "DescribeInstances", { maxResults: 1000, instancesSet: {}, filterSet: {} }) },
  { weight: 4, call: () => read("elasticloadbalancing", "DescribeLoadBalancers", { pageSize: 400 }) },
  { weight: 3, call: (site, r) => read("lambda", "GetPolicy20150331v2", { functionName: r.pick(site.functions).name }) },
  { weight: 3, call: (site, r) => bucketRead(site, r, "GetBucketPolicy") },
];

const LINKED = [
  {
    weight: 6,
    as: "Config",
    call: () => read("ec2", "DescribeSecurityGroups", { securityGroupSet: {}, securityGroupIdSet: {}, filterSet: {}, maxResults: 500 }),
  },
  {
    weight: 5,
    as: "Config",
    call: (site, r) => read("lambda", "GetFunctionConfiguration20150331v2", { functionName: r.pick(site.functions).name }),
  },
  {
    weight: 5,
    as: "AutoScaling",
    call: () => read("ec2", "DescribeInstanceStatus", { instancesSet: {}, filterSet: {}, includeAllInstances: true }),
  },
  { weight: 3, as: "SecurityHub", call: () => read("config", "DescribeConfigRules", { configRuleNames: [] }) },
];

const SERVICE = [
  { weight: 9, call: (site, r) => byService(site, r, "lambda.amazonaws.com", r.pick(site.functions)) },
  { weight: 8, call: (site, r) => byService(site, r, "ec2.amazonaws.com", r.pick(site.instances)) },
  { weight: 5, call: (site, r) => byService(site, r, "ecs-tasks.amazonaws.com", r.pick(site.tasks)) },
  { weight: 4, call: (site, r) => ({ by: "cloudtrail.amazonaws.com", ...bucketRead(site, r, "GetBucketAcl"), shared: true }) },
  {
    weight: 4,
    call: (site, r) => ({
      by: "cloudtrail.amazonaws.com",
      ...read("kms", "GenerateDataKey", {
        keySpec: "AES_256",
        keyId: arn("kms", site, `key/${r.pick(site.kmsKeys)}`),
        encryptionContext: { "aws:cloudtrail:arn": arn("cloudtrail", site, `trail/${site.trail}`) },
      }),
      shared: true,
    }),
  },
];

/** Lambda, EC2 and ECS fetch credentials for what they run. */
function byService(site, random, by, who) {
  const role = who.roleName ?? who.role;
  const session = who.name ?? who.id ?? who.session;
  return {
    by,
    ...assumeRole({
      account: site.account,
      role,
      session,
      keyId: idFrom("ASIA", `${role}/${session}/${random.int(500)}`, 20),
      ms: 1_792_000_000_000 + random.int(1e9),
    }),
  };
}

/** Shares of callers, without functions: those are set by the caller's own share. */
export const GROUPS = [
  {
    weight: 27,
    name: "instance",
    calls: INSTANCE,
    who: (site, r) => r.pick(site.instances),
    as: (site, who, ms) => callers.instanceRole(site, who, ms),
  },
  { weight: 17, name: "task", calls: TASK, who: (site, r) => r.pick(site.tasks), as: (site, who, ms) => callers.taskRole(site, who, ms) },
  {
    weight: 8,
    name: "person",
    calls: PERSON,
    who: (site, r) => r.pick(site.people),
    as: (site, who, ms) => callers.consolePerson(site, who, ms),
  },
  { weight: 8, name: "pipeline", calls: PIPELINE, who: () => null, as: (site, _, ms) => callers.pipelineSession(site, ms) },
  { weight: 8, name: "user", calls: USER, who: (site, r) => r.pick(site.users), as: (site, who) => callers.user(site, who) },
  {
    weight: 6,
    name: "monitor",
    calls: MONITOR,
    who: (site, r) => r.pick(site.monitors),
    as: (site, who, ms) => callers.monitor(site, who, ms),
  },
  { weight: 10, name: "linked", calls: LINKED, who: () => null, as: (site, call, ms) => callers.linkedRole(site, call, ms) },
  { weight: 16, name: "service", calls: SERVICE, who: () => null, as: (site, call) => callers.service(site, call) },
];

export const RUNTIME_CALLS = RUNTIME;
