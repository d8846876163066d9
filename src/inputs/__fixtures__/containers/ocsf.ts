import { EVENTS, type Event } from "./events.ts";

export { EVENTS };

type Version = "1.0.0-rc.2" | "1.1.0";

/**
 * An event as Security Lake writes it, by the published mapping (event dossiers of github.com/ocsf/examples). Made by hand: what
 * the mapping moves is moved, and the rest goes to `unmapped` by its path.
 */
export function asOcsf(event: Event, version: Version): Event {
  const isFirst = version === "1.0.0-rc.2";
  const identity = at(event["userIdentity"]);
  const issuer = at(at(identity["sessionContext"])["sessionIssuer"]);
  return {
    metadata: {
      product: { version: event["eventVersion"], name: "CloudTrail", vendor_name: "AWS", feature: { name: "Management" } },
      event_code: isFirst ? null : event["eventType"],
      uid: event["eventID"],
      version,
    },
    time: Date.parse(event["eventTime"] as string), // a text in every fixture
    cloud: { region: event["awsRegion"], provider: "AWS" },
    api: {
      operation: event["eventName"],
      service: { name: event["eventSource"] },
      request: isFirst ? { uid: event["requestID"] } : { uid: event["requestID"], data: json(event["requestParameters"]) },
      response: {
        error: event["errorCode"] ?? null,
        message: event["errorMessage"] ?? null,
        ...(isFirst ? {} : { data: json(event["responseElements"]) }),
      },
    },
    actor: {
      user: {
        type: identity["type"],
        credential_uid: identity["accessKeyId"],
        ...(isFirst
          ? { uuid: identity["arn"], uid: identity["principalId"], account_uid: identity["accountId"] }
          : { uid: identity["arn"], uid_alt: identity["principalId"], account: { uid: identity["accountId"] } }),
      },
      session: { issuer: issuer["arn"], ...(isFirst ? { mfa: false } : { is_mfa: false }) },
      invoked_by: null,
    },
    http_request: { user_agent: event["userAgent"] },
    src_endpoint: { ip: event["sourceIPAddress"], domain: null },
    class_uid: isFirst ? 3005 : 6003,
    unmapped: unmapped(event, isFirst),
  };
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function at(value: unknown): Event {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function unmapped(event: Event, isFirst: boolean): Record<string, string> {
  const identity = at(event["userIdentity"]);
  const left: Record<string, unknown> = {
    recipientAccountId: event["recipientAccountId"],
    readOnly: event["readOnly"],
    managementEvent: event["managementEvent"],
    "userIdentity.inScopeOf": identity["inScopeOf"],
    "userIdentity.sessionContext.sessionIssuer.userName": at(at(identity["sessionContext"])["sessionIssuer"])["userName"],
    ...(isFirst
      ? { requestParameters: event["requestParameters"], responseElements: event["responseElements"], eventType: event["eventType"] }
      : {}),
  };
  return Object.fromEntries(Object.entries(left).flatMap(([path, value]) => leaves(path, value)));
}

function leaves(path: string, value: unknown): readonly (readonly [string, string])[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object") return [[path, typeof value === "string" ? value : JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, item]) => leaves(`${path}.${key}`, item));
}
