import { loadAccountNetworks } from "../../resolve/acts/account-networks.ts";
import { isAway, loadDeployers } from "../../resolve/deployers.ts";
import type { Store } from "../../store/store.ts";
import { DAY_MS, HOUR_MS } from "../../util/durations.ts";
import type { Analytic } from "../definition.ts";

/**
 * Automations worth a walk: a superset that may be too large and must never be too small. Keyed
 * semi-joins over rare facts only; nothing here knows about time. Held to portable SQL by a lint.
 */
const KNOWN = `known as (
  select account, automation_id, run_as_id, target_id, actor_id, src_ip, ts_ms, outcome, notable, is_change, kind from fact
  where automation_id is not null and automation_kind in (:kinds)
)`;

/**
 * Facts that can harm when an automation's own identity causes them. An assumed identity harms only
 * if its credential is used for harm, or to go on.
 */
const HARM = `harm as (
  select actor_id, session_automation_id from fact
  where outcome = 'success' and (kind in ('grant', 'trust_change', 'credential', 'share', 'forward', 'evade') or (kind = 'act' and notable = 1))
  union all
  select a.actor_id, a.session_automation_id from fact a inner join fact u on u.credential_id = a.issued_credential_id
  where a.kind = 'assume' and a.outcome = 'success'
    and u.kind in ('assume', 'grant', 'trust_change', 'credential', 'share', 'forward', 'evade', 'sensitive_access', 'act')
)`;

export const CANDIDATE_SQL: string = `
with ${KNOWN}, ${HARM},
powerful as (
  select distinct target_id from fact
  where kind in ('grant', 'trust_change') and outcome = 'success' and target_id is not null and (privilege >= 2 or privilege is null)
),
first_use as (select run_as_id, min(ts_ms) as first_ms from known where kind in ('deploy', 'configure') and is_change = 1 group by run_as_id),
first_deploy as (select actor_id, min(ts_ms) as first_ms from known where kind in ('deploy', 'configure') and is_change = 1 group by actor_id),
first_seen as (select account, min(ts_ms) as first_ms from known where kind in ('deploy', 'configure') and is_change = 1 group by account)
select automation_id from known where notable = 1 or kind in ('expose', 'network')
union
select automation_id from known where outcome = 'denied'
union
select k.automation_id from known k inner join fact r on r.target_id = k.target_id
where k.kind = 'trigger' and r.kind = 'trigger' and r.notable = 1
union
select k.automation_id from known k
inner join first_use u on u.run_as_id = k.run_as_id and u.first_ms = k.ts_ms
inner join first_deploy d on d.actor_id = k.actor_id
inner join first_seen s on s.account = k.account
where k.kind = 'pass_role' and k.is_change = 1 and k.ts_ms - d.first_ms <= 86400000 and k.ts_ms - s.first_ms >= :look_back
union
select k.automation_id from known k inner join powerful p on p.target_id = k.run_as_id where k.is_change = 1
union
select k.automation_id from known k inner join harm h on h.actor_id = k.run_as_id where h.session_automation_id is null
union
select session_automation_id as automation_id from harm where session_automation_id is not null
order by automation_id`;

/**
 * Reading secrets or starting machines is daily work; it matters only after an unusual change: here
 * one by a second hand, or by one of the `wanted` pairs of deployer and address. Other unusual
 * changes make candidates by themselves.
 */
export const SOFT_CANDIDATE_SQL: string = `
with ${KNOWN},
soft as (select actor_id, session_automation_id from fact where outcome = 'success' and kind in ('sensitive_access', 'act')),
odd as (
  select automation_id from known where kind in ('deploy', 'configure') and is_change = 1
  group by automation_id having count(distinct coalesce(actor_id, '')) > 1
  union
  select automation_id from known where is_change = 1 and actor_id || ' ' || src_ip in (select key from wanted)
)
select k.automation_id from odd o inner join known k on k.automation_id = o.automation_id inner join soft s on s.actor_id = k.run_as_id where s.session_automation_id is null
union
select s.session_automation_id as automation_id from soft s inner join odd o on o.automation_id = s.session_automation_id
order by automation_id`;

/**
 * Automations of whose sessions something worth a fact was called from a public address without the runtime's agent, for the
 * first time long after they were first seen. Clients that always leave the agent out did so from the start.
 */
export const BARE_CANDIDATE_SQL: string = `
with ${KNOWN},
used as (
  select session_automation_id, actor_id, session_name, ts_ms, runtime_agent, src_ip_class from fact
  where kind <> 'network' and (session_automation_id is not null or (actor_id is not null and session_name is not null))
),
proven as (
  select session_automation_id as automation_id, ts_ms from used where session_automation_id is not null and runtime_agent = 1
  union all
  select session_automation_id as automation_id, first_ms as ts_ms from activity_seen where session_automation_id is not null
),
begun as (select automation_id, min(ts_ms) as first_ms from proven group by automation_id),
bare as (
  select session_automation_id as automation_id, min(ts_ms) as first_ms from used
  where session_automation_id is not null and runtime_agent = 0 and src_ip_class = 'public' group by session_automation_id
),
named_begun as (
  select actor_id, session_name, min(ts_ms) as first_ms from used
  where session_automation_id is null and runtime_agent = 1 group by actor_id, session_name
),
named_bare as (
  select actor_id, session_name, min(ts_ms) as first_ms from used
  where session_automation_id is null and runtime_agent = 0 and src_ip_class = 'public' group by actor_id, session_name
)
select b.automation_id from bare b inner join begun g on g.automation_id = b.automation_id where b.first_ms - g.first_ms >= :look_back
union
select k.automation_id from named_bare b
inner join named_begun g on g.actor_id = b.actor_id and g.session_name = b.session_name
inner join known k on k.run_as_id = b.actor_id
where b.first_ms - g.first_ms >= :look_back
order by automation_id`;

/** Identities whose serverless sessions did harm although no automation of theirs is in the logs. */
export const UNKNOWN_SESSION_SQL: string = `
select distinct h.actor_id, h.session_name, h.account from fact h
where h.outcome = 'success' and h.runtime_agent = 1 and h.session_automation_id is null and h.actor_id is not null
  and h.kind in ('grant', 'trust_change', 'credential', 'evade', 'share', 'forward')
  and not exists (select 1 from fact k where k.run_as_id = h.actor_id and k.automation_id is not null)
order by h.actor_id, h.session_name, h.account`;

/** Identities used by so many automations that a grant on them is judged by itself. */
export const SHARED_ROLE_SQL: string = `
with users as (
  select run_as_id, automation_id from fact
  where run_as_id is not null and automation_id is not null and automation_kind in (:kinds) and is_change = 1
  group by run_as_id, automation_id
),
shared as (select run_as_id from users group by run_as_id having count(*) > :limit),
granted as (select distinct target_id from fact where kind = 'grant' and is_change = 1 and (privilege >= 2 or privilege is null))
select s.run_as_id from shared s inner join granted g on g.target_id = s.run_as_id order by s.run_as_id`;

/** Ids of candidate automations, sorted. */
export async function findCandidates(store: Store, analytic: Analytic): Promise<readonly string[]> {
  const hard = await store.select(forAnalytic(CANDIDATE_SQL, analytic));
  const soft = await store.selectFor(await addressesAway(store, analytic), forAnalytic(SOFT_CANDIDATE_SQL, analytic));
  const bare = await store.select(forAnalytic(BARE_CANDIDATE_SQL, analytic));
  return [...new Set([...hard, ...soft, ...bare].map((row) => String(row["automation_id"])))].toSorted();
}

/** Pairs of deployer and address where the deployer had not been when its networks had settled, or somebody new came from where nobody had. */
async function addressesAway(store: Store, analytic: Analytic): Promise<readonly string[]> {
  const rows = await store.select(`
    select account, actor_id, src_ip, min(ts_ms) as first_ms from fact
    where kind in ('deploy', 'configure') and is_change = 1 and src_ip is not null and actor_id is not null
    group by account, actor_id, src_ip order by account, actor_id, src_ip`);
  const deployers = await loadDeployers(store, [...new Set(rows.map((row) => String(row["actor_id"])))]);
  const networks = await loadAccountNetworks(store);
  const settling = analytic.windows.privilege_hours * HOUR_MS;
  const pairs = rows.filter((row) => {
    const [ip, firstMs] = [String(row["src_ip"]), Number(row["first_ms"])];
    const past = deployers.get(String(row["actor_id"]));
    const account = networks.get(String(row["account"]));
    if (past !== undefined && isAway(past, ip, firstMs)) return true;
    const isNew = firstMs - (past?.firstChanges[0] ?? firstMs) <= settling;
    return isNew && account !== undefined && isAway(account, ip, firstMs - settling);
  });
  return ["", ...pairs.map((row) => `${row["actor_id"]} ${row["src_ip"]}`)];
}

export interface UnknownSession {
  readonly actorId: string;
  readonly sessionName: string | null;
  readonly account: string;
}

export async function findUnknownSessions(store: Store): Promise<readonly UnknownSession[]> {
  const rows = await store.select(UNKNOWN_SESSION_SQL);
  return rows.map((row) => ({
    actorId: String(row["actor_id"]),
    sessionName: row["session_name"] === null ? null : String(row["session_name"]),
    account: String(row["account"]),
  }));
}

export async function findSharedRoles(store: Store, analytic: Analytic): Promise<readonly string[]> {
  const rows = await store.select(forAnalytic(SHARED_ROLE_SQL, analytic));
  return rows.map((row) => String(row["run_as_id"]));
}

/** Kinds and the limit come from a checked definition, never from a log. */
function forAnalytic(sql: string, analytic: Analytic): string {
  return sql
    .replaceAll(":kinds", analytic.automation_kinds.map((kind) => `'${kind}'`).join(", "))
    .replaceAll(":look_back", String(analytic.baseline.look_back_days * DAY_MS))
    .replaceAll(":limit", String(analytic.shared_role_automations));
}
