import type { Fact } from "../../facts/fact.ts";
import { countBefore, countUntil } from "../../util/in-time.ts";
import { once } from "../../util/once.ts";

/** Facts that tell which identity an automation runs as, of its own facts in the order of time. */
const telling = once((own: readonly Fact[]) =>
  own.filter((fact) => fact.runAsId !== null && fact.outcome === "success" && fact.kind !== "pass_role"),
);

/**
 * The identity that an automation runs as at a time: that of the last successful fact naming one;
 * before the first sighting, the first one seen afterwards (an update shows the identity that was there).
 */
export function runAsAt(own: readonly Fact[], tsMs: number): string | null {
  const told = telling(own);
  return told[Math.max(countUntil(told, tsMs) - 1, 0)]?.runAsId ?? null;
}

/** The identity that it was seen with before a time, if it was seen. */
export function runAsBefore(own: readonly Fact[], tsMs: number): string | null {
  const told = telling(own);
  return told[countBefore(told, tsMs) - 1]?.runAsId ?? null;
}

/** Every identity it was seen with. */
export function runAsEver(own: readonly Fact[]): readonly string[] {
  return [...new Set(own.filter((fact) => fact.outcome === "success").flatMap((fact) => fact.runAsId ?? []))].toSorted();
}
