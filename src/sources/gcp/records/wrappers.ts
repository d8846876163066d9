import type { LogRecord, Unwrapped } from "../../contract.ts";
import { isFields, listAt, objectAt, parsedJson, textAt, valueAt } from "../../fields.ts";

/*
 * What log entries travel in: messages of Pub/Sub (https://cloud.google.com/pubsub/docs/reference/rest/v1/PubsubMessage),
 * Eventarc's CloudEvents (https://cloud.google.com/eventarc/docs/cloudevents) and rows of BigQuery, where
 * columns have other names (https://cloud.google.com/logging/docs/export/bigquery).
 */

/** Null for what is none of these. */
export function unwrapEntry(value: LogRecord): readonly Unwrapped[] | null {
  return ofMessage(value) ?? ofCloudEvent(value) ?? ofRow(value) ?? ofTextPayload(value);
}

function ofMessage(value: LogRecord): readonly Unwrapped[] | null {
  const received = listAt(value, "receivedMessages").filter(isFields);
  if (received.length > 0) return received.map((record, index) => ({ record, path: `receivedMessages[${index}]` }));
  const inside = isFields(value["message"]) ? "message" : null;
  const message = inside === null ? value : objectAt(value, inside);
  const data = textAt(message, "data");
  const isMessage = inside !== null || textAt(message, "messageId") !== null || textAt(message, "message_id") !== null;
  if (data === null || !isMessage) return null;
  return [{ record: decoded(data), path: inside === null ? "data" : "message.data" }];
}

/** Base64 on the wire; some clients store it decoded. */
function decoded(data: string): string {
  return data.trimStart().startsWith("{") ? data : Buffer.from(data, "base64").toString("utf8");
}

function ofCloudEvent(value: LogRecord): readonly Unwrapped[] | null {
  if (textAt(value, "specversion") === null || !(textAt(value, "type")?.startsWith("google.cloud.") ?? false)) return null;
  const encoded = textAt(value, "data_base64");
  if (encoded !== null) return [{ record: decoded(encoded), path: "data_base64" }];
  const data = value["data"];
  if (typeof data === "string") return [{ record: data, path: "data" }];
  return isFields(data) ? [{ record: data, path: "data" }] : null;
}

function ofRow(value: LogRecord): readonly Unwrapped[] | null {
  const audit = valueAt(value, "protopayload_auditlog") ?? valueAt(value, "protopayload");
  if (!isFields(audit)) return null;
  const json = (name: string): unknown => parsedJson(audit[`${name}Json`]) ?? audit[name];
  const serviceData = audit["servicedata_v1_iam"] ?? audit["servicedata_v1_iam_admin"] ?? audit["serviceData"];
  const protoPayload = { ...audit, request: json("request"), response: json("response"), metadata: json("metadata"), serviceData };
  return [{ record: { ...value, protoPayload, protopayload_auditlog: null, protopayload: null }, path: "" }];
}

/** Some shippers keep the payload as JSON text. */
function ofTextPayload(value: LogRecord): readonly Unwrapped[] | null {
  const payload = parsedJson(value["protoPayload"]);
  return isFields(payload) ? [{ record: { ...value, protoPayload: payload }, path: "" }] : null;
}
