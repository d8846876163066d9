import type { Entities } from "../../../facts/fact.ts";
import { classifyAddress } from "../../ip-class.ts";
import { detail } from "../entities/extractor.ts";

/** Ports that mining pools listen on, as their published configurations say. */
const MINING_PORTS: ReadonlySet<string> = new Set(["3333", "4444", "5555", "7777", "14433", "14444", "45700"]);

/** One flow out of a network: what both versions of flow logs tell, whatever the order of their fields. */
export interface OutFlow {
  readonly destination: string;
  readonly port: string;
  readonly denied: boolean;
}

/** Flows to public addresses at ports of pools that were not turned away: one fact an address, sorted. */
export function miningFacts(flows: readonly OutFlow[], about: Parameters<typeof detail>[0]): readonly Entities[] {
  const hits = new Map<string, Entities>();
  for (const { destination, port, denied } of flows) {
    if (denied || !MINING_PORTS.has(port) || classifyAddress(destination).srcIpClass !== "public") continue;
    const more = detail({ port: Number(port), ...about });
    hits.set(destination, { targetId: destination, targetType: "address", traits: ["mining"], detail: more });
  }
  return [...hits.values()].toSorted((a, b) => ((a.targetId ?? "") < (b.targetId ?? "") ? -1 : 1));
}
