/** Two weeks of ordinary work of the company, told once a day between eight and nine. */
import { uuidFrom } from "../../../bench/cloudtrail/random.mjs";
import { accountId, ADA, APPS, BEGIN, DAY, group, managed, OMAR, PIPELINE, siteId, storageId, vaultId } from "./company.mjs";
import * as write from "./records.mjs";

const DAYS = 14;

export function ordinaryRecords(scenario) {
  return Array.from({ length: DAYS }, (_, day) => dayOf(scenario, day)).flat();
}

function dayOf(scenario, day) {
  let n = 0;
  /** Next label and time: records of a day are half a minute apart. */
  const next = () => {
    n += 1;
    return [`${scenario}/day-${day}/${n}`, BEGIN + day * DAY + n * 20_000];
  };
  return [
    ...deployments(next, day),
    ...operators(next, day),
    ...APPS.flatMap((name) => runsOf(next, name)),
    ...services(next),
    ...signIns(next),
  ];
}

/** The pipeline deploys two apps a day, each every third day. */
function deployments(next, day) {
  return [APPS[day % APPS.length], APPS[(day + 3) % APPS.length]].flatMap((name) => deployment(next, name));
}

export function deployment(next, name, caller = PIPELINE) {
  const site = siteId(name);
  return [
    ...write.operation(...next(), caller, "Microsoft.Web/sites/config/write", `${site}/config/appsettings`),
    ...write.operation(...next(), caller, "Microsoft.Web/sites/extensions/write", `${site}/extensions/ZipDeploy`, { status: "Accepted" }),
    write.blobWritten(...next(), storageId(name), `scm-releases/scm-latest-${name}-fn.zip`, caller),
    write.activity(...next(), caller, "Microsoft.Web/sites/host/sync/action", `${site}/host/default`),
  ];
}

/** Two administrators: keys looked up, machines restarted, runbooks edited, tags written. */
function operators(next, day) {
  const machine = `${group("vms")}/providers/Microsoft.Compute/virtualMachines/vm${day % 3}`;
  const runbook = `${accountId("aa-ops")}/runbooks/StopMachines`;
  return [
    write.activity(...next(), ADA, "Microsoft.Storage/storageAccounts/listKeys/action", storageId(APPS[day % 6])),
    write.activity(...next(), ADA, "Microsoft.Web/sites/config/list/action", `${siteId(APPS[day % 6])}/config/appsettings`),
    ...write.operation(...next(), OMAR, "Microsoft.Compute/virtualMachines/restart/action", machine),
    ...write.operation(...next(), OMAR, "Microsoft.Resources/tags/write", `${group("vms")}/providers/Microsoft.Resources/tags/default`),
    ...(day % 2 === 0 ? write.operation(...next(), OMAR, "Microsoft.Automation/automationAccounts/runbooks/publish/action", runbook) : []),
    write.activity(...next(), managed(accountId("aa-ops")), "Microsoft.Compute/virtualMachines/deallocate/action", machine),
    write.vaultEvent(...next(), ADA, "SecretList", vaultId("orders"), ""),
  ];
}

/** Each app runs twice and reads its own secret, as it always does. */
function runsOf(next, name) {
  const identity = managed(siteId(name));
  return [0, 1].flatMap(() => [
    ...write.functionRun(...next(), siteId(name), "Nightly"),
    write.vaultEvent(...next(), identity, "SecretGet", vaultId(name), "db-password"),
  ]);
}

/** Policy and autoscale, which act by themselves all day. */
function services(next) {
  const policy = { oid: uuidFrom("azure/sp/policy"), appid: "1d78a85d-813d-46f0-b496-dd72f50a3ec0", ip: "20.38.85.224" };
  const audits = Array.from({ length: 30 }, (_, i) =>
    write.activity(
      ...next(),
      policy,
      "Microsoft.Authorization/policies/audit/action",
      `${group("vms")}/providers/Microsoft.Compute/disks/d${i}`,
      { category: "Policy" },
    ),
  );
  const scaled = Array.from({ length: 6 }, () =>
    write.activity(
      ...next(),
      policy,
      "Microsoft.Insights/AutoscaleSettings/Scaleup/Action",
      `${group("web")}/providers/Microsoft.Insights/autoscalesettings/web`,
      { category: "Autoscale" },
    ),
  );
  return [...audits, ...scaled];
}

function signIns(next) {
  const apps = APPS.map((name) =>
    write.signIn(...next(), "ManagedIdentitySignInLogs", {
      servicePrincipalId: managed(siteId(name)).oid,
      servicePrincipalName: `${name}-fn`,
      ipAddress: "",
      uniqueTokenIdentifier: uuidFrom(`t/${name}`).slice(0, 22),
    }),
  );
  const people = [ADA, OMAR].map((who) =>
    write.signIn(...next(), "SignInLogs", {
      userPrincipalName: who.user,
      userId: who.oid,
      ipAddress: who.ip,
      appDisplayName: "Azure Portal",
    }),
  );
  const pipeline = write.signIn(...next(), "ServicePrincipalSignInLogs", {
    servicePrincipalId: PIPELINE.oid,
    servicePrincipalName: "pipeline",
    ipAddress: PIPELINE.ip,
    servicePrincipalCredentialKeyId: uuidFrom("azure/key/pipeline"),
  });
  const directory = write.directoryEvent(
    ...next(),
    { user: { id: ADA.oid, userPrincipalName: ADA.user, ipAddress: ADA.ip } },
    "Update user",
    [],
  );
  return [...apps, ...people, pipeline, directory];
}
