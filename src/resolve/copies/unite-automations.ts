import type { Fact } from "../../facts/fact.ts";
import type { Store } from "../../store/store.ts";
import { groupBy, unique } from "../../util/group-by.ts";
import { withFactId } from "./with-fact-id.ts";
import { DAY_MS } from "../../util/durations.ts";

/** Whoever makes one automation and authorises one client so soon afterwards authorises what was made. */
const SOON_MS = 600_000;
/** ... and so much later if both go by the same name. */
const NAMED_MS = 7 * DAY_MS;

/**
 * Some automations go by two ids: their making by that of a file, people's consents by that of a client. They are one
 * where records of deeds bear both, all agreeing; or where somebody made exactly one automation before authorising
 * exactly one client, at once or under its name; or where somebody authorised what had been shared with them under its name. Facts that name it by the client are told of the file.
 */
export async function uniteAutomations(store: Store): Promise<void> {
  const consents = await consentsOf(store);
  if (consents.length === 0) return;
  const ids = new Map([...(await authorisedIds(store, consents)), ...(await provenIds(store, consents))]);
  if (ids.size === 0) return;
  const found: Fact[] = [];
  for (const column of ["automation_id", "session_automation_id", "target_id"] as const)
    found.push(...(await store.factsBy(column, ids.keys())));
  const facts = [...new Map(found.map((fact) => [fact.factId, fact])).values()];
  await store.replaceFacts(
    facts.map((fact) => fact.factId),
    facts.map((fact) => renamed(fact, ids)),
  );
}

/** Consents that name both a client and what it acts with. */
async function consentsOf(store: Store): Promise<readonly Fact[]> {
  const rows = await store.select(`
    select distinct automation_id as client from fact
    where kind = 'consent' and is_change = 1 and automation_id is not null and issued_credential_id is not null order by client`);
  const clients = rows.map((row) => String(row["client"]));
  return (await store.factsBy("automation_id", clients, ["consent"])).filter((fact) => fact.isChange);
}

/** Ids by client, where deeds through the client's credential name one automation and no other. */
async function provenIds(store: Store, consents: readonly Fact[]): Promise<ReadonlyMap<string, string>> {
  const rows = await store.selectFor(
    unique(consents.map((fact) => fact.issuedCredentialId)),
    `select f.credential_id, min(f.session_automation_id) as id from fact f
     where f.credential_id in (select key from wanted) and f.session_automation_id is not null
     group by f.credential_id having min(f.session_automation_id) = max(f.session_automation_id) order by f.credential_id`,
  );
  const byCredential = new Map(rows.map((row) => [String(row["credential_id"]), String(row["id"])]));
  return new Map(
    consents.flatMap(({ automationId, issuedCredentialId }) => {
      const id = byCredential.get(issuedCredentialId ?? "");
      return automationId === null || id === undefined || id === automationId ? [] : [[automationId, id] as const];
    }),
  );
}

/** A client, and the automation that it may be. */
type Pair = readonly [client: string, made: string];

/** Ids by client, where a person's makings and consents leave one pair only. */
async function authorisedIds(store: Store, consents: readonly Fact[]): Promise<ReadonlyMap<string, string>> {
  const made = await store.factsBy("actor_id", unique(consents.map((fact) => fact.actorId)), ["deploy"]);
  const byMaker = groupBy(
    made.filter((fact) => fact.isChange),
    (fact) => fact.actorId,
  );
  const handed = groupBy(
    await store.factsBy("target_id", unique(consents.map((fact) => fact.actorId)), ["share"]),
    (fact) => fact.targetId,
  );
  const pairs = consents.flatMap((consent) => [
    ...(byMaker.get(consent.actorId ?? "") ?? []).flatMap((making) => pairOf(making, consent)),
    ...(handed.get(consent.actorId ?? "") ?? []).flatMap((share) => (isOfName(share, consent) ? pairOf(share, consent) : [])),
  ]);
  const byClient = groupBy(pairs, ([client]) => client);
  const byMade = groupBy(pairs, ([, id]) => id);
  return new Map(pairs.filter(([client, id]) => isOne(byClient.get(client) ?? [], 1) && isOne(byMade.get(id) ?? [], 0)));
}

function isOfName(share: Fact, consent: Fact): boolean {
  return share.isChange && share.automationName === consent.automationName && !share.traits.includes("removal");
}

function isOne(pairs: readonly Pair[], side: 0 | 1): boolean {
  return new Set(pairs.map((pair) => pair[side])).size === 1;
}

function pairOf(making: Fact, consent: Fact): readonly Pair[] {
  if (making.automationId === null || consent.automationId === null) return [];
  if (making.account !== consent.account || making.automationKind !== consent.automationKind) return [];
  const later = consent.tsMs - making.tsMs;
  const sameName = making.automationName !== null && making.automationName === consent.automationName;
  return later >= 0 && (later <= SOON_MS || (sameName && later <= NAMED_MS)) ? [[consent.automationId, making.automationId]] : [];
}

function renamed(fact: Fact, ids: ReadonlyMap<string, string>): Fact {
  const named = (id: string | null): string | null => (id === null ? null : (ids.get(id) ?? id));
  return withFactId({
    ...fact,
    automationId: named(fact.automationId),
    sessionAutomationId: named(fact.sessionAutomationId),
    targetId: named(fact.targetId),
  });
}
