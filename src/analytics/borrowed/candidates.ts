import type { Store } from "../../store/store.ts";
import type { Analytic } from "../definition.ts";

/** What an automation can do in a person's name. */
const DEEDS = "('share', 'forward', 'act', 'sensitive_access', 'grant', 'credential', 'consent', 'evade')";
/** What is worth a story even if no record names the automation. */
const STRONG_DEEDS = "('share', 'forward', 'grant', 'credential')";

/**
 * Automations that act as a person and are worth a walk: of risky make, changed by several, or with deeds in their
 * owner's name that carry a platform's mark. A superset; nothing here knows about time. Held to portable SQL by a lint.
 */
export const BORROWED_SQL: string = `
with known as (
  select automation_id, run_as_id, actor_id, issued_credential_id, kind, notable, is_change from fact
  where automation_id is not null and automation_kind in (:kinds)
),
marked as (
  select actor_id, credential_id, session_automation_id, runtime_agent from fact
  where (:sources) and outcome = 'success' and kind in ${DEEDS}
    and (runtime_agent = 1 or credential_id is not null or session_automation_id is not null)
)
select automation_id from known where notable = 1 or kind = 'consent'
union
select automation_id from known where is_change = 1 group by automation_id having count(distinct actor_id) > 1
union
select k.automation_id from known k inner join marked m on m.actor_id = k.run_as_id where m.runtime_agent = 1 and m.session_automation_id is null
union
select k.automation_id from known k inner join marked m on m.actor_id = k.actor_id where m.runtime_agent = 1 and m.session_automation_id is null
union
select k.automation_id from known k inner join marked m on m.credential_id = k.issued_credential_id
union
select session_automation_id as automation_id from marked where session_automation_id is not null
order by automation_id`;

/** People in whose name a platform did something strong although no automation of theirs is in the logs. */
export const UNKNOWN_OWNER_SQL: string = `
select distinct h.actor_id from fact h
where (:sources) and h.outcome = 'success' and h.runtime_agent = 1 and h.session_automation_id is null and h.actor_id is not null and h.kind in ${STRONG_DEEDS}
  and not exists (select 1 from fact k where k.run_as_id = h.actor_id and k.automation_id is not null and k.automation_kind in (:kinds))
  and not exists (select 1 from fact k where k.actor_id = h.actor_id and k.automation_id is not null and k.automation_kind in (:kinds))
order by h.actor_id`;

/** Ids of candidate automations, and of people whose automations are unknown. */
export async function findBorrowed(store: Store, analytic: Analytic): Promise<readonly string[]> {
  const automations = await store.select(forAnalytic(BORROWED_SQL, analytic));
  const people = await store.select(forAnalytic(UNKNOWN_OWNER_SQL, analytic));
  return [
    ...new Set([...automations.map((row) => String(row["automation_id"])), ...people.map((row) => String(row["actor_id"]))]),
  ].toSorted();
}

/** Kinds and sources come from a checked definition, never from a log. */
function forAnalytic(sql: string, analytic: Analytic): string {
  return sql
    .replaceAll(":kinds", analytic.automation_kinds.map((kind) => `'${kind}'`).join(", "))
    .replaceAll(":sources", (analytic.deeds_in ?? analytic.providers).map((provider) => `source like '${provider}/%'`).join(" or "));
}
