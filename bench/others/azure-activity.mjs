/**
 * Azure Activity Log of one subscription as a diagnostic setting writes it to storage: a blob of one event a line for each hour
 * (https://learn.microsoft.com/en-us/azure/azure-monitor/platform/activity-log), or, as an Event Hub hands it out, lists below `records`.
 * Key order and claims as in the vendor's samples; where the record was made stands first in blobs of late years.
 */
import { APPS, EVA, identityId, managed, PIPELINE, ROLES, SUBSCRIPTION, TENANT, person } from "../../scenarios/lib/azure/company.mjs";
import { activity, operation } from "../../scenarios/lib/azure/records.mjs";
import { numberFrom, uuidFrom } from "../cloudtrail/random.mjs";
import { byPowerLaw, habitsOf, range } from "./power-law.mjs";

const PEOPLE = range(80, (nth) => person(`user${nth}`, `198.51.100.${20 + (nth % 200)}`));
const GROUPS = range(60, (nth) => `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-${APPS[nth % APPS.length]}-${nth}`);
const somePerson = byPowerLaw(PEOPLE);
const someGroup = byPowerLaw(GROUPS);
const POLICY = { oid: uuidFrom("azure/sp/policy"), appid: "1d78a85d-813d-46f0-b496-dd72f50a3ec0", ip: "20.38.85.224" };
const BACKUP = { oid: uuidFrom("azure/sp/backup"), appid: "262044b1-e2ce-469f-a196-69ab7ada62d3", ip: "20.61.98.140" };

const compute = (kind, letter) => (group, r) => `${group}/providers/Microsoft.Compute/${kind}/${letter}-${r.int(400)}`;
/** Operation, resource, category: what goes on by itself most of the time. */
const CONTROLLERS = [
  ["Microsoft.Authorization/policies/audit/action", compute("disks", "disk"), "Policy"],
  ["Microsoft.Authorization/policies/auditIfNotExists/action", compute("virtualMachines", "vm"), "Policy"],
  ["Microsoft.Compute/virtualMachineScaleSets/delete", compute("virtualMachineScaleSets", "vmss")],
  ["Microsoft.Compute/snapshots/write", compute("snapshots", "snap")],
  ["Microsoft.Compute/snapshots/delete", compute("snapshots", "snap")],
  [
    "Microsoft.Insights/AutoscaleSettings/Scaleup/Action",
    (group) => `${group}/providers/Microsoft.Insights/autoscalesettings/web`,
    "Autoscale",
  ],
  ["Microsoft.Resources/deployments/validate/action", (group, r) => `${group}/providers/Microsoft.Resources/deployments/d${r.hex(8)}`],
  [
    "Microsoft.Network/networkInterfaces/join/action",
    (group, r) => `${group}/providers/Microsoft.Network/networkInterfaces/nic-${r.int(500)}`,
  ],
  [
    "Microsoft.Network/loadBalancers/backendAddressPools/join/action",
    (group) => `${group}/providers/Microsoft.Network/loadBalancers/lb/backendAddressPools/web`,
  ],
  [
    "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
    (group) => `${group}/providers/Microsoft.ContainerService/managedClusters/aks`,
  ],
];
const BY_HAND = [
  ["Microsoft.Resources/tags/write", (group) => `${group}/providers/Microsoft.Resources/tags/default`],
  ["Microsoft.Compute/virtualMachines/restart/action", compute("virtualMachines", "vm")],
  ["Microsoft.Compute/disks/write", compute("disks", "disk")],
  ["Microsoft.Insights/diagnosticSettings/read", (group) => `${group}/providers/Microsoft.Insights/diagnosticSettings/all`],
  ["Microsoft.Network/dnsZones/A/write", (group, r) => `${group}/providers/Microsoft.Network/dnsZones/contoso.example/A/h${r.int(90)}`],
  ["Microsoft.Sql/servers/firewallRules/write", (group) => `${group}/providers/Microsoft.Sql/servers/sql/firewallRules/office`],
];
/** What code does with its managed identity. */
const CODE = range(40, (nth) => {
  const site = `${GROUPS[nth]}/providers/Microsoft.Web/sites/${APPS[nth % APPS.length]}-fn-${nth}`;
  return { who: managed(site), group: GROUPS[nth], work: habitsOf([...BY_HAND, ...CONTROLLERS.slice(2)], numberFrom(site, 1000)) };
});
const someCode = byPowerLaw(CODE);
const CHANGES = [
  ["Microsoft.Web/sites/config/write", (site) => `${site}/config/appsettings`],
  ["Microsoft.Web/sites/extensions/write", (site) => `${site}/extensions/ZipDeploy`],
  ["Microsoft.Web/sites/host/sync/action", (site) => `${site}/host/default`],
  ["Microsoft.Web/sites/config/list/action", (site) => `${site}/config/appsettings`],
];

function ordinary(random, ms, { relevant, runAs }) {
  const label = random.uuid();
  if (random.chance(relevant)) {
    const [name, at] = random.pick(CHANGES);
    return dressed(activity(label, ms, PIPELINE, name, at(`${someGroup(random)}/providers/Microsoft.Web/sites/app-${random.int(30)}`)), ms);
  }
  if (random.chance(runAs)) {
    const code = someCode(random);
    return event(random, label, ms, code.who, random.pick(code.work), code.group);
  }
  if (random.chance(0.3)) return event(random, label, ms, somePerson(random), random.pick(BY_HAND), someGroup(random));
  const who = random.weighted([
    { weight: 5, who: POLICY },
    { weight: 3, who: BACKUP },
    { weight: 2, who: PIPELINE },
  ]).who;
  return event(random, label, ms, who, random.pick(CONTROLLERS), someGroup(random));
}

function event(random, label, ms, who, [name, at, category], group) {
  return dressed(activity(label, ms, who, name, at(group, random), { category, kind: random.chance(0.5) ? "Start" : "Success" }), ms);
}

/** Claims that say nothing more, and where the record was made: half of what such a record weighs. */
function dressed(record, ms) {
  const { claims, authorization } = record.identity;
  const seconds = Math.floor(ms / 1000);
  const token = {
    aud: claims.aud,
    iss: `https://sts.windows.net/${TENANT}/`,
    iat: String(seconds - 300),
    nbf: String(seconds - 300),
    exp: String(seconds + 3600),
    "http://schemas.microsoft.com/claims/authnclassreference": "1",
    aio: `AWQAm/8TAAAA${uuidFrom(String(ms)).replaceAll("-", "")}=`,
    appidacr: "2",
    "http://schemas.microsoft.com/identity/claims/identityprovider": `https://sts.windows.net/${TENANT}/`,
  };
  const rest = { rh: "0.AX0AORElrQDWRU-oup9soeWpPUZIf3kAutdPukPawfj2MBOaAIM.", xms_tcdt: "1429031900", wids: ROLES.reader };
  return {
    RoleLocation: "West Europe",
    Stamp: "FDWeb",
    ReleaseVersion: "7.2026.38.4",
    ...record,
    identity: { authorization, claims: { ...token, ...claims, ...rest } },
  };
}

function assignment(name) {
  return `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleAssignments/${uuidFrom(`bench/${name}`)}`;
}

function grants(to, role) {
  const roleDefinitionId = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
  return { properties: { roleDefinitionId, principalId: to, principalType: "ServicePrincipal" } };
}

/** A stolen session gives a workflow an identity that owns the subscription, and the workflow gives rights to her. */
function planted(ms) {
  const flow = `${GROUPS[0]}/providers/Microsoft.Logic/workflows/sync-flow`;
  const runner = identityId("operations");
  const identity = managed(runner, flow);
  const definition = { triggers: { manual: { type: "Request" } }, actions: { call: { type: "Http" } } };
  const at = (minutes, label, who, name, resource, how) => operation(`planted/${label}`, ms + minutes * 60_000, who, name, resource, how);
  const made = {
    status: "Created",
    body: { identity: { type: "UserAssigned", userAssignedIdentities: { [runner]: {} } }, properties: { state: "Enabled", definition } },
  };
  const records = [
    ...at(0, "grant", EVA, "Microsoft.Authorization/roleAssignments/write", assignment("runner"), {
      status: "Created",
      body: grants(identity.oid, ROLES.owner),
    }),
    ...at(2, "flow", EVA, "Microsoft.Logic/workflows/write", flow, made),
    ...at(3, "url", EVA, "Microsoft.Logic/workflows/triggers/listCallbackUrl/action", `${flow}/triggers/manual`),
    ...at(5, "effect", identity, "Microsoft.Authorization/roleAssignments/write", assignment("thief"), {
      status: "Created",
      body: grants(EVA.oid, ROLES.owner),
    }),
  ];
  return { records: records.map((record) => dressed(record, ms)), automation: flow.toLowerCase() };
}

const two = (number) => String(number).padStart(2, "0");

function keyOf(nth, ms, form) {
  const at = new Date(ms);
  const [year, month, day] = at.toISOString().slice(0, 10).split("-");
  const hour = `y=${year}/m=${month}/d=${day}/h=${two(at.getUTCHours())}/m=${two(form === "list" ? at.getUTCMinutes() : 0)}`;
  return `insights-activity-logs/resourceId=/SUBSCRIPTIONS/${SUBSCRIPTION.toUpperCase()}/${hour}/${form === "list" ? `PT1M-${nth}` : "PT1H"}.json.gz`;
}

function textOf(records, form) {
  return form === "list" ? JSON.stringify({ records }) : records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

export const AZURE_ACTIVITY = { source: "azure/activity", forms: ["lines", "list"], ordinary, planted, keyOf, textOf };
