/** Ids of evidence that the code asks an analytic to weigh; a definition that lacks one is refused at load. */

/** Asked for wherever an automation is changed and runs. */
const SHARED = [
  "deployer_new_to_automation",
  "network_unusual",
  "foreign_code",
  "invoked",
  "ran_after_change",
  "effect_soon_after_change",
  "cleanup",
] as const;

/** ... where the automation has an identity of its own. */
const OWN = [
  "role_admin_passed",
  "role_escalation_passed",
  "role_proven_powerful",
  "stranger_bound_new_role",
  "intruder_changed_automation",
  "run_as_granted",
  "run_as_trust_changed",
  "deployer_raised_itself",
  "privileged_automation_changed",
  "privileged_automation_exposed",
  "role_new_to_deployer",
  "public_exposure",
  "foreign_exposure",
  "denied_pass",
  "identity_trigger",
  "reacts_to_new_identity",
  "raised_its_deployer",
  "credential_used",
  "chained_identity",
  "code_restored",
  "fields_hidden",
  "deployer_weakened_logging",
  "credentials_used_outside",
] as const;

/** ... where it acts as a person. */
const BORROWED = [
  "relay_capability",
  "file_relay_capability",
  "risky_consent",
  "script_authorised",
  "consent_after_copy",
  "capabilities_widened",
  "edited_by_other",
  "edited_by_guest",
  "outsider_made_co_owner",
  "guardrail_weakened",
  "client_empowered",
  "acted_after_reset",
  "outside_recipient",
  "bulk_effect",
] as const;

export const EVIDENCE_IDS = [...SHARED, ...OWN, ...BORROWED] as const;
export type EvidenceId = (typeof EVIDENCE_IDS)[number];

export const EVIDENCE_OF: Readonly<Record<"own" | "borrowed", readonly EvidenceId[]>> = {
  own: [...SHARED, ...OWN],
  borrowed: [...SHARED, ...BORROWED],
};
