import type { Entities, Envelope } from "../../../facts/fact.ts";
import type { LogRecord } from "../../contract.ts";
import { isFields, listAt, textsAt } from "../../fields.ts";
import { projectOf } from "../names/acting-app.ts";
import { parameter, parameterTexts } from "../records/activity.ts";
import { detail, extractors } from "./extractor.ts";
import { areOfScript, capabilitiesOf, shortScope } from "../names/scopes.ts";

/*
 * Consents that people give to apps, scripts among them: https://developers.google.com/workspace/admin/reports/v1/appendix/activity/token
 * A script's consent bears the product bucket of the script runtime or a scope that only scripts ask for; its name is the project's.
 */

const RUNTIME = "APPS_SCRIPT_RUNTIME";

export const tokenEntities = extractors({ consent });

/** The app that was let in, and what it may do for the person who let it. */
function consent(record: LogRecord, envelope: Envelope): Entities {
  const client = parameter(record, "client_id");
  const scopes = scopesOf(record);
  return {
    ...(isScript(record, scopes) && client !== null ? automationOf(client, parameter(record, "app_name")) : {}),
    runAsId: envelope.actorId,
    issuedCredentialId: projectOf(client),
    targetId: client,
    targetType: "client",
    traits: capabilitiesOf(scopes),
    detail: detail({
      appName: parameter(record, "app_name"),
      clientId: client,
      clientType: parameter(record, "client_type"),
      scopes: scopes.join(", "),
      capabilities: scopes.map(shortScope).toSorted().join(", "),
    }),
  };
}

function automationOf(client: string, name: string | null): Entities {
  return { automationId: client, automationKind: "script", automationName: name };
}

function scopesOf(record: LogRecord): readonly string[] {
  const named = listAt(record, "events", "parameters", "scope_data").flatMap((one) => (isFields(one) ? textsAt(one, "scope_name") : []));
  return [...new Set([...parameterTexts(record, "scope"), ...named])].toSorted();
}

function isScript(record: LogRecord, scopes: readonly string[]): boolean {
  const buckets = listAt(record, "events", "parameters", "scope_data").flatMap((one) => textsAt(one, "product_bucket"));
  return [...buckets, ...parameterTexts(record, "product_bucket")].includes(RUNTIME) || areOfScript(scopes);
}
