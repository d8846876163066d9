/**
 * Lambda's control-plane calls as CloudTrail writes them: versioned event names, `code` empty for
 * inline uploads, `environment` always redacted to {}
 * (docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html; shapes as in the public
 * detonation logs of DataDog/stratus-red-team).
 */
import { makeRandom, uuidFrom } from "../random.mjs";

const LAMBDA = "lambda.amazonaws.com";

/**
 * @typedef {{account: string, region: string, name: string, role: string, runtime?: string, handler?: string,
 *   memory?: number, timeout?: number, layers?: readonly string[], build?: string, version?: string}} Fn
 */

export function functionArn(fn) {
  return `arn:aws:lambda:${fn.region}:${fn.account}:function:${fn.name}`;
}

/** Hash of the code as Lambda reports it; `build` tells one upload from the next. */
function codeSha(fn) {
  const random = makeRandom(`code:${fn.name}:${fn.build ?? "1"}`);
  return Buffer.from(random.hex(64), "hex").toString("base64");
}

/** @param {Fn} fn @param {{bucket?: string, key?: string, publish?: boolean, tags?: object}} [how] */
export function createFunction(fn, ms, how = {}) {
  const request = {
    functionName: fn.name,
    runtime: fn.runtime ?? "python3.12",
    role: fn.role,
    handler: fn.handler ?? "index.handler",
    code: how.bucket === undefined ? {} : { s3Bucket: how.bucket, s3Key: how.key ?? `${fn.name}/${fn.build ?? "1"}.zip` },
    timeout: fn.timeout ?? 3,
    memorySize: fn.memory ?? 128,
    publish: how.publish ?? false,
    environment: {},
  };
  if (fn.layers !== undefined) request.layers = fn.layers;
  if (how.tags !== undefined) request.tags = how.tags;
  return { service: LAMBDA, name: "CreateFunction20150331", request, response: configuration(fn, ms, "Pending") };
}

/** @param {Fn} fn @param {{bucket?: string, key?: string, publish?: boolean, dryRun?: boolean}} [how] */
export function updateFunctionCode(fn, ms, how = {}) {
  const request = { functionName: fn.name };
  if (how.bucket !== undefined) Object.assign(request, { s3Bucket: how.bucket, s3Key: how.key ?? `${fn.name}/${fn.build ?? "1"}.zip` });
  Object.assign(request, { publish: how.publish ?? false, dryRun: how.dryRun ?? false });
  return { service: LAMBDA, name: "UpdateFunctionCode20150331v2", request, response: configuration(fn, ms, "InProgress") };
}

/** @param {Fn} fn @param {object} changes the settings named in the call */
export function updateFunctionConfiguration(fn, ms, changes) {
  const request = { functionName: fn.name, ...changes };
  return { service: LAMBDA, name: "UpdateFunctionConfiguration20150331v2", request, response: configuration(fn, ms, "InProgress") };
}

export function publishVersion(fn, ms, version) {
  const response = { ...configuration(fn, ms, "Successful"), version };
  response.functionArn = `${functionArn(fn)}:${version}`;
  return { service: LAMBDA, name: "PublishVersion20150331", request: { functionName: fn.name, codeSha256: codeSha(fn) }, response };
}

/** @param {{principal: string, sourceArn?: string, statementId: string, action?: string}} to */
export function addPermission(fn, to) {
  const action = to.action ?? "lambda:InvokeFunction";
  const request = { functionName: fn.name, statementId: to.statementId, action, principal: to.principal };
  if (to.sourceArn !== undefined) request.sourceArn = to.sourceArn;
  const isService = to.principal.endsWith(".amazonaws.com");
  const statement = {
    Sid: to.statementId,
    Effect: "Allow",
    Principal: isService ? { Service: to.principal } : to.principal === "*" ? "*" : { AWS: to.principal },
    Action: action,
    Resource: functionArn(fn),
  };
  if (to.sourceArn !== undefined) statement.Condition = { ArnLike: { "AWS:SourceArn": to.sourceArn } };
  return { service: LAMBDA, name: "AddPermission20150331v2", request, response: { statement: JSON.stringify(statement) } };
}

/** A data event: only there when the trail records them. */
export function invoke(fn, invocationType = "RequestResponse") {
  return {
    service: LAMBDA,
    name: "Invoke",
    data: true,
    request: { functionName: functionArn(fn), invocationType },
    additional: { functionVersion: `${functionArn(fn)}:$LATEST` },
    resources: [{ accountId: fn.account, type: "AWS::Lambda::Function", ARN: functionArn(fn) }],
  };
}

export const getFunction = (fn) => ({ service: LAMBDA, name: "GetFunction20150331v2", readOnly: true, request: { functionName: fn.name } });
export const listFunctions = () => ({ service: LAMBDA, name: "ListFunctions20150331", readOnly: true, request: { maxItems: 50 } });

function configuration(fn, ms, status) {
  const arn = functionArn(fn);
  const creating = status === "Pending";
  const response = {
    functionName: fn.name,
    functionArn: arn,
    runtime: fn.runtime ?? "python3.12",
    role: fn.role,
    handler: fn.handler ?? "index.handler",
    codeSize: 512 + (codeSha(fn).charCodeAt(3) - 40) * 97,
    description: "",
    timeout: fn.timeout ?? 3,
    memorySize: fn.memory ?? 128,
    lastModified: new Date(ms).toISOString().replace("Z", "+0000"),
    codeSha256: codeSha(fn),
    version: fn.version ?? "$LATEST",
    environment: {},
    tracingConfig: { mode: "PassThrough" },
    revisionId: uuidFrom(`revision:${fn.name}:${ms}`),
  };
  if (fn.layers !== undefined) response.layers = fn.layers.map((layer) => ({ arn: layer, codeSize: 48_213 }));
  Object.assign(
    response,
    creating
      ? { state: "Pending", stateReason: "The function is being created.", stateReasonCode: "Creating" }
      : { state: "Active", lastUpdateStatus: status },
  );
  return Object.assign(response, {
    packageType: "Zip",
    architectures: ["x86_64"],
    ephemeralStorage: { size: 512 },
    snapStart: { applyOn: "None", optimizationStatus: "Off" },
    loggingConfig: { logFormat: "Text", logGroup: `/aws/lambda/${fn.name}` },
  });
}
