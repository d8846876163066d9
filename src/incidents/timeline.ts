import type { Fact } from "../facts/fact.ts";
import type { AttributionMethod, Stage } from "../facts/kinds.ts";
import { byTimeThenId } from "../facts/order.ts";
import type { Exclusion } from "./exclusion.ts";
import type { TimelineEntry } from "./incident.ts";
import { rfc3339 } from "./time.ts";
import { actorLabel, sentence, targetLabel } from "./wording.ts";

/** A fact's place in a story. */
export interface Placed {
  readonly fact: Fact;
  readonly stage: Stage;
  readonly attribution: { readonly method: AttributionMethod; readonly confidence: number };
  readonly inferred?: boolean;
  /** Set where the configuration takes the fact out of the evidence. */
  readonly exclusion?: Exclusion;
}

/** Entries in the order (time, fact id); the first placement of a fact counts. */
export function timelineOf(placed: readonly Placed[]): readonly TimelineEntry[] {
  const first = new Map<string, Placed>();
  for (const place of placed) {
    const known = first.get(place.fact.factId);
    if (known === undefined) first.set(place.fact.factId, place);
    else if (place.inferred === true) first.set(place.fact.factId, { ...known, inferred: true });
  }
  return [...first.values()].toSorted((a, b) => byTimeThenId(a.fact, b.fact)).map(entryOf);
}

function entryOf({ fact, stage, attribution, inferred, exclusion }: Placed): TimelineEntry {
  return {
    fact: fact.factId,
    time: rfc3339(fact.tsMs),
    stage,
    kind: fact.kind,
    operation: fact.op,
    actor: actorLabel(fact),
    target: targetLabel(fact),
    outcome: fact.outcome,
    summary: sentence(fact),
    attribution: { ...attribution },
    ...(inferred === true ? { inferred } : {}),
    ...(exclusion === undefined ? {} : { excluded: { id: exclusion.id, reason: exclusion.reason, expires: exclusion.expires } }),
    account: fact.account,
    ...(fact.region === null ? {} : { region: fact.region }),
    ...(fact.srcIp === null ? {} : { source_ip: fact.srcIp }),
    ...(fact.annotations.length === 0 ? {} : { annotations: [...fact.annotations] }),
    event_id: fact.eventId,
    source: fact.source,
    raw: { ...fact.raw },
  };
}
