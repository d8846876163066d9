import { type ActivitySeries, seriesIdOf, seriesText } from "../../facts/activity.ts";
import type { Envelope } from "../../facts/fact.ts";
import { remember } from "../../util/remember.ts";

/** What many rows share, with the id that tells it apart and two words of that for tables of hashes. */
export interface Series {
  readonly id: string;
  readonly says: ActivitySeries;
  readonly high: number;
  readonly low: number;
}

/** Distinct series remembered; what is asked for most is asked for again soon. */
const MOST_KNOWN = 50_000;

/** Finds series again, because a digest costs more than everything else about them. */
export function createSeriesList(): (source: string, envelope: Envelope, credentialId: string | null) => Series {
  const known = new Map<string, Series>();
  return (source, envelope, credentialId) => {
    const says = seriesIn(source, envelope, credentialId);
    const key = seriesText(says);
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= MOST_KNOWN) known.clear();
    const id = seriesIdOf(key);
    const made = { id, says, high: Number.parseInt(id.slice(-16, -8), 16), low: Number.parseInt(id.slice(-8), 16) };
    known.set(key, made);
    return made;
  };
}

/** One copy of a text that stands in many series: each parsed record brings its own. */
const one = remember(50_000, (text) => text);

function seriesIn(source: string, envelope: Envelope, credentialId: string | null): ActivitySeries {
  return {
    source,
    provider: envelope.provider,
    account: one(envelope.account),
    region: envelope.region === null ? null : one(envelope.region),
    runAsId: one(envelope.actorId ?? ""),
    sessionName: one(envelope.sessionName ?? ""),
    sessionAutomationId: envelope.sessionAutomationId === null ? null : one(envelope.sessionAutomationId),
    runtimeAgent: envelope.runtimeAgent,
    credentialId,
    srcIpClass: envelope.srcIpClass,
    service: one(envelope.service),
    op: one(envelope.op),
  };
}
