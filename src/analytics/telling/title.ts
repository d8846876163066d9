import { shortId } from "../../incidents/wording.ts";
import type { Judged } from "../judged.ts";
import { excludedChanges } from "../stories/set-aside.ts";

/** One line that says what happened, to what, by whom. */
export function titleOf(judged: Judged): string {
  const { story, changes, effects, findings } = judged;
  const what = `${story.subject.kind} ${story.subject.name}`;
  const strongest = effects.toSorted((a, b) => b.effect.weight - a.effect.weight)[0];
  const [first] = changes;
  const last = changes.find((change) => change === strongest?.change) ?? first;
  const who = last === undefined ? null : shortId(last.actorId);
  const has = (id: string): boolean => findings.some((item) => item.id === id);
  if (strongest !== undefined) {
    const unseen = excludedChanges(story).length > 0 ? "changed by an excluded principal" : "changed before these logs begin";
    const how = who === null ? unseen : `${last?.actorId === first?.actorId ? doneBy(judged, "created") : "changed"} by ${who}`;
    const used = has("credential_used") ? "; that credential was used" : "";
    return `${what}, ${how}: ${strongest.effect.why}${used}`;
  }
  if (has("credentials_used_outside") && first === undefined)
    return `${what}: credentials of its sessions were used outside of its runtime`;
  if (story.analytic.identity === "borrowed") return borrowedTitle(judged, what, who);
  if (judged.verdict.severity === "medium") return `${what} changed by ${who ?? "unknown"} together with anomalous privilege`;
  if (has("fields_hidden")) return `${what} made a change too large to be logged`;
  if (has("denied_pass")) return `${what}: binding an identity was refused`;
  if (has("public_exposure")) return `${what} can be called by anyone`;
  if (has("foreign_exposure")) return `${what} can be called from another account`;
  if (has("foreign_code")) return `${what} carries code of an unknown account`;
  if (has("identity_trigger")) return `${what} fires on changes of identities`;
  return `${what}: refused attempts`;
}

/** By its heaviest sign: what a change let it do, or who made the change. */
function borrowedTitle(judged: Judged, what: string, who: string | null): string {
  const sign = judged.findings.toSorted((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))[0];
  if (sign === undefined) return `${what}: refused attempts`;
  return `${what}${who === null ? "" : `, ${doneBy(judged, "made")} by ${who}`}: ${sign.why}`;
}

function doneBy({ story, changes }: Judged, made: string): string {
  if (story.born && changes[0]?.dupKey === story.anchor.dupKey) return made;
  return changes[0]?.kind === "consent" ? "authorised" : "changed";
}
