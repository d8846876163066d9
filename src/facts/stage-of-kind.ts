import type { FactKind, Stage } from "./kinds.ts";

/** The stage that each kind of fact mostly speaks of, for telling what logs show at all; a stage rule may judge single records otherwise. */
export const STAGE_OF_KIND: Readonly<Record<FactKind, Stage>> = {
  deploy: "deploy",
  configure: "deploy",
  trigger: "deploy",
  expose: "deploy",
  pass_role: "privilege",
  grant: "privilege",
  trust_change: "privilege",
  consent: "privilege",
  invoke: "execute",
  assume: "effect",
  act: "effect",
  sensitive_access: "effect",
  credential: "effect",
  share: "effect",
  forward: "effect",
  network: "effect",
  evade: "effect",
};
