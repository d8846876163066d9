/**
 * Calls that single stories need, as CloudTrail writes them: Lambda's other operations, API Gateway, CloudFormation,
 * EC2, ECS, CloudTrail itself (each service's "logging with CloudTrail" page; shapes as in the public logs of
 * DataDog/stratus-red-team and the module sources of RhinoSecurityLabs/pacu).
 */
import { idFrom, uuidFrom } from "../../bench/cloudtrail/random.mjs";
import { spokenTime } from "../../bench/cloudtrail/record.mjs";
import { functionArn } from "../../bench/cloudtrail/shapes/lambda.mjs";

const call = (service, name, request, response = null, how = {}) => ({
  service: `${service}.amazonaws.com`,
  name,
  request,
  response,
  ...how,
});

/** Any call that the story needs for its name only. */
export const plainCall = (service, name, request = null, how = {}) => call(service, name, request, null, how);

export const createEventSourceMapping = (fn, eventSourceArn) =>
  call(
    "lambda",
    "CreateEventSourceMapping20150331",
    { functionName: fn.name, eventSourceArn, enabled: true, batchSize: 10 },
    { uUID: uuidFrom(`${fn.name}/${eventSourceArn}`), functionArn: functionArn(fn), eventSourceArn, state: "Creating", batchSize: 10 },
  );

export const createFunctionUrl = (fn, authType) =>
  call(
    "lambda",
    "CreateFunctionUrlConfig",
    { functionName: fn.name, authType },
    {
      functionUrl: `https://${idFrom("", fn.name, 32).toLowerCase()}.lambda-url.${fn.region}.on.aws/`,
      functionArn: functionArn(fn),
      authType,
    },
  );

/** Second half of a public URL: everybody may call it. `action` is InvokeFunctionUrl, since October 2025 InvokeFunction too. */
export function openFunctionUrl(fn, action = "lambda:InvokeFunctionUrl") {
  const byUrl = action === "lambda:InvokeFunctionUrl" ? { functionUrlAuthType: "NONE" } : { invokedViaFunctionUrl: true };
  const request = { functionName: fn.name, statementId: `Public-${action.slice(7)}`, action, principal: "*", ...byUrl };
  const statement = { Sid: request.statementId, Effect: "Allow", Principal: "*", Action: action, Resource: functionArn(fn) };
  return call("lambda", "AddPermission20150331v2", request, { statement: JSON.stringify(statement) });
}

export const deleteFunction = (fn) => call("lambda", "DeleteFunction20150331", { functionName: fn.name });

export function publishLayer(account, region, layerName, version, ms) {
  const layerArn = `arn:aws:lambda:${region}:${account}:layer:${layerName}`;
  return call(
    "lambda",
    "PublishLayerVersion20181031",
    { layerName, content: {}, compatibleRuntimes: ["python3.12"] },
    { layerArn, layerVersionArn: `${layerArn}:${version}`, createdDate: new Date(ms).toISOString(), version },
  );
}

/** `weights` shifts part of the traffic to another version. */
export function updateAlias(fn, name, functionVersion, weights = null) {
  const request = { functionName: fn.name, name, functionVersion };
  if (weights !== null) request.routingConfig = { additionalVersionWeights: weights };
  return call("lambda", "UpdateAlias20150331", request, { aliasArn: `${functionArn(fn)}:${name}`, name, functionVersion });
}

export const putFunctionConcurrency = (fn, reservedConcurrentExecutions) =>
  call(
    "lambda",
    "PutFunctionConcurrency20171031",
    { functionName: fn.name, reservedConcurrentExecutions },
    { reservedConcurrentExecutions },
  );

/** An HTTP API in one call, with the function behind every path. */
export const createHttpApi = (fn, name) =>
  call(
    "apigateway",
    "CreateApi",
    { name, protocolType: "HTTP", target: functionArn(fn) },
    { apiId: idFrom("", name, 10).toLowerCase(), name, protocolType: "HTTP" },
  );

export function putBucketNotification(bucketName, fn) {
  const configuration = { Id: uuidFrom(bucketName), CloudFunction: functionArn(fn), Event: "s3:ObjectCreated:*" };
  return call("s3", "PutBucketNotification", {
    bucketName,
    notification: "",
    Host: `${bucketName}.s3.amazonaws.com`,
    NotificationConfiguration: { CloudFunctionConfiguration: configuration },
  });
}

export function createStack(account, region, stackName, how = {}) {
  const request = { stackName, capabilities: ["CAPABILITY_NAMED_IAM"], ...how };
  return call("cloudformation", "CreateStack", request, {
    stackId: `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/${uuidFrom(`${account}/${stackName}`)}`,
  });
}

export const createSecurityGroup = (groupName) =>
  call(
    "ec2",
    "CreateSecurityGroup",
    { groupName, groupDescription: groupName, vpcId: "vpc-0b8e1c2d3f4a59687" },
    { groupId: groupId(groupName) },
  );

export const groupId = (groupName) => `sg-0${uuidFrom(groupName).replaceAll("-", "").slice(0, 16)}`;

export function authorizeIngress(group, cidrIp, port = null) {
  const ports = port === null ? { ipProtocol: "-1" } : { ipProtocol: "tcp", fromPort: port, toPort: port };
  return call(
    "ec2",
    "AuthorizeSecurityGroupIngress",
    {
      groupId: group,
      ipPermissions: { items: [{ ...ports, groups: {}, ipRanges: { items: [{ cidrIp }] }, ipv6Ranges: {}, prefixListIds: {} }] },
    },
    { _return: true },
  );
}

/** Machines of one type; the answer lists the first few. */
export function runInstances(instanceType, count, label) {
  const items = Array.from({ length: Math.min(count, 3) }, (_, i) => ({
    instanceId: `i-0${uuidFrom(`${label}${i}`).replaceAll("-", "").slice(0, 16)}`,
  }));
  return call(
    "ec2",
    "RunInstances",
    {
      instancesSet: { items: [{ imageId: "ami-0a1b2c3d4e5f60718", minCount: count, maxCount: count }] },
      instanceType,
      blockDeviceMapping: {},
    },
    { requestId: uuidFrom(label), instancesSet: { items } },
  );
}

export const registerTask = (family, image) =>
  call(
    "ecs",
    "RegisterTaskDefinition",
    {
      family,
      requiresCompatibilities: ["FARGATE"],
      cpu: "16384",
      memory: "32768",
      networkMode: "awsvpc",
      containerDefinitions: [{ name: family, image }],
    },
    { taskDefinition: { family, revision: 1 } },
  );

export const runTask = (cluster, taskDefinition, count) =>
  call("ecs", "RunTask", { cluster, taskDefinition, launchType: "FARGATE", count }, { failures: [] });

export const updateTrust = (roleName, policyDocument) =>
  call("iam", "UpdateAssumeRolePolicy", { roleName, policyDocument }, null, { global: true });

/** Trust in services and principals: `{"Service":…}` or `{"AWS":…}`, one statement each. */
export function trust(...principals) {
  const statements = principals.map((Principal) => ({ Effect: "Allow", Principal, Action: "sts:AssumeRole" }));
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export const createOidcProvider = (account, host) =>
  call(
    "iam",
    "CreateOpenIDConnectProvider",
    { url: `https://${host}`, clientIDList: ["sts.amazonaws.com"], thumbprintList: ["6938fd4d98bab03faadb97b34396831e3780aea1"] },
    { openIDConnectProviderArn: `arn:aws:iam::${account}:oidc-provider/${host}` },
    { global: true },
  );

export const createServiceLinkedRole = (host, ms) =>
  call(
    "iam",
    "CreateServiceLinkedRole",
    { aWSServiceName: host },
    { role: { path: `/aws-service-role/${host}/`, createDate: spokenTime(ms) } },
    { global: true },
  );

export const stopLogging = (trailArn) => call("cloudtrail", "StopLogging", { name: trailArn });
export const putRetention = (logGroupName, retentionInDays) => call("logs", "PutRetentionPolicy", { logGroupName, retentionInDays });
