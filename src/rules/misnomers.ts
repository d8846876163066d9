/*
 * Names that people look for and no log holds, in the words of other tools, older reports or plain guessing, and what is
 * logged instead. Sources: https://learn.microsoft.com/en-us/power-platform/admin/activity-logging-auditing/activity-logs-power-automate
 * https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list (the list of applications)
 * https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */

interface Misnomer {
  readonly names: readonly string[];
  /** What there is none of. */
  readonly what: string;
  /** Where it would be, and what is there instead. */
  readonly instead: string;
  /** Stage rules that read the real records. */
  readonly rules: readonly string[];
}

const NO_RUNS = "only its effects are: acts in the owner's name that carry the platform's mark";

export const MISNOMERS: readonly Misnomer[] = [
  flow(["AddFlow", "NewFlow", "FlowCreated"], "Power Automate logs CreateFlow and EditFlow", ["m365/flow-created", "m365/flow-edited"]),
  flow(["UpdateFlow", "ModifyFlow", "ChangeFlow", "SaveFlow"], "Power Automate logs EditFlow for every change", ["m365/flow-edited"]),
  flow(["RemoveFlow"], "Power Automate logs DeleteFlow", ["m365/flow-deleted"]),
  flow(["ShareFlow", "AddFlowOwner"], "Power Automate logs PutPermissions and DeletePermissions", ["m365/flow-shared"]),
  flow(["RunFlow", "FlowRun", "ExecuteFlow", "TriggerFlow", "InvokeFlow"], `runs of flows are not in the audit log; ${NO_RUNS}`, [
    "m365/flow-created",
  ]),
  {
    names: ["script", "scripts", "apps_script", "appsscript", "google_apps_script"],
    what: "no application of this name in the Reports API",
    instead: "scripts show in the application drive (doc_type script, script_id) and in the application token (authorize, activity)",
    rules: ["google-workspace/script-created", "google-workspace/app-authorised", "google-workspace/file-read-by-app"],
  },
  script(["CreateScript", "AddScript", "NewScript"], "drive logs create, upload or copy with doc_type script", [
    "google-workspace/script-created",
  ]),
  script(["EditScript", "UpdateScript", "DeployScript"], "drive logs edit with doc_type script; deployments and triggers are not logged", [
    "google-workspace/script-changed",
  ]),
  script(["RunScript", "ExecuteScript", "ScriptRun", "CreateTrigger"], `runs and triggers of scripts are not in Reports; ${NO_RUNS}`, [
    "google-workspace/script-run",
    "google-workspace/script-process",
  ]),
  script(["AuthorizeScript", "GrantConsent", "oauth_grant"], "the application token logs authorize, with the scopes", [
    "google-workspace/app-authorised",
  ]),
  script(
    ["create_filter", "add_delegate", "mail_delegation"],
    "Reports tell email_forwarding_out_of_domain; filters and delegates are not logged",
    ["google-workspace/mail-forwarded"],
  ),
  {
    names: ["PassRole", "iam:PassRole"],
    what: "no event of this name",
    instead: "PassRole is a right and is never called: CloudTrail shows the role in the call that passes it, CreateFunction for example",
    rules: ["aws/lambda-role-passed"],
  },
  {
    names: ["InvokeFunction"],
    what: "no event of this name",
    instead: "CloudTrail logs Invoke, and only where data events of Lambda are switched on",
    rules: ["aws/lambda-invoked"],
  },
];

function flow(names: readonly string[], instead: string, rules: readonly string[]): Misnomer {
  return { names, what: "no such operation", instead, rules };
}

function script(names: readonly string[], instead: string, rules: readonly string[]): Misnomer {
  return { names, what: "no such event in Google Workspace", instead, rules };
}

const BY_NAME: ReadonlyMap<string, Misnomer> = new Map(
  MISNOMERS.flatMap((misnomer) => misnomer.names.map((name) => [name.toLowerCase(), misnomer] as const)),
);

/** What is logged instead of a name that no log holds; null for any other name. Case does not matter. */
export function misnomerOf(name: string): Misnomer | null {
  return BY_NAME.get(name.trim().toLowerCase()) ?? null;
}
