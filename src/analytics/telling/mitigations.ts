import type { Incident } from "../../incidents/incident.ts";
import { shortId } from "../../incidents/wording.ts";
import type { Judged } from "../judged.ts";

type Mitigations = Incident["mitigations"];
type Mitigation = Mitigations[number];

/** Would the technique's two mitigations have helped in this very story? */
export function mitigationsOf(judged: Judged): Mitigations {
  return [userAccountManagement(judged), accountUsePolicies(judged)];
}

/** M1018: nobody may create, change or run automations who does not need to. */
function userAccountManagement({ changes, deployments, findings }: Judged): Mitigation {
  const id = "M1018";
  const change = changes[0];
  if (change === undefined) return { id, verdict: "unknown", why: "who changed the automation is not in these logs" };
  const who = shortId(change.actorId);
  const known = deployments.filter((deployment) => changes.includes(deployment.change)).every((deployment) => deployment.knownDeployer);
  if (!known)
    return {
      id,
      verdict: "would_have_prevented",
      why: `${who} has no history of deploying here: without the right to change automations the story ends at its first step`,
    };
  const passed = findings.some(
    (item) => item.id === "role_admin_passed" || item.id === "role_proven_powerful" || item.id === "role_escalation_passed",
  );
  if (passed)
    return {
      id,
      verdict: "would_have_limited",
      why: `${who} needs to deploy, but not to bind that identity: limit which identities it may pass`,
    };
  return { id, verdict: "would_not_have_helped", why: `${who} deploys regularly and needs the right it used` };
}

/** M1036: conditions on where and how accounts may be used. */
function accountUsePolicies({ findings }: Judged): Mitigation {
  const id = "M1036";
  const has = (wanted: string): boolean => findings.some((item) => item.id === wanted);
  if (has("network_unusual"))
    return {
      id,
      verdict: "would_have_prevented",
      why: "the change came from a network that the deployer had never used: a condition on its network refuses it",
    };
  if (has("intruder_changed_automation"))
    return {
      id,
      verdict: "would_have_prevented",
      why: "the change came from a network that nobody had worked from: a condition on the account's networks refuses it",
    };
  if (has("credentials_used_outside"))
    return {
      id,
      verdict: "would_have_prevented",
      why: "a condition on where the identity's sessions may call from refuses the stolen credentials",
    };
  if (has("credential_used"))
    return { id, verdict: "would_have_limited", why: "a condition on where credentials may be used from stops the created credential" };
  if (has("public_exposure") || has("foreign_exposure"))
    return { id, verdict: "would_have_limited", why: "a policy against public or foreign callers refuses the exposure" };
  const refused = POLICIES.find(([sign]) => has(sign));
  if (refused !== undefined) return { id, verdict: "would_have_prevented", why: refused[1] };
  return { id, verdict: "unknown", why: "no unusual network, caller or use of a credential is part of this story" };
}

/** Policies that refuse what a sign shows. */
const POLICIES: readonly (readonly [string, string])[] = [
  ["relay_capability", "a data policy that keeps connectors to mail apart from those that leave the company refuses the flow"],
  ["consent_after_copy", "a policy on which applications people may authorise refuses the consent"],
  ["script_authorised", "a policy on which applications people may authorise refuses the consent"],
  ["risky_consent", "a policy on which applications people may authorise refuses the consent"],
  ["edited_by_guest", "a policy that keeps guests from making or changing automations refuses the edit"],
];
