/**
 * The closed vocabulary that every provider is translated into. A new word here is an
 * architecture decision (docs/adr/0002), because content, analytics and users all speak it.
 */

/** What one record means. Meanings: docs/reference/vocabulary.md. */
export const FACT_KINDS = [
  "deploy",
  "configure",
  "trigger",
  "expose",
  "pass_role",
  "grant",
  "trust_change",
  "consent",
  "invoke",
  "assume",
  "act",
  "sensitive_access",
  "credential",
  "share",
  "forward",
  "network",
  "evade",
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** The four steps of the chain that DET0374 describes. */
export const STAGES = ["deploy", "privilege", "execute", "effect"] as const;
export type Stage = (typeof STAGES)[number];

export const OUTCOMES = ["success", "denied", "error", "started", "unknown"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const PROVIDERS = ["aws", "gcp", "azure", "m365", "google-workspace"] as const;
export type Provider = (typeof PROVIDERS)[number];

export const AUTOMATION_KINDS = [
  "lambda",
  "layer",
  "flow",
  "script",
  "run",
  "function",
  "workflow",
  "job",
  "schedule",
  "build",
  "app",
  "role",
] as const;
export type AutomationKind = (typeof AUTOMATION_KINDS)[number];

export const ACTOR_TYPES = ["user", "role_session", "workload", "service", "root", "federated", "account", "anonymous", "unknown"] as const;
export type ActorType = (typeof ACTOR_TYPES)[number];

/** Where a call came from, as far as the record itself tells. */
export const IP_CLASSES = ["public", "private", "service", "none"] as const;
export type IpClass = (typeof IP_CLASSES)[number];

/** How a call was made. A weak hint for people; it never suppresses anything. */
export const VIAS = ["console", "cli", "sdk", "iac", "service", "unknown"] as const;
export type Via = (typeof VIAS)[number];

/**
 * Power of a set of rights: 0 none or ordinary, 1 broad data access or narrowly scoped
 * rights over identities, 2 can escalate, 3 administrator or as good as one. `null` (on a
 * fact) means the record does not say.
 */
export type Privilege = 0 | 1 | 2 | 3;
export const PRIVILEGE_NAMES = ["none", "data", "escalation", "admin"] as const;

/**
 * Provider-neutral remarks that extraction attaches to a fact and that analytics read,
 * so that no shared code has to look at a vendor's field.
 */
export const TRAITS = [
  "public", // anyone may call or assume it
  "foreign_account", // the principal, trust or code belongs to an account other than this one
  "foreign_code", // code or layer published by another account, not a listed vendor
  "vendor_code", // code or layer from a listed vendor's account
  "created", // the automation was made by this call
  "code_changed", // the code itself was replaced or added
  "role_changed", // the call names the identity to run as
  "layer_changed", // the call names layers
  "entry_changed", // handler, runtime or image changed
  "capacity_raised", // time-out, memory or concurrency named in the call
  "identity_trigger", // bound to events about identities (a reactive back door)
  "denied_pass", // the refusal names the right to pass an identity
  "self_target", // the actor acts on its own identity
  "other_target", // the actor acts on somebody else's identity
  "service_trust", // only services were added to a trust
  "boundary_attached", // a permissions boundary limits the grant
  "boundary_removed", // a permissions boundary was taken away
  "pending", // written, but without effect until it is chosen
  "outside_provider", // an identity provider outside is believed
  "secret_written", // a secret was stored (rotation keeps what it makes)
  "secret_read", // a secret or parameter was read
  "bulk_read", // many secrets in one call
  "removal", // rights, triggers or the automation were taken away
  "logging_weakened", // trail, flow log or log group switched off, narrowed or deleted
  "logging_redirected", // where logs go was changed
  "detector_weakened", // a detector was switched off
  "capacity_blocked", // concurrency set to zero
  "no_change", // dry run or identical code
  "role_validation", // a service proved that a role can be assumed; not a run
  "session_start", // a service started a run-as session
  "identity_created", // a new user or role
  "shared_identity", // runs as a default identity that other workloads share
  "compute_started", // machines or containers were started
  "remote_code", // code was run or planted on a machine
  "detected", // a detector of the vendor reported it
  "mining", // a mining pool's name or port
  "command_channel", // a known command-and-control server, drop point or sinkhole
  "anonymiser", // Tor and the like
  "resolver_bypassed", // names looked up past the network's own resolver
  "mail_port", // spoke the mail protocol to the outside
  "bulk_upload", // much data sent to a public address
  "interface_made", // a network interface was made for automations
  "interface_removed", // ... and taken away
  "reads_mail", // what the automation may use: connectors or scopes that read mail
  "sends_mail", // ... that send mail
  "reads_files", // ... that read files
  "shares_files", // ... that write files or their permissions
  "calls_out", // ... that reach any address on the internet, or storage of another company
  "administers", // ... that change users, rights or settings
  "binds_triggers", // ... that let it run without anybody
  "guardrail_weakened", // a policy that limits automations was removed or loosened
  "access_reset", // a password was reset or sessions were revoked
  "mail_hidden", // mail is deleted or moved out of sight
  "inside", // the recipient is known to belong to the organisation
  "guest", // a guest of the tenant acts or is given access
  "co_owner", // somebody is given the right to change the automation
  "bulk_access", // many items in one record
] as const;
export type Trait = (typeof TRAITS)[number];

/** How an act is tied to an automation, strongest first. Confidences: docs/reference/attribution.md. */
export const ATTRIBUTION_METHODS = [
  "names_automation", // the record names the automation itself
  "credentials_issued_to", // the vendor says for which automation the credentials were issued
  "issued_credential", // the credential was seen being issued to the automation's session
  "created_credential", // a credential that the automation created
  "credential_chain", // reached by assuming further identities from the automation's session
  "session_and_agent", // session name and role of a known automation, with the runtime's agent
  "dedicated_identity", // an identity without sessions that one automation alone runs as
  "owner_and_app", // done as its owner through its platform, as a field says that only the vendor writes
  "session_name", // session name and role of a known automation
  "session_pattern", // named the way the service names such sessions, and the only automation seen with that role
  "network_interface", // traffic of a network interface that only this automation is known to use
  "names_run_as", // the record acts on the identity that the automation runs as
  "deployer", // done by or to the identity that changed the automation
  "sole_user_of_role", // the only automation seen with that role
  "newest_of_owner", // done as the owner of several, of which this one was changed last
  "owner_and_agent", // done as its owner with the agent string of its platform, which anybody can write
  "owner_alone", // done by its owner, with nothing that tells hand from automation, soon after it was made able to
  "trigger_event", // the event that set the automation off
  "shared_interface", // traffic of a network interface that several automations use
  "shared_role", // the role is used by several automations: tied to the role only
] as const;
export type AttributionMethod = (typeof ATTRIBUTION_METHODS)[number];

/** Doubts about a record. Shown on the incident; never silently dropped. */
export const FLAGS = [
  "damaged_object", // cut out of an object that could not be read whole
  "fields_omitted", // the vendor left out a field because of its size
  "truncated", // a field was cut in the middle
  "ambiguous", // duplicate keys: two readings are possible
  "noncanonical", // names written with odd case, blanks or invisible characters
  "conflict", // two copies of one event say different things
  "partial", // only one side of a two-account event was given
  "misplaced", // its object's name says another account or region, or an earlier time
  "late", // marked by the vendor as delivered late or updated
  "no_invoke_telemetry", // runs are not in these logs
  "logging_stopped", // logging was weakened during the story
] as const;
export type Flag = (typeof FLAGS)[number];
