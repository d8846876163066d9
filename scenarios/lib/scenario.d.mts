import type { Patch } from "./patch.mjs";

/** All stories of AWS, as their scenario.yml tells them. */
export function loadScenarios(): readonly {
  readonly name: string;
  readonly kind: "attack" | "twin";
  /** Folder of its logs. */
  readonly logs: string;
  readonly minimal_pair: { readonly patch: Patch };
}[];
