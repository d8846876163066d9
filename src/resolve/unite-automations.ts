import type { Fact } from "../facts/fact.ts";
import type { Store } from "../store/store.ts";
import { withFactId } from "./with-fact-id.ts";

/** Consents for a client this soon after their author made the only automation of that time are consents for that one. */
const AUTHORISED_WITHIN_MS = 600_000;

/**
 * Some automations go by two ids: their making by that of a file, people's consents by that of a client. They are one
 * where records of deeds bear both, all agreeing; or where somebody made exactly one automation within ten minutes before
 * authorising exactly one client. Facts that name it by the client are told of the file.
 */
export async function uniteAutomations(store: Store): Promise<void> {
  const clients = await store.select(`
    select distinct automation_id as client, issued_credential_id as credential from fact
    where kind = 'consent' and automation_id is not null and issued_credential_id is not null order by client, credential`);
  if (clients.length === 0) return;
  const proven = await provenIds(store, clients);
  const guessed = await authorisedIds(store);
  const ids = new Map([...guessed, ...proven]);
  if (ids.size === 0) return;
  const facts = [...(await store.factsBy("automation_id", ids.keys())), ...(await store.factsBy("session_automation_id", ids.keys()))];
  const distinct = [...new Map(facts.map((fact) => [fact.factId, fact])).values()];
  await store.replaceFacts(
    distinct.map((fact) => fact.factId),
    distinct.map((fact) => renamed(fact, ids)),
  );
}

type Row = Awaited<ReturnType<Store["select"]>>[number];

/** Ids by client, where deeds through the client's credential name one automation and no other. */
async function provenIds(store: Store, clients: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const rows = await store.selectFor(
    clients.map((row) => String(row["credential"])),
    `select f.credential_id, min(f.session_automation_id) as id from fact f
     where f.credential_id in (select key from wanted) and f.session_automation_id is not null
     group by f.credential_id having min(f.session_automation_id) = max(f.session_automation_id) order by f.credential_id`,
  );
  const byCredential = new Map(rows.map((row) => [String(row["credential_id"]), String(row["id"])]));
  return new Map(
    clients.flatMap((row) => {
      const id = byCredential.get(String(row["credential"]));
      return id === undefined || id === row["client"] ? [] : [[String(row["client"]), id] as const];
    }),
  );
}

/** Ids by client, where one person made one automation and authorised one client within the window. */
async function authorisedIds(store: Store): Promise<ReadonlyMap<string, string>> {
  const rows = await store.select(`
    select c.automation_id as client, min(d.automation_id) as id from fact c
    inner join fact d on d.actor_id = c.actor_id and d.account = c.account
    where c.kind = 'consent' and c.is_change = 1 and c.automation_id is not null and d.kind = 'deploy' and d.is_change = 1 and d.automation_id is not null
      and d.automation_kind = c.automation_kind and d.ts_ms <= c.ts_ms and c.ts_ms - d.ts_ms <= ${AUTHORISED_WITHIN_MS}
    group by c.automation_id having min(d.automation_id) = max(d.automation_id) order by client`);
  const clientsOf = new Map<string, number>();
  for (const row of rows) clientsOf.set(String(row["id"]), (clientsOf.get(String(row["id"])) ?? 0) + 1);
  return new Map(rows.filter((row) => clientsOf.get(String(row["id"])) === 1).map((row) => [String(row["client"]), String(row["id"])]));
}

function renamed(fact: Fact, ids: ReadonlyMap<string, string>): Fact {
  const automationId = fact.automationId === null ? null : (ids.get(fact.automationId) ?? fact.automationId);
  const sessionAutomationId = fact.sessionAutomationId === null ? null : (ids.get(fact.sessionAutomationId) ?? fact.sessionAutomationId);
  return withFactId({ ...fact, automationId, sessionAutomationId });
}
