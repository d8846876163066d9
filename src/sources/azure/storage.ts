import type { Entities, Envelope } from "../../facts/fact.ts";
import type { LogRecord, Source } from "../contract.ts";
import { textAt } from "../fields.ts";
import { automationColumns, automationOf, parseArmId } from "./names/arm-id.ts";
import type { ArmAutomation } from "./names/arm-id.ts";
import { AZURE_BLIND_SPOTS } from "./blind-spots.ts";
import { alias, NOBODY } from "./names/claims.ts";
import type { Caller } from "./names/claims.ts";
import { detail } from "./entities/extractor.ts";
import { categoryOf, outcomeOfStatus, propertiesOf, resourceEnvelope, statusAt, withOpenProperties } from "./records/resource-log.ts";

/*
 * Requests to storage: https://learn.microsoft.com/en-us/azure/storage/blobs/monitor-blob-storage-reference
 * The storage account of a function app holds its code and its keys; whoever writes there replaces the code without any event in
 * the Activity Log: https://learn.microsoft.com/en-us/azure/azure-functions/storage-considerations
 * Blobs name the app and not its resource group, which is taken to be the account's, as the vendor's templates put them together.
 */

const CATEGORIES = new Set(["storageread", "storagewrite", "storagedelete"]);

const storage: Source = {
  id: "azure/storage",
  title: "Azure Storage resource logs",
  provider: "azure",
  logsource: { product: "azure", service: "storage" },
  vendorDocs: "https://learn.microsoft.com/en-us/azure/storage/blobs/monitor-blob-storage-reference",
  requires: ["A diagnostic setting of the storage accounts of function apps that exports StorageWrite of blobs and files"],
  bytes: {
    operationAnchor: '"operationName":"',
    operationField: "operationName",
    serviceAnchor: '"category":"',
    serviceField: "category",
    recordStart: '{"category":"Storage',
    activityNeedles: [],
  },
  listKeys: ["records"],
  matches: isStorage,
  canonical: withOpenProperties,
  envelope: storageEnvelope,
  entities: { code_blob: codeBlob, key_blob: keyBlob },
  isRunAsActivity: () => false,
  notEvents: () => null,
  blindSpots: AZURE_BLIND_SPOTS,
};

export default storage;

/** By category, or where that is left out, by the object key that only these logs have. */
function isStorage(record: LogRecord): boolean {
  if (textAt(record, "operationName") === null || textAt(record, "time") === null) return false;
  const category = categoryOf(record);
  if (category !== "") return CATEGORIES.has(category);
  return /\/storageaccounts\/[^/]+\/(blob|file|queue|table)services\//i.test(textAt(record, "resourceId") ?? "");
}

function storageEnvelope(record: LogRecord): Envelope | { readonly unusable: string } {
  const properties = propertiesOf(record);
  const status = outcomeOfStatus(statusAt(record, "statusCode"));
  const isSuccess = textAt(properties, "metricResponseType") === "Success";
  return resourceEnvelope(record, {
    op: textAt(record, "operationName") ?? "request",
    service: "storage",
    outcome: status === "unknown" && isSuccess ? "success" : status,
    caller: callerOf(record),
    address: textAt(record, "callerIpAddress"),
    userAgent: textAt(properties, "userAgentHeader"),
    eventId: textAt(record, "correlationId"),
  });
}

/** Who signed in, or which key of the account or signature made from it was used. */
function callerOf(record: LogRecord): Caller {
  const requester = ["identity", "requester"] as const;
  const objectId = textAt(record, ...requester, "objectId")?.toLowerCase() ?? null;
  const name = textAt(record, ...requester, "upn")?.toLowerCase() ?? null;
  if (name !== null) return { ...NOBODY, actorId: name, ...alias(objectId), actorType: "user" };
  if (objectId !== null) return { ...NOBODY, actorId: objectId, actorType: "role_session" };
  const hash = textAt(record, "identity", "tokenHash");
  const account = textAt(propertiesOf(record), "accountName")?.toLowerCase() ?? null;
  if (hash === null || account === null) return NOBODY;
  const key = /^[a-z0-9]+/i.exec(hash)?.[0]?.toLowerCase() ?? "key";
  return { ...NOBODY, actorId: `storage-key:${account}/${key}`, actorType: "account", credentialId: hash };
}

/** `/account/container/path`: what lies in the places from which the platform takes code. */
function codeBlob(record: LogRecord): Entities {
  const key = textAt(propertiesOf(record), "objectKey") ?? "";
  const name = /\/scm-releases\/scm-latest-(.+)\.zip$/i.exec(key)?.[1] ?? /\/app-package-(.+)-[0-9a-f]{7}\//i.exec(key)?.[1] ?? null;
  return {
    ...automationColumns(siteBeside(record, name)),
    targetId: key.toLowerCase() === "" ? null : key.toLowerCase(),
    targetType: "blob",
    traits: ["code_changed"],
    detail: detail({ blob: key, groupTakenFromStorage: name === null ? null : true }),
  };
}

/** Keys of a function app are blobs below its name. */
function keyBlob(record: LogRecord): Entities {
  const key = textAt(propertiesOf(record), "objectKey") ?? "";
  const site = siteBeside(record, /\/azure-webjobs-secrets\/([^/]+)\//i.exec(key)?.[1] ?? null);
  return {
    ...automationColumns(site),
    targetId: site?.id ?? null,
    targetType: "site",
    traits: ["other_target"],
    detail: detail({ blob: key }),
  };
}

function siteBeside(record: LogRecord, name: string | null): ArmAutomation | null {
  const arm = parseArmId(textAt(record, "resourceId"));
  if (arm === null || name === null || arm.subscription === null || arm.resourceGroup === null) return null;
  return automationOf(`/subscriptions/${arm.subscription}/resourceGroups/${arm.resourceGroup}/providers/Microsoft.Web/sites/${name}`);
}
