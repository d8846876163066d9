import type { Fact } from "../../facts/fact.ts";
import { automationsNear } from "../../resolve/deployers.ts";
import { isPerson } from "../../resolve/acts/owned-automations.ts";
import { runAsAt } from "../../resolve/identities/run-as.ts";
import { pastOf } from "../stages/deployment.ts";
import { finding } from "../finding.ts";
import type { Checked, Dismissal, Finding } from "../finding.ts";
import type { Story } from "../stories/story.ts";

/** Somebody else than its owner changes what runs in the owner's name, or an outsider gets the right to. */
export function editorSigns(story: Story): Checked {
  const findings: Finding[] = [];
  const dismissed: Dismissal[] = [];
  for (const change of story.changes) {
    if (isOutsideOwner(change)) findings.push(finding(story, "outsider_made_co_owner", [change], change.targetId ?? "unknown"));
    const owner = runAsAt(story.history, change.tsMs);
    if (!isEdit(change) || owner === null || !isPerson(story.scene, owner) || change.actorId === null || change.actorId === owner) continue;
    if (isGuest(story, change)) findings.push(finding(story, "edited_by_guest", [change], change.actorId));
    else {
      const excuse = excuseOf(story, change);
      if (excuse === null) findings.push(finding(story, "edited_by_other", [change], `${change.actorId}, not its owner ${owner}`));
      else dismissed.push({ why: excuse, facts: [change] });
    }
  }
  return { findings, dismissed };
}

function isEdit(change: Fact): boolean {
  return change.kind === "configure" || (change.kind === "deploy" && !change.traits.includes("created"));
}

function isOutsideOwner(change: Fact): boolean {
  const outside = change.traits.includes("guest") || change.traits.includes("foreign_account");
  return change.kind === "share" && change.traits.includes("co_owner") && outside;
}

/** A guest by its own record, or because it was let in as one. */
function isGuest(story: Story, change: Fact): boolean {
  return (
    change.traits.includes("guest") ||
    story.history.some((fact) => fact.targetId === change.actorId && fact.tsMs <= change.tsMs && isOutsideOwner(fact))
  );
}

function excuseOf(story: Story, change: Fact): string | null {
  const invited = story.history.some(
    (fact) =>
      fact.kind === "share" &&
      fact.isChange &&
      fact.traits.includes("co_owner") &&
      fact.actorId !== change.actorId && // an administrator who lets himself in is nobody's guest
      fact.targetId === change.actorId &&
      fact.tsMs <= change.tsMs,
  );
  if (invited) return "somebody else had made this colleague a co-owner";
  const toGroup = story.history.some(
    (fact) => fact.kind === "share" && fact.isChange && isOpenToGroup(fact) && fact.actorId !== change.actorId && fact.tsMs <= change.tsMs,
  );
  if (toGroup) return "a group had been made co-owner, and records do not say who is in it";
  if (isAdministration(story, change)) return "the same hand changed many automations these days: administration";
  const { observations } = story.analytic.baseline;
  const edits = story.history.filter((fact) => isEdit(fact) && fact.isChange && fact.actorId === change.actorId && fact.tsMs < change.tsMs);
  return edits.length >= observations ? "this colleague had changed it often before" : null;
}

function isOpenToGroup({ traits, targetId }: Fact): boolean {
  return traits.includes("co_owner") && targetId !== null && !targetId.includes("@");
}

/** Whoever changes that many automations within three days administers them: an import, a move to new connections. */
export function isAdministration(story: Story, change: Fact): boolean {
  return automationsNear(pastOf(story, change), change) > story.analytic.shared_role_automations;
}
