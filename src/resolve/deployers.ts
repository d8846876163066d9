import type { Fact } from "../facts/fact.ts";
import type { Store } from "../store/store.ts";
import { groupBy } from "../util/group-by.ts";
import { countBefore } from "../util/in-time.ts";
import { once } from "../util/once.ts";
import { DAY_MS } from "../util/durations.ts";

/**
 * What is known of each deployer's past, summed up by the database so that a pipeline with a
 * million changes costs a handful of rows. All times are milliseconds; "before" is strict.
 */
export interface DeployerPast {
  /** Times of its first changes of automations, ascending, at most `KEPT`. */
  readonly firstChanges: readonly number[];
  /** When it first came from each network. */
  readonly networks: ReadonlyMap<string, number>;
  /** ... and when it last did. */
  readonly lastFrom: ReadonlyMap<string, number>;
  /** How many automations it ever changed. */
  readonly automations: number;
  /** Days on which it changed automations: first change of the day and how many automations. */
  readonly days: readonly { readonly day: number; readonly firstMs: number; readonly automations: number }[];
  /** Times of its first bindings of identities, ascending, at most `KEPT`. */
  readonly firstPasses: readonly number[];
  /** When it first bound each identity. */
  readonly passed: ReadonlyMap<string, number>;
}

/** More earlier observations than this are never asked for. */
const KEPT = 50;

const CHANGES = "f.kind in ('deploy', 'configure') and f.is_change = 1";
const PASSES = "f.kind = 'pass_role' and f.outcome = 'success' and f.run_as_id is not null";

/** From which networks somebody worked since when, and on which days. */
export interface Whereabouts {
  readonly networks: DeployerPast["networks"];
  readonly days: readonly { readonly firstMs: number }[];
}

export const NOBODY: DeployerPast = {
  firstChanges: [],
  networks: new Map(),
  lastFrom: new Map(),
  automations: 0,
  days: [],
  firstPasses: [],
  passed: new Map(),
};

export async function loadDeployers(store: Store, actors: readonly string[]): Promise<ReadonlyMap<string, DeployerPast>> {
  const changes = groupBy(await store.selectFor(actors, firstTimes(CHANGES)), actorOf);
  const passes = groupBy(await store.selectFor(actors, firstTimes(PASSES)), actorOf);
  const networks = groupBy(await store.selectFor(actors, FIRST_BY_ADDRESS), actorOf);
  const days = groupBy(await store.selectFor(actors, BY_DAY), actorOf);
  const passed = groupBy(await store.selectFor(actors, FIRST_BY_IDENTITY), actorOf);
  const breadth = groupBy(await store.selectFor(actors, BREADTH), actorOf);
  return new Map(
    actors.map((actor) => [
      actor,
      {
        firstChanges: (changes.get(actor) ?? []).map(timeOf),
        firstPasses: (passes.get(actor) ?? []).map(timeOf),
        networks: earliest((networks.get(actor) ?? []).map((row) => [networkOf(String(row["src_ip"])), timeOf(row)])),
        lastFrom: latest((networks.get(actor) ?? []).map((row) => [networkOf(String(row["src_ip"])), Number(row["last_ms"])])),
        automations: Number(breadth.get(actor)?.[0]?.["automations"] ?? 0),
        days: (days.get(actor) ?? []).map((row) => ({
          day: Number(row["day"]),
          firstMs: timeOf(row),
          automations: Number(row["automations"]),
        })),
        passed: earliest((passed.get(actor) ?? []).map((row) => [String(row["run_as_id"]), timeOf(row)])),
      },
    ]),
  );
}

function firstTimes(which: string): string {
  return `
    select actor_id, ts_ms as first_ms from (
      select f.actor_id, f.ts_ms, row_number() over (partition by f.actor_id order by f.ts_ms, f.fact_id) as place
      from fact f where f.actor_id in (select key from wanted) and ${which}
    ) ordered where place <= ${KEPT} order by actor_id, ts_ms`;
}

const FIRST_BY_ADDRESS = `
  select f.actor_id, f.src_ip, min(f.ts_ms) as first_ms, max(f.ts_ms) as last_ms from fact f
  where f.actor_id in (select key from wanted) and ${CHANGES} and f.src_ip is not null and f.src_ip_class = 'public'
  group by f.actor_id, f.src_ip order by f.actor_id, f.src_ip`;

const BY_DAY = `
  select f.actor_id, f.ts_ms - f.ts_ms % ${DAY_MS} as day, min(f.ts_ms) as first_ms, count(distinct f.automation_id) as automations from fact f
  where f.actor_id in (select key from wanted) and ${CHANGES}
  group by f.actor_id, f.ts_ms - f.ts_ms % ${DAY_MS} order by f.actor_id, day`;

const FIRST_BY_IDENTITY = `
  select f.actor_id, f.run_as_id, min(f.ts_ms) as first_ms from fact f
  where f.actor_id in (select key from wanted) and ${PASSES}
  group by f.actor_id, f.run_as_id order by f.actor_id, f.run_as_id`;

const BREADTH = `
  select f.actor_id, count(distinct f.automation_id) as automations from fact f
  where f.actor_id in (select key from wanted) and ${CHANGES} group by f.actor_id order by f.actor_id`;

type Row = Awaited<ReturnType<Store["select"]>>[number];

function actorOf(row: Row): string {
  return String(row["actor_id"]);
}

function timeOf(row: Row): number {
  return Number(row["first_ms"]);
}

/** The smallest time of each key. */
export function earliest(times: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const [key, time] of times) first.set(key, Math.min(time, first.get(key) ?? time));
  return first;
}

function latest(times: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const [key, time] of times) last.set(key, Math.max(time, last.get(key) ?? time));
  return last;
}

/** First two groups of an IPv4 address, first three of IPv6: what one site or provider keeps. */
export function networkOf(ip: string): string {
  return ip.includes(":") ? ip.split(":").slice(0, 3).join(":") : ip.split(".").slice(0, 2).join(".");
}

/** So many days of deploying for each network that was used make a deployer's networks settled. */
const DAYS_A_NETWORK = 3;

/** The deployer kept to few networks over many days and now comes from another. Hosted runners never settle. */
export function isAway(past: Whereabouts, ip: string, tsMs: number): boolean {
  const { networks, days } = ordered(past);
  const used = countBefore(networks, tsMs);
  const wasThere = (past.networks.get(networkOf(ip)) ?? tsMs) < tsMs;
  return used > 0 && used * DAYS_A_NETWORK <= countBefore(days, tsMs) && !wasThere;
}

const ordered = once((past: Whereabouts) => ({
  networks: [...past.networks.values()].toSorted((a, b) => a - b).map((tsMs) => ({ tsMs })),
  days: past.days.map(({ firstMs }) => ({ tsMs: firstMs })).toSorted((a, b) => a.tsMs - b.tsMs),
}));

/** At least `count` of the (ascending) times lie before `tsMs`, the first of them at least `spanMs` before it. */
export function hasHistory(times: readonly number[], tsMs: number, count: number, spanMs: number): boolean {
  const first = times[0];
  const last = times[Math.min(count, KEPT) - 1];
  return first !== undefined && last !== undefined && last < tsMs && tsMs - first >= spanMs;
}

/**
 * What a deployer goes on to do after a change, where no past could be seen: changes on `count` further days and of as many automations,
 * over at least `spanMs`, and from the network of the change as long.
 */
export function hasFuture(past: DeployerPast, change: Pick<Fact, "tsMs" | "srcIp" | "srcIpClass">, count: number, spanMs: number): boolean {
  const later = past.days.filter(({ firstMs }) => firstMs > change.tsMs);
  const lastDay = later.reduce((last, { firstMs }) => Math.max(last, firstMs), change.tsMs);
  if (later.length < count || past.automations < count || lastDay - change.tsMs < spanMs) return false;
  if (change.srcIp === null || change.srcIpClass !== "public") return true;
  return (past.lastFrom.get(networkOf(change.srcIp)) ?? change.tsMs) - change.tsMs >= spanMs;
}

/** How many automations the actor changed on the day of `tsMs` and its neighbours. */
export function automationsNear(past: DeployerPast, fact: Pick<Fact, "tsMs">): number {
  const day = fact.tsMs - (fact.tsMs % DAY_MS);
  return past.days.filter((one) => Math.abs(one.day - day) <= DAY_MS).reduce((sum, one) => sum + one.automations, 0);
}
