import type { Entities } from "../../../facts/fact.ts";
import { listAt, textAt, textsAt } from "../../fields.ts";
import { parseArn } from "../arn.ts";
import { detail, extractors } from "./extractor.ts";
import type { Call } from "./extractor.ts";

/*
 * Secrets and parameters read or written:
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/cloudtrail_log_entries.html and
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-cloudtrail-logs.html
 */

export const secretEntities = extractors({ secret, secrets, parameter, written_secret: writtenSecret });

/** Full ARNs end in six random characters that names lack; without them both spellings are one id. */
function secretId(text: string | null, call: Call): string | null {
  if (text === null) return null;
  const { partition, region, account } = call.home;
  const arn = parseArn(text);
  if (arn === null) return `arn:${partition}:secretsmanager:${region ?? ""}:${account}:secret:${text}`;
  return text.replace(/-[A-Za-z0-9]{6}$/, "");
}

function secretOf(call: Call): Entities {
  const named =
    textAt(call.request, "secretId") ?? textAt(call.response, "aRN") ?? textAt(call.response, "arn") ?? textAt(call.request, "name");
  return { targetId: secretId(named, call), targetType: "secret", detail: detail({ secret: named }) };
}

function secret(call: Call): Entities {
  return { ...secretOf(call), traits: ["secret_read"] };
}

/** One call for many secrets, by list or by filter. */
function secrets(call: Call): Entities {
  const ids = textsAt(call.request, "secretIdList");
  return {
    targetId: ids.length === 1 ? secretId(ids[0] ?? null, call) : null,
    targetType: "secret",
    traits: ["secret_read", "bulk_read"],
    detail: detail({ secrets: ids.join(",").slice(0, 500), count: ids.length === 0 ? null : ids.length }),
  };
}

function parameterId(name: string, call: Call): string {
  const { partition, region, account } = call.home;
  if (parseArn(name) !== null) return name;
  return `arn:${partition}:ssm:${region ?? ""}:${account}:parameter${name.startsWith("/") ? "" : "/"}${name}`;
}

function parameter(call: Call): Entities {
  const path = textAt(call.request, "path");
  const names = [...textsAt(call.request, "names"), ...textsAt(call.request, "name")];
  const only = path ?? (names.length === 1 ? (names[0] ?? null) : null);
  const bulk = path !== null || names.length > 1;
  return {
    targetId: only === null ? null : parameterId(only, call),
    targetType: "parameter",
    traits: bulk ? ["secret_read", "bulk_read"] : ["secret_read"],
    detail: detail({
      parameters: names.join(",").slice(0, 500),
      count: bulk ? Math.max(names.length, listAt(call.record, "resources").length) : null,
    }),
  };
}

/** What rotation does: a function that stores what it makes is doing its work. */
function writtenSecret(call: Call): Entities {
  const name = textAt(call.request, "name");
  if (call.envelope.service === "ssm") {
    return { targetId: name === null ? null : parameterId(name, call), targetType: "parameter", traits: ["secret_written"] };
  }
  return { ...secretOf(call), traits: ["secret_written"] };
}
