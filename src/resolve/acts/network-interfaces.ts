import type { Fact } from "../../facts/fact.ts";
import { byTimeThenId } from "../../facts/order.ts";
import type { Store } from "../../store/store.ts";
import { groupBy, unique } from "../../util/group-by.ts";
import { attributionBy } from "./attribution.ts";
import type { Attribution } from "./attribution.ts";

/** Traffic of a network interface, and how it is tied to an automation that uses the interface. */
export interface Traffic {
  readonly fact: Fact;
  readonly attribution: Attribution;
}

/**
 * Traffic that names only an interface or an address, by automation. Interfaces serve every
 * automation with the same subnet and the same security groups (docs/adr/0013), so that most
 * traffic belongs to a set. Traffic of interfaces whose making is not in the logs is left out.
 */
export async function loadTraffic(store: Store): Promise<ReadonlyMap<string, readonly Traffic[]>> {
  const interfaces = interfacesOf(await store.factsBy("entity", ["network_interface"], ["act"]));
  if (interfaces.length === 0) return new Map();
  const attachments = await loadAttachments(store, unique(interfaces.map((one) => one.groups)));
  const byActor = groupBy(
    interfaces.flatMap((one) => one.actors.map((actor) => ({ actor, one }))),
    (known) => known.actor,
  );
  const facts = await store.factsBy("actor_id", byActor.keys(), ["network"]);
  const found = facts.flatMap((fact) => {
    const known = (byActor.get(fact.actorId ?? "") ?? []).map(({ one }) => one);
    const users = usersAt(attachments, interfaceAt(known, fact.tsMs), fact.tsMs);
    const attribution = attributionBy(users.length === 1 ? "network_interface" : "shared_interface");
    return users.map((automationId) => ({ automationId, traffic: { fact, attribution } }));
  });
  return new Map(
    [...groupBy(found, (item) => item.automationId)].map(([automationId, items]) => [automationId, items.map((item) => item.traffic)]),
  );
}

/** An interface from when it was made until it was taken away. */
interface Interface {
  /** What traffic calls it: its id, and its addresses inside its network. */
  readonly actors: readonly string[];
  readonly subnet: string;
  readonly groups: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

function interfacesOf(facts: readonly Fact[]): readonly Interface[] {
  const removed = new Map(
    facts.filter((fact) => fact.traits.includes("interface_removed")).map((fact) => [fact.targetId ?? "", fact.tsMs]),
  );
  return facts.flatMap((fact) => {
    const subnet = text(fact, "subnetId");
    const groups = text(fact, "securityGroupIds");
    if (fact.targetId === null || fact.outcome !== "success" || subnet === "" || groups === "") return [];
    const addresses = text(fact, "addresses").split(",");
    return [
      {
        actors: [fact.targetId, ...addresses.filter((address) => address !== "").map((address) => `${text(fact, "vpcId")}/${address}`)],
        subnet,
        groups,
        fromMs: fact.tsMs,
        untilMs: removed.get(fact.targetId) ?? Number.POSITIVE_INFINITY,
      },
    ];
  });
}

/** Addresses are given out again, so the interface made last before the traffic is the one; a minute of clocks apart is forgiven. */
function interfaceAt(known: readonly Interface[], tsMs: number): Interface | null {
  const alive = known.filter((one) => one.fromMs - CLOCKS_APART_MS <= tsMs && tsMs <= one.untilMs + AGGREGATION_MS);
  return alive.toSorted((a, b) => a.fromMs - b.fromMs).at(-1) ?? null;
}

const CLOCKS_APART_MS = 60_000;
/** Traffic is summed up over ten minutes at most. */
const AGGREGATION_MS = 600_000;

type Attachments = ReadonlyMap<string, readonly Fact[]>;

/** All that is known of the attachments of automations that ever used one of the groups. */
async function loadAttachments(store: Store, groups: readonly string[]): Promise<Attachments> {
  const attached = (await store.factsBy("target_id", groups, ["act"])).filter(isAttachment);
  const all = await store.factsBy("automation_id", unique(attached.map((fact) => fact.automationId)), ["act"]);
  return groupBy(all.filter(isAttachment).toSorted(byTimeThenId), (fact) => fact.automationId);
}

function isAttachment(fact: Fact): boolean {
  return fact.entity === "network_attachment" && fact.outcome === "success";
}

function usersAt(attachments: Attachments, used: Interface | null, tsMs: number): readonly string[] {
  if (used === null) return [];
  return [...attachments]
    .filter(([, own]) => {
      const now = attachmentAt(own, tsMs);
      return now !== null && now.targetId === used.groups && text(now, "subnetIds").split(",").includes(used.subnet);
    })
    .map(([automationId]) => automationId)
    .toSorted();
}

/** The last attachment before the traffic; what was there before the first sighting shows in it, unless that made the automation. */
function attachmentAt(own: readonly Fact[], tsMs: number): Fact | null {
  const before = own.findLast((fact) => fact.tsMs <= tsMs);
  if (before !== undefined) return before;
  const first = own[0];
  return first === undefined || first.traits.includes("created") ? null : first;
}

function text(fact: Fact, key: string): string {
  const value = fact.detail[key];
  return typeof value === "string" ? value : "";
}
