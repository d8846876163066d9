import type { AutomationKind, FactKind } from "../facts/kinds.ts";

export type Phase = "Contain" | "Undo" | "Find out" | "See more next time";

/** What to do about one kind of thing that succeeded. */
export interface KindStep {
  readonly kinds: readonly FactKind[];
  readonly phase: Phase;
  readonly title: string;
  readonly detail: string;
}

const REDEPLOY: KindStep = {
  kinds: ["deploy", "configure"],
  phase: "Undo",
  title: "Restore the last good revision",
  detail:
    "Save the present code, layers and configuration as evidence first. Then redeploy from your repository, not from an older copy in the cloud.",
};

const RESTORE: KindStep = {
  ...REDEPLOY,
  title: "Restore the last good version",
  detail: "Export the present definition as evidence first. Then restore a version from before the change, or have its owner make it anew.",
};

const ROTATE: KindStep = {
  kinds: ["sensitive_access"],
  phase: "Undo",
  title: "Rotate what was read",
  detail: "A secret that was read is known. Rotate it at its origin and check its use since then.",
};

const INFORM: KindStep = {
  kinds: ["sensitive_access"],
  phase: "Find out",
  title: "Find out what was in what was read",
  detail: "List the mails and files with their owners. Passwords and keys among them are known now; personal data may have to be reported.",
};

/** What is done instead where an automation acts in a person's name. */
const INSTEAD: ReadonlyMap<KindStep, KindStep> = new Map([
  [REDEPLOY, RESTORE],
  [ROTATE, INFORM],
]);
const PERSONAL: ReadonlySet<AutomationKind> = new Set<AutomationKind>(["flow", "script"]);

export function actsAsPerson(kind: AutomationKind): boolean {
  return PERSONAL.has(kind);
}

/** What to do about each kind of thing that succeeded, in the order in which to do it. */
export function kindSteps(kind: AutomationKind): readonly KindStep[] {
  return actsAsPerson(kind) ? KIND_STEPS.map((step) => INSTEAD.get(step) ?? step) : KIND_STEPS;
}

const KIND_STEPS: readonly KindStep[] = [
  {
    kinds: ["credential"],
    phase: "Contain",
    title: "Disable the credentials and identities that were made",
    detail: "Disable first, delete later: a disabled credential still shows who goes on trying it. Search all logs for its use.",
  },
  {
    kinds: ["expose"],
    phase: "Contain",
    title: "Close the exposure",
    detail: "Take the public or foreign principal out of the automation's own policy and remove its public address.",
  },
  {
    kinds: ["trigger"],
    phase: "Contain",
    title: "Switch the trigger off",
    detail: "Disable it rather than delete it, so that its pattern stays as evidence of what it waited for.",
  },
  {
    kinds: ["forward", "share", "consent"],
    phase: "Contain",
    title: "End forwarding, sharing and consents",
    detail: "Remove the rule, link, recipient or consent and list what passed through it while it stood.",
  },
  {
    kinds: ["evade"],
    phase: "Contain",
    title: "Restore logging and detection",
    detail: "From the moment it was weakened the logs may be silent about further steps: treat that time as unseen.",
  },
  {
    kinds: ["grant", "trust_change"],
    phase: "Undo",
    title: "Take back rights and trust",
    detail: "Detach the policy or restore the earlier version of it, then compare with the last state you know to be good.",
  },
  REDEPLOY,
  ROTATE,
  {
    kinds: ["assume"],
    phase: "Find out",
    title: "Follow the identities it reached",
    detail: "End their sessions and read what each of them did after that time.",
  },
  {
    kinds: ["network"],
    phase: "Find out",
    title: "Follow the connections",
    detail: "Block the destinations and look for other machines and functions that speak to them.",
  },
];
