/**
 * Records in the vendor's shapes, made by hand after the schema pages of the Management Activity API, of Power Automate's audit
 * records, of Microsoft Graph activity logs and of message traces (learn.microsoft.com). Every builder takes the story's label of the record,
 * from which its ids follow.
 */
import { uuidFrom } from "../../../bench/cloudtrail/random.mjs";
import { APPS, ENVIRONMENT, TENANT } from "./company.mjs";

const BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
/** In UTC, without a zone, to the second. */
const time = (ms) => new Date(ms).toISOString().slice(0, 19);

/** What all records of the audit log have. */
function audit(label, ms, who, operation, type, workload, more) {
  return {
    CreationTime: time(ms),
    Id: uuidFrom(`${label}/record`),
    Operation: operation,
    OrganizationId: TENANT,
    RecordType: type,
    ResultStatus: "Success",
    UserKey: who.puid,
    UserType: who.guest === true ? 10 : 0,
    Version: 1,
    Workload: workload,
    ClientIP: who.ip,
    UserId: who.user,
    ...more,
  };
}

/** Something done to a flow: `CreateFlow`, `EditFlow`, `DeleteFlow`, `PutPermissions`. */
export function flowEvent(label, ms, who, operation, flow, { connectors, ...more } = {}) {
  return audit(label, ms, who, operation, 30, "MicrosoftFlow", {
    UserKey: who.user,
    FlowConnectorNames: connectors ?? "",
    FlowDetailsUrl: `https://make.powerautomate.com/environments/${ENVIRONMENT}/flows/${flow.id}/details`,
    LicenseDisplayName: "Office 365 E3",
    UserTypeInitiated: 1,
    UserUPN: who.user,
    ...more,
  });
}

const property = (Name, Value) => ({ Name, Value });

/** A data policy of the Power Platform written or deleted. */
export function policyEvent(label, ms, who, change, name) {
  const governance = "powerplatform.analytics.resource.tenant.governance.api_policy";
  return audit(label, ms, who, "GovernanceApiPolicyOperation", 256, "PowerPlatform", {
    UserKey: who.oid,
    UserType: 2,
    PropertyCollection: [
      property("powerplatform.analytics.resource.display_name", name),
      property(`${governance}.operation_result`, "True"),
      property("powerplatform.analytics.resource.id", uuidFrom(`policy/${name}`)),
      property("powerplatform.analytics.resource.type", "ApiPolicy"),
      property(`${governance}.operation_name`, change),
      property("type", "PowerPlatformAdministratorActivityRecord"),
      property("powerplatform.analytics.activity.name", "GovernanceApiPolicyOperation"),
      property("enduser.id", who.oid),
      property("enduser.role", "Admin"),
      property("powerplatform.analytics.resource.tenant.id", TENANT),
    ],
  });
}

/** A cmdlet of Exchange, or what a mail client runs as one. `parameters` by name. */
export function cmdlet(label, ms, who, operation, parameters) {
  return audit(label, ms, who, operation, 1, "Exchange", {
    ResultStatus: "True",
    UserType: 2,
    ClientIP: `${who.ip}:52816`,
    ObjectId: who.name ?? who.user,
    AppId: who.app ?? "",
    ClientAppId: who.app ?? "",
    ExternalAccess: false,
    OrganizationName: "contoso.onmicrosoft.com",
    OriginatingServer: "AM0PR01MB0001 (15.20.9999.009)",
    TokenObjectId: who.oid,
    Parameters: Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })),
  });
}

function mailbox(label, ms, who, operation, type, more) {
  return audit(label, ms, who, operation, type, "Exchange", {
    ResultStatus: "Succeeded",
    AppId: who.app ?? APPS.outlook,
    ClientAppId: who.app ?? "",
    ClientIPAddress: who.ip,
    ClientInfoString: who.app === APPS.connectors ? "Client=REST;Client=RESTSystem;;" : "Client=OWA;Action=ViaProxy",
    ExternalAccess: false,
    LogonType: 0,
    MailboxOwnerUPN: who.user,
    OrganizationName: "contoso.onmicrosoft.com",
    TokenObjectId: who.oid,
    ...more,
  });
}

/** A message sent; `to` is a list of addresses. */
export function sent(label, ms, who, subject, to) {
  return mailbox(label, ms, who, "Send", 2, {
    Item: {
      Id: uuidFrom(`${label}/item`),
      InternetMessageId: `<${uuidFrom(`${label}/message`)}@contoso.example>`,
      ParentFolder: { Path: "\\Drafts" },
      Subject: subject,
    },
    recipientCount: to.length,
    recipientList: to.map((Address) => ({ Address, Name: "" })),
  });
}

/** Messages opened, as one aggregated record. */
export function mailRead(label, ms, who, count) {
  const items = Array.from({ length: count }, (_, i) => ({
    InternetMessageId: `<${uuidFrom(`${label}/message/${i}`)}@contoso.example>`,
    SizeInBytes: 40_000 + i,
  }));
  return mailbox(label, ms, who, "MailItemsAccessed", 50, {
    OperationProperties: [
      { Name: "MailAccessType", Value: "Bind" },
      { Name: "IsThrottled", Value: "False" },
    ],
    Folders: [{ FolderItems: items, Id: uuidFrom(`folder/${who.user}`), Path: "\\Inbox" }],
    OperationCount: count,
  });
}

/** Something done to a file in somebody's OneDrive, or in the library of a team where `site` says. */
export function fileEvent(label, ms, who, operation, file, { site, target, type = "Member" } = {}) {
  const personal = `https://contoso-my.sharepoint.com/personal/${who.user.replaceAll(/[@.]/g, "_")}`;
  const place = site === undefined ? personal : `https://contoso.sharepoint.com/sites/${site}`;
  const isSharing = /Link|Sharing/.test(operation);
  return audit(label, ms, who, operation, isSharing ? 14 : 6, site === undefined ? "OneDrive" : "SharePoint", {
    ResultStatus: undefined,
    UserKey: `i:0h.f|membership|${who.puid.toLowerCase()}@live.com`,
    ObjectId: `${place}/Documents/${file}`,
    AppAccessContext: {
      AADSessionId: uuidFrom(`session/${who.user}`),
      ClientAppId: who.app ?? APPS.office,
      CorrelationId: uuidFrom(`${label}/correlation`),
    },
    ApplicationId: who.app ?? APPS.office,
    EventSource: "SharePoint",
    ItemType: "File",
    SiteUrl: place,
    SourceFileName: file,
    SourceFileExtension: file.split(".").at(-1),
    SourceRelativeUrl: "Documents",
    UserAgent: who.agent ?? BROWSER,
    ...(target === undefined ? {} : { TargetUserOrGroupName: target, TargetUserOrGroupType: type }),
  });
}

export function signedIn(label, ms, who, app) {
  return audit(label, ms, who, "UserLoggedIn", 15, "AzureActiveDirectory", {
    UserKey: who.oid,
    ObjectId: "00000003-0000-0000-c000-000000000000",
    ActorIpAddress: who.ip,
    ApplicationId: app,
    ErrorNumber: "0",
    ExtendedProperties: [
      { Name: "UserAgent", Value: BROWSER },
      { Name: "RequestType", Value: "OAuth2:Authorize" },
    ],
  });
}

/** Something done to somebody in the directory: `Reset user password.` */
export function directoryEvent(label, ms, who, operation, whom) {
  return audit(label, ms, who, operation, 8, "AzureActiveDirectory", {
    UserKey: `${who.puid}@contoso.example`,
    ObjectId: whom.user,
    AzureActiveDirectoryEventType: 1,
    ExtendedProperties: [{ Name: "extendedAuditEventCategory", Value: "User" }],
    ModifiedProperties: [],
    Actor: [
      { ID: who.user, Type: 5 },
      { ID: `User_${who.oid}`, Type: 2 },
    ],
    Target: [
      { ID: `User_${whom.oid}`, Type: 2 },
      { ID: whom.oid, Type: 2 },
      { ID: "User", Type: 2 },
      { ID: whom.user, Type: 5 },
    ],
  });
}

/** A request to Microsoft Graph, as a diagnostic setting writes it. */
export function graphRequest(label, ms, who, method, address, status = 200) {
  const id = uuidFrom(`${label}/request`);
  const at = new Date(ms).toISOString();
  return {
    time: at,
    resourceId: `/TENANTS/${TENANT.toUpperCase()}/PROVIDERS/MICROSOFT.AADIAM`,
    operationName: "Microsoft Graph Activity",
    operationVersion: "v1.0",
    category: "MicrosoftGraphActivityLogs",
    resultSignature: String(status),
    durationMs: "215000",
    callerIpAddress: who.ip,
    correlationId: id,
    level: "Informational",
    location: "West Europe",
    properties: {
      timeGenerated: at,
      requestId: id,
      operationId: id,
      apiVersion: "v1.0",
      requestMethod: method,
      responseStatusCode: status,
      requestUri: `https://graph.microsoft.com/v1.0${address}`,
      ipAddress: who.ip,
      userAgent: who.agent ?? BROWSER,
      appId: who.app ?? APPS.office,
      userId: who.oid,
      scopes: "Mail.ReadWrite Mail.Send",
      tenantId: TENANT,
    },
  };
}

/** A message trace with the headers that a mail flow rule copied; a person's mail has none. */
export function trace(label, ms, who, subject, to, flow, kind = "Forward") {
  const headers = {
    "x-ms-mail-application": `Microsoft Power Automate; User-Agent: ${flow?.agent}`,
    "x-ms-mail-operation-type": kind,
    "x-ms-mail-environment-id": ENVIRONMENT.toLowerCase(),
    "x-ms-mail-workflow": `x-ms-workflow-name: ${flow?.id}; x-ms-workflow-run-id: ${uuidFrom(`${label}/run`).replaceAll("-", "").toUpperCase()}CU20; x-ms-client-request-id: ${uuidFrom(`${label}/client`)};`,
  };
  return {
    MessageTraceId: uuidFrom(`${label}/trace`),
    Organization: "contoso.onmicrosoft.com",
    MessageId: `<${uuidFrom(`${label}/message`)}@contoso.example>`,
    Received: new Date(ms).toISOString(),
    SenderAddress: who.user,
    RecipientAddress: to,
    Subject: subject,
    Status: "Delivered",
    FromIP: who.ip,
    Size: 35_120,
    ...(flow === undefined ? {} : headers),
  };
}
