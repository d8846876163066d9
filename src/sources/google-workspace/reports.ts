import type { LogRecord, Source } from "../contract.ts";
import { accountEntities } from "./entities/account.ts";
import { actingProject, actingScript } from "./names/acting-app.ts";
import { asActivity, isActivity } from "./records/activity.ts";
import { adminEntities } from "./entities/admin.ts";
import { WORKSPACE_BLIND_SPOTS } from "./blind-spots.ts";
import { driveEntities } from "./entities/drive.ts";
import { activityEnvelope, timeOfActivity } from "./records/envelope.ts";
import { mailEntities } from "./entities/mail.ts";
import { tokenEntities } from "./entities/token.ts";
import { unwrapActivities } from "./records/wrappers.ts";

/*
 * Activities of the Admin SDK Reports API, all applications: https://developers.google.com/workspace/admin/reports/v1/appendix/activity
 * They come within minutes, those of sign-ins hours late, and are kept for 180 days. There is no application for scripts.
 */

const reports: Source = {
  id: "google-workspace/reports",
  title: "Google Workspace activity reports",
  provider: "google-workspace",
  logsource: { product: "google_workspace", service: "google_workspace.reports" },
  vendorDocs: "https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list",
  requires: [
    "activities.list of drive, token, admin, user_accounts, login, gmail, groups and rules; drive reports need a licensed edition",
  ],
  bytes: {
    operationAnchor: '"applicationName":"',
    operationField: "id.applicationName",
    // Parameters have names too, which no rule takes for an event's.
    serviceAnchor: '"name":"',
    serviceField: "events.name",
    finerKey: "service",
    recordStart: '{"kind":"admin#reports#activity"',
    isMixed: true,
    activityNeedles: ['"script_id"', '"originating_app_id"', '"oauthClientId"', '"client_id"'],
    // A second event of an item: counted as the careful way counts it.
    wrapperNeedles: ['},{"type":"'],
  },
  listKeys: ["items"],
  tableColumns: ["record_type"],
  unwrap: unwrapActivities,
  matches: isActivity,
  canonical: asActivity,
  time: timeOfActivity,
  envelope: activityEnvelope,
  entities: { ...accountEntities, ...adminEntities, ...driveEntities, ...mailEntities, ...tokenEntities },
  mayBeRunAs: hasActingApp,
  isRunAsActivity: hasActingApp,
  notEvents: () => null,
  blindSpots: WORKSPACE_BLIND_SPOTS,
};

export default reports;

function hasActingApp(record: LogRecord): boolean {
  const activity = asActivity(record);
  return actingScript(activity) !== null || actingProject(activity) !== null;
}
