/**
 * Records of the logs, in the vendor's shapes (each log's schema page on learn.microsoft.com), made by hand.
 * Every builder takes the story's label of the record, from which its ids follow.
 */
import { uuidFrom } from "../../../bench/cloudtrail/random.mjs";
import { SUBSCRIPTION, TENANT } from "./company.mjs";

const SCHEMA = "http://schemas.microsoft.com/identity/claims/";
const SOAP = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

const time = (ms) => new Date(ms).toISOString().replace("Z", "1234Z");

/** Claims of a caller's token. */
function claims(caller) {
  const common = { aud: "https://management.azure.com/", [`${SCHEMA}objectidentifier`]: caller.oid, [`${SCHEMA}tenantid`]: TENANT };
  const token = { uti: caller.token ?? uuidFrom(`token/${caller.oid}`).slice(0, 22), ver: "1.0" };
  if (caller.user !== undefined)
    return {
      ...common,
      appid: "c44b4083-3bb0-49c1-b47d-974e53cbdf3c",
      [`${SOAP}upn`]: caller.user,
      [`${SCHEMA}scope`]: "user_impersonation",
      ...token,
    };
  if (caller.mirid === undefined) return { ...common, appid: caller.appid, idtyp: "app", ...token };
  return { ...common, appid: uuidFrom(`app/${caller.mirid}`), idtyp: "app", xms_mirid: caller.mirid, xms_az_rid: caller.host, ...token };
}

/** One event of the Activity Log. `how.body` is the request, written as text as the log does. */
export function activity(label, ms, caller, name, resourceId, how = {}) {
  const { kind = "Success", status = "OK", body, answer, category = "Administrative" } = how;
  const signature = kind === "Start" ? "Started." : `Succeeded.${status}`;
  const properties = { eventCategory: category, entity: resourceId, message: name, hierarchy: TENANT };
  if (body !== undefined) properties.requestbody = JSON.stringify(body);
  if (answer !== undefined) properties.responseBody = JSON.stringify(answer);
  return {
    time: time(ms),
    resourceId: resourceId.toUpperCase(),
    operationName: name.toUpperCase(),
    category,
    resultType: kind,
    resultSignature: signature,
    durationMs: kind === "Start" ? "0" : "850",
    callerIpAddress: caller.ip,
    correlationId: uuidFrom(`${label}/correlation`),
    identity: {
      authorization: {
        scope: resourceId,
        action: name,
        evidence: {
          role: "Contributor",
          roleAssignmentScope: `/subscriptions/${SUBSCRIPTION}`,
          principalId: caller.oid.replaceAll("-", ""),
          principalType: "User",
        },
      },
      claims: claims(caller),
    },
    level: "Information",
    location: "westeurope",
    properties,
    tenantId: TENANT,
  };
}

/** An operation in two events: the start with the request, the end with the answer. */
export function operation(label, ms, caller, name, resourceId, { body, answer, status } = {}) {
  return [
    activity(label, ms, caller, name, resourceId, { kind: "Start", body }),
    activity(label, ms + 4000, caller, name, resourceId, { answer, status }),
  ];
}

export function vaultEvent(label, ms, caller, name, vault, secret, status = 200) {
  const id = `https://${vault.split("/").at(-1)}.vault.azure.net/secrets/${secret}`;
  return {
    time: time(ms),
    category: "AuditEvent",
    operationName: name,
    resultType: "Success",
    resultSignature: status === 200 ? "OK" : "Forbidden",
    correlationId: uuidFrom(`${label}/correlation`),
    callerIpAddress: caller.ip,
    identity: { claim: claims(caller) },
    properties: {
      id,
      clientInfo: "azsdk-net-Security.KeyVault.Secrets/4.6.0",
      requestUri: `${id}?api-version=7.4`,
      httpStatusCode: status,
      isRbacAuthorized: true,
    },
    resourceId: vault.toUpperCase(),
    operationVersion: "7.4",
    resultDescription: "",
    durationMs: "21",
  };
}

/** A run of a function: its start and its end. */
export function functionRun(label, ms, site, functionName) {
  const invocation = uuidFrom(`${label}/run`);
  const one = (at, eventName, message) => ({
    time: time(at),
    resourceId: site.toUpperCase(),
    category: "FunctionAppLogs",
    operationName: "Microsoft.Web/sites/functions/log",
    level: "Informational",
    location: "West Europe",
    properties: {
      appName: site.split("/").at(-1),
      category: `Function.${functionName}`,
      eventName,
      functionName,
      functionInvocationId: invocation,
      hostInstanceId: uuidFrom(site),
      hostVersion: "4.28.3.0",
      level: "Information",
      levelId: 2,
      message,
      processId: 24,
    },
  });
  return [
    one(ms, "FunctionStarted", `Executing 'Functions.${functionName}' (Reason='Timer fired', Id=${invocation})`),
    one(ms + 900, "FunctionCompleted", `Executed 'Functions.${functionName}' (Succeeded, Id=${invocation}, Duration=900ms)`),
  ];
}

export function deploymentSignIn(label, ms, site, user, address) {
  return {
    time: time(ms),
    resourceId: site.toUpperCase(),
    category: "AppServiceAuditLogs",
    operationName: "Authorization",
    level: "Informational",
    properties: { User: user, UserDisplayName: user, UserAddress: address, Protocol: "SCM" },
  };
}

/** A request to an app, as its front end logs it. */
export function httpRequest(label, ms, site, method, path, status, address) {
  return {
    time: time(ms),
    resourceId: site.toUpperCase(),
    category: "AppServiceHTTPLogs",
    operationName: "Authorization",
    level: "Informational",
    properties: {
      CsMethod: method,
      CsUriStem: path,
      ScStatus: status,
      CIp: address,
      CsHost: `${site.split("/").at(-1)}.azurewebsites.net`,
      UserAgent: label,
    },
  };
}

/** Flows of a virtual network: `source,destination,source port,port,protocol,direction,state` each. */
export function networkFlows(label, ms, resourceGroup, tuples) {
  return {
    time: time(ms),
    flowLogVersion: 4,
    flowLogGUID: uuidFrom(`${label}/flow`),
    macAddress: "000D3A359573",
    category: "FlowLogFlowEvent",
    flowLogResourceID: `${resourceGroup}/providers/Microsoft.Network/networkWatchers/nw/flowLogs/f`.toUpperCase(),
    targetResourceID: `${resourceGroup}/providers/Microsoft.Network/virtualNetworks/vnet`,
    operationName: "FlowLogFlowEvent",
    flowRecords: {
      flows: [
        {
          aclID: `${resourceGroup}/providers/Microsoft.Network/networkSecurityGroups/nsg`,
          flowGroups: [{ rule: "Out", flowTuples: tuples.map((one) => `${ms},${one},NX,1,97,1,108`) }],
        },
      ],
    },
  };
}

/** A blob written with a key of the account (`caller.key`) or by somebody who signed in. */
export function blobWritten(label, ms, account, path, caller) {
  const name = account.split("/").at(-1);
  const identity =
    caller.key === undefined
      ? { type: "OAuth", requester: { objectId: caller.oid, appId: caller.appid, tenantId: TENANT } }
      : { type: "AccountKey", tokenHash: `${caller.key}(9F86D081884C7D659A2FEAA0C55AD015)` };
  return {
    time: time(ms),
    resourceId: `${account}/blobServices/default`,
    category: "StorageWrite",
    operationName: "PutBlob",
    operationVersion: "2024-11-04",
    schemaVersion: "1.0",
    statusCode: 201,
    statusText: "Success",
    durationMs: 19,
    callerIpAddress: `${caller.ip}:40112`,
    correlationId: uuidFrom(`${label}/correlation`),
    identity,
    location: "West Europe",
    properties: {
      accountName: name,
      userAgentHeader: "azsdk-python-storage-blob/12.27.1",
      serviceType: "blob",
      objectKey: `/${name}/${path}`,
      metricResponseType: "Success",
    },
  };
}

export function directoryEvent(label, ms, initiatedBy, name, targetResources) {
  const id = `Directory_${uuidFrom(`${label}/event`)}`;
  return {
    time: time(ms),
    resourceId: `/tenants/${TENANT}/providers/Microsoft.aadiam`,
    operationName: name,
    operationVersion: "1.0",
    category: "AuditLogs",
    tenantId: TENANT,
    resultSignature: "None",
    durationMs: 0,
    correlationId: uuidFrom(`${label}/correlation`),
    Level: 4,
    properties: {
      id,
      category: "ApplicationManagement",
      result: "success",
      activityDisplayName: name,
      activityDateTime: new Date(ms).toISOString(),
      loggedByService: "Core Directory",
      operationType: "Update",
      initiatedBy,
      targetResources,
      additionalDetails: [],
    },
  };
}

export function signIn(label, ms, category, properties) {
  return {
    time: time(ms),
    resourceId: `/tenants/${TENANT}/providers/Microsoft.aadiam`,
    operationName: "Sign-in activity",
    operationVersion: "1.0",
    category,
    tenantId: TENANT,
    resultType: "0",
    resultSignature: "None",
    durationMs: 0,
    correlationId: uuidFrom(`${label}/correlation`),
    Level: 4,
    properties: {
      id: uuidFrom(`${label}/sign-in`),
      createdDateTime: new Date(ms).toISOString(),
      status: { errorCode: 0 },
      resourceDisplayName: "Azure Resource Manager",
      ...properties,
    },
  };
}
