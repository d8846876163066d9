import type { Fact } from "../../facts/fact.ts";
import { at } from "./small-world.ts";

/** Facts of an office suite, made by hand: flows and scripts that act in the name of people. */

const FLOWS: Partial<Fact> = {
  provider: "m365",
  source: "m365/audit",
  account: "tenant",
  actorType: "user",
  srcIp: null,
  srcIpClass: "none",
};
const SCRIPTS: Partial<Fact> = {
  credentialId: null,
  provider: "google-workspace",
  source: "google-workspace/reports",
  account: "C0",
  actorType: "user",
  srcIp: null,
  srcIpClass: "none",
};

const flow = (name: string): Partial<Fact> => ({ automationId: `env/${name}`, automationKind: "flow", automationName: null });

export function flowMade(hours: number, name: string, by: string, traits: Fact["traits"], part: Partial<Fact> = {}): Fact {
  const detail = { capabilities: traits.join(", ") };
  return at(hours, {
    ...FLOWS,
    ...flow(name),
    op: "CreateFlow",
    actorId: by,
    runAsId: by,
    traits: ["created", ...traits],
    detail,
    ...part,
  });
}

export function flowEdited(hours: number, name: string, by: string, traits: Fact["traits"], part: Partial<Fact> = {}): Fact {
  const made = flowMade(hours, name, by, [], { kind: "configure", op: "EditFlow", runAsId: null, ...part });
  return { ...made, traits: [...traits, ...(part.traits ?? [])], detail: { capabilities: traits.join(", ") } };
}

export function flowShared(hours: number, name: string, by: string, to: string, traits: Fact["traits"]): Fact {
  return at(hours, {
    ...FLOWS,
    ...flow(name),
    kind: "share",
    op: "PutPermissions",
    actorId: by,
    targetId: to,
    targetType: "identity",
    traits,
    detail: { capabilities: "reads_mail" },
  });
}

/** Done in a person's name with the platform's application id. */
export function byFlow(hours: number, person: string, part: Partial<Fact>): Fact {
  return byHand(hours, person, { runtimeAgent: true, credentialId: "connectors", ...part });
}

export function byHand(hours: number, person: string, part: Partial<Fact>): Fact {
  return at(hours, { ...FLOWS, stage: "effect", entity: "effect", actorId: person, ...part });
}

export const FORWARDS_OUT: Partial<Fact> = {
  kind: "forward",
  op: "New-InboxRule",
  targetId: "drop@evil.example",
  targetType: "address",
  traits: ["foreign_account"],
};

export const opensFile = (file: string): Partial<Fact> => ({
  kind: "share",
  op: "AnonymousLinkCreated",
  targetId: file,
  targetType: "file",
  traits: ["public"],
});

export function scriptMade(hours: number, id: string, by: string, traits: Fact["traits"] = []): Fact {
  const script: Partial<Fact> = { automationId: id, automationKind: "script", automationName: id };
  return at(hours, { ...SCRIPTS, ...script, op: "create", actorId: by, runAsId: by, traits: ["created", ...traits] });
}

export function authorised(hours: number, project: string, by: string, traits: Fact["traits"]): Fact {
  const client: Partial<Fact> = { automationId: `${project}-x.apps`, automationKind: "script", automationName: "Helper" };
  const consent: Partial<Fact> = { kind: "consent", stage: "privilege", op: "authorize", runAsId: by, issuedCredentialId: project };
  return at(hours, { ...SCRIPTS, ...client, ...consent, actorId: by, traits, detail: { capabilities: traits.join(", ") } });
}

export function downloads(hours: number, person: string, file: string, part: Partial<Fact>): Fact {
  const read: Partial<Fact> = { kind: "sensitive_access", op: "download", targetId: file, targetType: "file", traits: [] };
  return at(hours, { ...SCRIPTS, stage: "effect", entity: "effect", actorId: person, ...read, ...part });
}
