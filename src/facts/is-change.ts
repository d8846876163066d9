import type { FactKind, Outcome, Trait } from "./kinds.ts";

/** Kinds whose success alters something; the others only observe. */
const CHANGING: ReadonlySet<FactKind> = new Set<FactKind>([
  "deploy",
  "configure",
  "trigger",
  "expose",
  "pass_role",
  "grant",
  "trust_change",
  "consent",
  "credential",
  "share",
  "forward",
  "evade",
]);

/** Whether a fact says that something was really changed: a successful call that was no dry run. */
export function isChangeOf(fact: { readonly kind: FactKind; readonly outcome: Outcome; readonly traits: readonly Trait[] }): boolean {
  return CHANGING.has(fact.kind) && fact.outcome === "success" && !fact.traits.includes("no_change");
}
