import { ANY_SESSION } from "../../facts/activity.ts";
import type { ActorType } from "../../facts/kinds.ts";
import type { Envelope } from "../../facts/fact.ts";
import type { Source } from "../../sources/contract.ts";
import { createActivityTest, withinCut } from "../search/byte-filter.ts";
import { type Limits } from "../contract.ts";
import type { Cut } from "../cut/cut.ts";
import { createRollUp, type RollUp } from "./roll-up.ts";

/** Types of actors that an automation may run as. */
const ROLES: ReadonlySet<ActorType> = new Set<ActorType>(["role_session", "workload"]);

/**
 * What identities did, a row a day and operation: all that is kept of a stream for those that may turn out to matter
 * (docs/adr/0018). Where identities have sessions, a row stands for all of them, so it proves none.
 */
export function createRoleDays(limits: Limits): RollUp {
  return createRollUp(limits.roleDays, 24);
}

/** Whether a record is one to keep a day's row for: by an identity that automations may run as, and not by a proven session. */
export function isRoleAct(envelope: Envelope): boolean {
  return envelope.actorId !== null && ROLES.has(envelope.actorType);
}

/** The envelope without what tells sessions and places apart. */
export function anySession(envelope: Envelope): Envelope {
  const sessionName = envelope.sessionName === null ? null : ANY_SESSION;
  return { ...envelope, region: null, sessionName, sessionAutomationId: null, runtimeAgent: false, srcIpClass: "none" };
}

/** The source as streams search it: acts of roles are no noise there. */
export function withRoles(source: Source): Source {
  const { activityNeedles, roleNeedles = [] } = source.bytes;
  return { ...source, bytes: { ...source.bytes, activityNeedles: [...activityNeedles, ...roleNeedles] } };
}

/** Whether the bytes of a record allow it to be the act of a role, by source; sources in which roles do not act are left out. */
export function roleTests(sources: readonly Source[]): ReadonlyMap<Source, (bytes: Buffer, cut: Cut) => boolean> {
  return new Map(
    sources.flatMap((source) => {
      const { roleNeedles } = source.bytes;
      if (roleNeedles === undefined) return [];
      const test = createActivityTest({ ...source.bytes, activityNeedles: roleNeedles });
      return [[source, (bytes: Buffer, cut: Cut) => withinCut(test, bytes, cut)] as const];
    }),
  );
}
