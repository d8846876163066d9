import type { Fact } from "../facts/fact.ts";

/**
 * The identity that an automation runs as at a time: that of the last successful fact naming one;
 * before the first sighting, the first one seen afterwards (an update shows the identity that was there).
 */
export function runAsAt(own: readonly Fact[], tsMs: number): string | null {
  let current: string | null = null;
  for (const fact of own) {
    if (fact.runAsId === null || fact.outcome !== "success" || fact.kind === "pass_role") continue;
    if (fact.tsMs > tsMs && current !== null) break;
    current = fact.runAsId;
    if (fact.tsMs > tsMs) break;
  }
  return current;
}

/** Every identity it was seen with. */
export function runAsEver(own: readonly Fact[]): readonly string[] {
  return [...new Set(own.filter((fact) => fact.outcome === "success").flatMap((fact) => fact.runAsId ?? []))].toSorted();
}
