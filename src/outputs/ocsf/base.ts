import type { Provider } from "../../facts/kinds.ts";
import type { Incident } from "../../incidents/incident.ts";
import type { Severity } from "../../incidents/severity.ts";

/** What every OCSF event of ours has in common. */

export const OCSF_VERSION = "1.8.0";
export const NEW = { id: 1, caption: "New" } as const;

const FINDINGS = { uid: 2, name: "Findings" };
/** Always Create: whoever remembers `finding_info.uid` sees that it is an update. */
const ACTIVITY = { id: 1, name: "Create" };

const SEVERITY: Readonly<Record<Severity, readonly [number, string]>> = {
  informational: [1, "Informational"],
  low: [2, "Low"],
  medium: [3, "Medium"],
  high: [4, "High"],
  critical: [5, "Critical"],
};

/** Names and account types of OCSF's cloud and account objects. */
const CLOUDS: Readonly<Record<Provider, { readonly name: string; readonly typeId: number; readonly type: string }>> = {
  aws: { name: "AWS", typeId: 10, type: "AWS Account" },
  gcp: { name: "GCP", typeId: 11, type: "GCP Project" },
  azure: { name: "Azure", typeId: 13, type: "Azure Subscription" },
  m365: { name: "Microsoft 365", typeId: 17, type: "M365 Tenant" },
  "google-workspace": { name: "Google Workspace", typeId: 15, type: "Google Workspace" },
};

/** The program that writes the event. */
export interface Producer {
  readonly version: string;
}

export interface EventClass {
  readonly uid: number;
  readonly name: string;
  readonly profiles: readonly string[];
}

/**
 * Attributes that the base event requires, and the cloud profile. `time` is the last thing seen,
 * never the clock, so the same logs give the same bytes; all times are milliseconds since 1970 UTC.
 */
export function baseEvent({ uid, name, profiles }: EventClass, incident: Incident, producer: Producer): object {
  const [severityId, severity] = SEVERITY[incident.severity];
  return {
    category_uid: FINDINGS.uid,
    category_name: FINDINGS.name,
    class_uid: uid,
    class_name: name,
    activity_id: ACTIVITY.id,
    activity_name: ACTIVITY.name,
    type_uid: uid * 100 + ACTIVITY.id,
    type_name: `${name}: ${ACTIVITY.name}`,
    severity_id: severityId,
    severity,
    time: Date.parse(incident.last_seen),
    start_time: Date.parse(incident.first_seen),
    end_time: Date.parse(incident.last_seen),
    message: incident.title,
    metadata: {
      version: OCSF_VERSION,
      profiles,
      product: productOf(producer),
      uid: `${incident.id}:${uid}`,
      correlation_uid: incident.id,
      event_code: incident.analytic,
    },
    cloud: cloudOf(incident),
  };
}

export function productOf({ version }: Producer): object {
  return { name: "faastrail", vendor_name: "faastrail", version };
}

function cloudOf(incident: Incident): object {
  const { name } = CLOUDS[incident.provider];
  const region = regionOf(incident);
  return { provider: name, account: accountOf(incident.provider, incident.account), ...(region === null ? {} : { region }) };
}

export function accountOf(provider: Provider, account: string): object {
  const { typeId, type } = CLOUDS[provider];
  return { uid: account, type_id: typeId, type };
}

/** Region of the automation: the one in which it was acted on, when that is one. Identity services log elsewhere. */
export function regionOf({ timeline, automation }: Incident): string | null {
  const regions = new Set(timeline.filter(({ target }) => target === automation.id).map(({ region }) => region));
  const [region] = regions;
  return regions.size === 1 && region !== undefined ? region : null;
}
