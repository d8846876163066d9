import type { Entities } from "../../../facts/fact.ts";
import type { Trait } from "../../../facts/kinds.ts";
import { isFields } from "../../fields.ts";
import { parseArmId } from "../names/arm-id.ts";
import { folded, foldedText } from "../records/body.ts";
import { detail } from "./extractor.ts";
import type { Call } from "./extractor.ts";

/*
 * Managed identities of a resource: the `identity` of a request or answer. `type` names kinds separated by commas, user-assigned
 * identities are keys of an object; the principal id stands in answers only:
 * https://learn.microsoft.com/en-us/azure/templates/microsoft.web/sites#managedserviceidentity
 */

/** One identity that a resource runs as: its ARM id (of a system-assigned one, the resource's), and the principal behind it. */
export interface BoundIdentity {
  readonly id: string;
  readonly principalId: string | null;
}

/** Identities that the bodies name, those of the request first. */
export function identitiesOf(call: Call): readonly BoundIdentity[] {
  const found = new Map<string, BoundIdentity>();
  for (const body of [call.request, call.response]) {
    for (const one of identitiesIn(folded(body, "identity"), call)) {
      const known = found.get(one.id);
      found.set(one.id, { id: one.id, principalId: one.principalId ?? known?.principalId ?? null });
    }
  }
  return [...found.values()];
}

function identitiesIn(identity: unknown, call: Call): readonly BoundIdentity[] {
  const type = foldedText(identity, "type")?.toLowerCase() ?? "";
  const assigned = folded(identity, "userAssignedIdentities");
  const users = Object.entries(isFields(assigned) ? assigned : {}).flatMap(([key, value]) => {
    const arm = parseArmId(key);
    // Null takes an identity away.
    return arm === null || value === null ? [] : [{ id: arm.id, principalId: principal(value) }];
  });
  if (!type.includes("systemassigned") || call.automation === null) return users;
  return [{ id: call.automation.id, principalId: principal(identity) }, ...users];
}

function principal(value: unknown): string | null {
  return foldedText(value, "principalId")?.toLowerCase() ?? null;
}

/** What the automation runs as after the call; with several identities, the first one named. */
export function runAsOf(call: Call): string | null {
  return identitiesOf(call)[0]?.id ?? null;
}

/** One fact an identity bound to the automation. A system-assigned one is made by being bound. */
export function boundIdentities(call: Call, columns: Entities, traits: readonly Trait[]): readonly Entities[] {
  return identitiesOf(call).map(({ id, principalId }) => ({
    ...columns,
    runAsId: id,
    targetId: id,
    targetType: "identity",
    traits: id === call.automation?.id ? [...traits, "identity_created"] : traits,
    ...(principalId === null ? {} : { targetAliasId: principalId }),
    detail: { ...columns.detail, ...detail({ principalId }) },
  }));
}
