import type { Trait } from "../../../facts/kinds.ts";
import { isFields, listAt, textAt, textsAt } from "../../fields.ts";
import { at, text } from "../entities/extractor.ts";
import type { Call } from "../entities/extractor.ts";
import { principalId } from "../names/principal.ts";
import { projectOfAccount } from "../names/service-accounts.ts";

/*
 * Who gets which role: https://cloud.google.com/iam/docs/reference/rest/v1/Policy. Where the service
 * logs what changed, that counts; else all that stands in the policy which was written.
 */

export interface Binding {
  readonly role: string;
  /** As principals act: e-mails bare. `allUsers` and sets keep their names. */
  readonly member: string;
  /** Whether it is known by tokens of an identity provider elsewhere. */
  readonly federated: boolean;
  readonly removed: boolean;
  readonly condition: string | null;
  /** Taken from a whole policy: it may have been there before. */
  readonly fromWhole: boolean;
}

/** A policy holds 1500 members at most; more is padding. */
const MOST = 3000;

export function bindingsOf(call: Call): readonly Binding[] {
  const deltas = [at(call.payload, "serviceData", "policyDelta"), at(call.payload, "metadata", "policyDelta")].find(isFields);
  const changed = listAt(deltas, "bindingDeltas").concat(listAt(deltas, "binding_deltas"));
  if (deltas !== undefined) return changed.flatMap(deltaOf).slice(0, MOST);
  const policy = at(call.request, "policy") ?? call.response;
  return listAt(policy, "bindings").flatMap(wholeOf).slice(0, MOST);
}

function deltaOf(delta: unknown): readonly Binding[] {
  const role = textAt(delta, "role");
  const member = principalId(textAt(delta, "member"));
  if (role === null || member === null) return [];
  return [
    {
      role,
      member,
      federated: isFederated(textAt(delta, "member")),
      removed: textAt(delta, "action") === "REMOVE",
      condition: conditionOf(delta),
      fromWhole: false,
    },
  ];
}

function wholeOf(binding: unknown): readonly Binding[] {
  const role = textAt(binding, "role");
  if (role === null) return [];
  return textsAt(binding, "members").flatMap((given) => {
    const member = principalId(given);
    return member === null
      ? []
      : [{ role, member, federated: isFederated(given), removed: false, condition: conditionOf(binding), fromWhole: true }];
  });
}

function isFederated(given: string | null): boolean {
  return given?.startsWith("principal") === true;
}

function conditionOf(binding: unknown): string | null {
  return text(binding, "condition", "expression");
}

/** Everybody, with or without an account of Google's. */
export function isEverybody(member: string): boolean {
  return member === "allUsers" || member === "allAuthenticatedUsers";
}

/** How far outside a member is: everybody, another project, a private address, an identity provider elsewhere. */
export function opennessOf(call: Call, binding: Binding): readonly Trait[] {
  const { member } = binding;
  if (binding.removed) return [];
  if (isEverybody(member)) return ["public"];
  if (binding.federated) return isOfOwnCluster(call, member) ? [] : ["outside_provider"];
  if (/@(gmail|googlemail)\.com$/.test(member)) return ["foreign_account"];
  const project = projectOfAccount(member);
  return project !== null && project !== call.envelope.account ? ["foreign_account"] : [];
}

/** Workloads of a cluster come in through a pool that Google made for its project: https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity */
function isOfOwnCluster(call: Call, member: string): boolean {
  return /\/workloadIdentityPools\/([^/]+)\.svc\.id\.goog\//.exec(member)?.[1] === call.envelope.account;
}
