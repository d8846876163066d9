import type { Fact } from "../../facts/fact.ts";
import { attributionBy } from "../../resolve/acts/attribution.ts";
import { grantLevel } from "../../resolve/identities/privilege.ts";
import { loadScene } from "../../resolve/scene.ts";
import type { Scene } from "../../resolve/scene.ts";
import type { Store } from "../../store/store.ts";
import { shortId } from "../../incidents/wording.ts";
import { findSharedRoles, findUnknownSessions } from "./candidates.ts";
import { groupBy } from "../../util/group-by.ts";
import { isAnyNear } from "../../util/in-time.ts";
import { HOUR_MS } from "../../util/durations.ts";
import type { Analytic } from "../definition.ts";
import { storiesOf } from "../stories/episodes.ts";
import type { Exclusions } from "../stories/exclusions.ts";
import { finding } from "../finding.ts";
import { judgeOwn } from "./judge.ts";
import type { Judged } from "../judged.ts";
import { type By, bareStory, toldAlone } from "./told-alone.ts";
import { POWERFUL } from "../power.ts";
import { counts } from "../stories/set-aside.ts";
import type { Story, Subject } from "../stories/story.ts";

/**
 * Two stories are told about an identity instead of an automation: a powerful grant on one that
 * many automations share, and harm by a serverless session whose automation the logs never name.
 */
export async function judgeRoles(store: Store, analytic: Analytic, exclusions: Exclusions): Promise<readonly Judged[]> {
  const shared = await findSharedRoles(store, analytic);
  const unknown = await findUnknownSessions(store);
  const sharedScene = await loadScene(store, shared);
  const deploys = groupBy(await store.factsBy("run_as_id", shared, ["deploy"]), (fact) => fact.runAsId);
  const unknownScene = await loadScene(store, [...new Set(unknown.map((session) => session.actorId))]);
  return [
    ...shared.flatMap((role) => judgeSharedRole(sharedScene, { analytic, exclusions }, role, deploys.get(role) ?? []) ?? []),
    ...[...new Set(unknown.map((session) => session.actorId))].flatMap((role) =>
      judgeUnknown(unknownScene, { analytic, exclusions }, role),
    ),
  ];
}

function roleSubject(scene: Scene, analytic: Analytic, role: string): Subject | null {
  const known = scene.byTarget.get(role)?.[0] ?? scene.byActor.get(role)?.[0];
  if (known === undefined || !analytic.providers.includes(known.provider)) return null;
  return { id: role, kind: "role", name: shortId(role), account: known.account, provider: known.provider };
}

function judgeUnknown(scene: Scene, by: By, role: string): readonly Judged[] {
  const subject = roleSubject(scene, by.analytic, role);
  return subject === null ? [] : storiesOf(scene, subject, by.analytic, by.exclusions).map(judgeOwn);
}

/** A powerful grant on a shared identity within the window of a change to one of its automations. */
function judgeSharedRole(scene: Scene, by: By, role: string, deploys: readonly Fact[]): Judged | null {
  const subject = roleSubject(scene, by.analytic, role);
  const powerful = (scene.byTarget.get(role) ?? []).filter(
    (fact) => fact.kind === "grant" && fact.isChange && !fact.traits.includes("removal") && (grantLevel(scene, fact) ?? 0) >= POWERFUL,
  );
  by.exclusions.count([...powerful, ...deploys]);
  const grants = powerful.filter((fact) => counts(by, fact));
  const anchor = grants[0];
  if (subject === null || anchor === undefined) return null;
  const automations = (scene.usersOf.get(role) ?? []).map((user) => user.automationId);
  const window = by.analytic.windows.privilege_hours * HOUR_MS;
  const near = deploys.filter((fact) => fact.isChange && counts(by, fact) && isAnyNear(grants, fact.tsMs, window));
  if (near.length === 0) return null;
  return judgedGrant(bareStory(scene, by, subject, grants), grants, automations, near);
}

function judgedGrant(story: Story, grants: readonly Fact[], automations: readonly string[], near: readonly Fact[]): Judged {
  const named = `${automations.length} automations run as it: ${automations.map(shortId).join(", ")}`;
  return toldAlone(story, finding(story, "run_as_granted", grants, named), {
    verdict: { severity: "medium", reason: `an identity shared by many automations was given powerful rights; ${named}` },
    changes: near.slice(0, 1),
    placed: [
      ...grants.map((fact) => ({ fact, stage: "privilege" as const, attribution: attributionBy("names_run_as") })),
      ...near.map((fact) => ({ fact, stage: "deploy" as const, attribution: attributionBy("shared_role") })),
    ],
  });
}
