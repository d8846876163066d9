import type { Activity } from "../facts/activity.ts";
import type { Fact, Envelope } from "../facts/fact.ts";
import { byTimeThenId } from "../facts/order.ts";
import type { Store } from "../store/store.ts";
import { loadAccountNetworks } from "./acts/account-networks.ts";
import { loadDeployers } from "./deployers.ts";
import type { DeployerPast, Whereabouts } from "./deployers.ts";
import { NAMED_ONLY, ownFacts } from "./acts/named-runs.ts";
import { loadTraffic } from "./acts/network-interfaces.ts";
import type { Traffic } from "./acts/network-interfaces.ts";
import { groupBy, unique } from "../util/group-by.ts";

/** An automation that runs as an identity, and since when. */
export interface AutomationUse {
  readonly automationId: string;
  readonly kind: string;
  readonly firstMs: number;
}

/**
 * Everything the store holds around a set of automations, indexed for the walk: their own facts,
 * the identities they run as, who changed them, what was granted, which credentials followed.
 */
export interface Scene {
  readonly byAutomation: ReadonlyMap<string, readonly Fact[]>;
  readonly byActor: ReadonlyMap<string, readonly Fact[]>;
  readonly bySession: ReadonlyMap<string, readonly Fact[]>;
  readonly byTarget: ReadonlyMap<string, readonly Fact[]>;
  readonly byPolicy: ReadonlyMap<string, readonly Fact[]>;
  readonly byCredential: ReadonlyMap<string, readonly Fact[]>;
  readonly activityByActor: ReadonlyMap<string, readonly Activity[]>;
  readonly activityBySession: ReadonlyMap<string, readonly Activity[]>;
  readonly activityByCredential: ReadonlyMap<string, readonly Activity[]>;
  /** Automations seen with each run-as identity, and since when. */
  readonly usersOf: ReadonlyMap<string, readonly AutomationUse[]>;
  /** The past of everybody who changed one of the automations. */
  readonly deployers: ReadonlyMap<string, DeployerPast>;
  /** The first changes of automations in each account, by anybody: who deploys here. */
  readonly firstChanges: ReadonlyMap<string, readonly { readonly tsMs: number; readonly actorId: string | null }[]>;
  /** From where anybody worked on each account. */
  readonly accountNetworks: ReadonlyMap<string, Whereabouts>;
  /** First event time by `source account`: how far back novelty can look. */
  readonly beginnings: ReadonlyMap<string, number>;
  /** Sources that contributed any fact or activity. */
  readonly sources: readonly string[];
  /** Whether any run was logged by itself, by account and kind of automation with a blank between. */
  readonly invokesLogged: ReadonlySet<string>;
  /** Accounts in which telemetry that names automations saw traffic, inside and outside of private networks. */
  readonly networkLogged: ReadonlySet<string>;
  /** Accounts in which telemetry of private networks saw traffic; it shows nothing of automations outside of them. */
  readonly privateNetworkLogged: ReadonlySet<string>;
  /** Policies that limit automations and were removed or loosened, by account. */
  readonly guardrails: ReadonlyMap<string, readonly Fact[]>;
  /** Traffic of network interfaces, by the automations that use them. */
  readonly traffic: ReadonlyMap<string, readonly Traffic[]>;
}

const MAX_HOPS = 5;
/** Automations loaded at a time: memory follows this number, not that of the candidates. */
const BATCH = 2000;

/** `borrowed`: those who change an automation may be those in whose name it acts, so all that they did is loaded. */
export type Identity = "own" | "borrowed";

/** Scenes that together hold all the automations, each with the ids it was loaded for. */
export async function* scenesOf(
  store: Store,
  automationIds: readonly string[],
  identity: Identity,
): AsyncGenerator<readonly [Scene, readonly string[]]> {
  for (let start = 0; start < automationIds.length; start += BATCH) {
    const batch = automationIds.slice(start, start + BATCH);
    yield [await loadScene(store, batch, identity), batch];
  }
}

/** Loads the scene by keyed look-ups: cost follows the automations asked for, not the whole store. */
export async function loadScene(store: Store, automationIds: readonly string[], identity: Identity = "own"): Promise<Scene> {
  const own = await store.factsBy("automation_id", automationIds);
  const proven = await store.factsBy("session_automation_id", automationIds);
  const deployers = unique(own.map((fact) => fact.actorId));
  const people = identity === "borrowed" ? deployers : [];
  const runAs = unique([...own.map((fact) => fact.runAsId), ...automationIds, ...proven.map((fact) => fact.actorId), ...people]);
  const acted = await store.factsBy("actor_id", runAs);
  // A pipeline's own deployments are summed up in `deployers`; of its other deeds only these speak for or against a story.
  const arranged = await store.factsBy("actor_id", deployers, ["grant", "trust_change", "evade"]);
  const chained = await followCredentials(store, issuedBy([...own, ...acted, ...proven]));
  const known = [...own, ...proven, ...acted, ...arranged, ...chained.facts];
  const clients = identity === "borrowed" ? issuedBy(own) : [];
  const touched = unique([...runAs, ...deployers, ...clients, ...known.map((fact) => fact.targetId)]);
  const aimed = await store.factsBy("target_id", touched);
  const policies = await store.factsBy("target_id", unique([...known, ...aimed].map((fact) => fact.policyId)));
  // A group or permission set is named like a policy and holds policies of its own.
  const inGroups = await store.factsBy("target_id", unique(policies.map((fact) => fact.policyId)));
  const content = distinct([...policies, ...inGroups]);
  const facts = distinct([...known, ...aimed, ...content]);
  const byRole = await store.activitiesBy("run_as_id", runAs);
  const bySession = await store.activitiesBy("session_automation_id", automationIds);
  return {
    byAutomation: await ownFacts(store, own),
    byActor: groupBy(facts, (fact) => fact.actorId),
    bySession: groupBy(facts, (fact) => fact.sessionAutomationId),
    byTarget: groupBy(facts, (fact) => fact.targetId),
    byPolicy: groupBy(content, (fact) => fact.targetId),
    byCredential: groupBy(facts, (fact) => fact.credentialId),
    activityByActor: groupBy(byRole, (row) => row.runAsId),
    activityBySession: groupBy(bySession, (row) => row.sessionAutomationId),
    activityByCredential: groupBy(chained.activities, (row) => row.credentialId),
    usersOf: await usersOf(store, runAs),
    deployers: await loadDeployers(store, deployers),
    firstChanges: await firstChanges(store),
    accountNetworks: await loadAccountNetworks(store),
    guardrails: groupBy(await store.factsBy("target_type", ["guardrail"], ["evade"]), (fact) => fact.account),
    traffic: await loadTraffic(store),
    ...(await telemetry(store)),
  };
}

/** Credentials that facts say were created or issued, smallest first. */
export function issuedBy(facts: Iterable<Fact>): readonly string[] {
  return unique([...facts].map((fact) => fact.issuedCredentialId)).toSorted();
}

/** Uses of credentials, and of the credentials that those uses made, and so on: at most five hops. */
async function followCredentials(
  store: Store,
  start: readonly string[],
): Promise<{ facts: readonly Fact[]; activities: readonly Activity[] }> {
  const visited = new Set<string>();
  const facts: Fact[] = [];
  let next = start;
  for (let hop = 0; hop < MAX_HOPS && next.length > 0; hop += 1) {
    for (const credential of next) visited.add(credential);
    const uses = await store.factsBy("credential_id", next);
    facts.push(...uses);
    next = issuedBy(uses).filter((credential) => !visited.has(credential));
  }
  return { facts, activities: await store.activitiesBy("credential_id", visited) };
}

async function usersOf(store: Store, runAs: readonly string[]): Promise<Scene["usersOf"]> {
  const rows = await store.selectFor(
    runAs,
    `select f.run_as_id, f.automation_id, min(f.automation_kind) as kind, min(f.ts_ms) as first_ms from fact f
     where f.run_as_id in (select key from wanted) and f.automation_id is not null and f.outcome = 'success'
       and f.kind in ('deploy', 'configure', 'pass_role')
     group by f.run_as_id, f.automation_id order by f.run_as_id, f.automation_id`,
  );
  const users = rows.map((row) => ({
    runAsId: String(row["run_as_id"]),
    automationId: String(row["automation_id"]),
    kind: String(row["kind"]),
    firstMs: Number(row["first_ms"]),
  }));
  return groupBy(users, (user) => user.runAsId);
}

/** So many are enough to know that others deploy in an account. */
const FIRST_CHANGES = 50;

async function firstChanges(store: Store): Promise<Scene["firstChanges"]> {
  const rows = await store.select(`
    select account, actor_id, ts_ms from (
      select account, actor_id, ts_ms, row_number() over (partition by account order by ts_ms, fact_id) as place
      from fact where kind in ('deploy', 'configure') and is_change = 1 and automation_id is not null
    ) changes where place <= ${FIRST_CHANGES} order by account, ts_ms, actor_id`);
  const changes = rows.map((row) => ({
    account: String(row["account"]),
    tsMs: Number(row["ts_ms"]),
    actorId: row["actor_id"] === null ? null : String(row["actor_id"]),
  }));
  return groupBy(changes, (change) => change.account);
}

type Telemetry = Pick<Scene, "beginnings" | "sources" | "invokesLogged" | "networkLogged" | "privateNetworkLogged">;

async function telemetry(store: Store): Promise<Telemetry> {
  const spans = await store.select(`
    select source, account, min(ts_ms) as first_ms from (
      select source, account, ts_ms from fact union all select source, account, first_ms as ts_ms from activity_seen
    ) seen group by source, account order by source, account`);
  return {
    beginnings: new Map(spans.map((row) => [`${row["source"]} ${row["account"]}`, Number(row["first_ms"])])),
    sources: unique(spans.map((row) => String(row["source"]))),
    // The log of one automation that names nothing but itself says nothing about the runs of others.
    invokesLogged: await accountsAndKinds(store, `kind = 'invoke' and (target_type is null or target_type <> '${NAMED_ONLY}')`),
    networkLogged: await accountsWith(store, "kind = 'network' and automation_id is not null"),
    privateNetworkLogged: await accountsWith(store, "kind = 'network' and automation_id is null"),
  };
}

async function accountsWith(store: Store, condition: string): Promise<ReadonlySet<string>> {
  const rows = await store.select(`select distinct account from fact where ${condition} order by account`);
  return new Set(rows.map((row) => String(row["account"])));
}

/** `account kind`: the runs of some kinds of automation are logged always, those of others on demand. */
async function accountsAndKinds(store: Store, condition: string): Promise<ReadonlySet<string>> {
  const rows = await store.select(
    `select distinct account, automation_kind from fact where ${condition} order by account, automation_kind`,
  );
  return new Set(rows.map((row) => `${row["account"]} ${row["automation_kind"]}`));
}

function distinct(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.map((fact) => [fact.factId, fact])).values()].toSorted(byTimeThenId);
}

/** How long before `event` the same source and account were already being logged, in milliseconds. */
export function lookBackMs(scene: Scene, event: Pick<Envelope, "tsMs" | "account"> & { readonly source: string }): number {
  const begin = scene.beginnings.get(`${event.source} ${event.account}`);
  return begin === undefined ? 0 : event.tsMs - begin;
}
