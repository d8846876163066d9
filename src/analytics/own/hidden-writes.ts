import type { Fact } from "../../facts/fact.ts";
import { shortId } from "../../incidents/wording.ts";
import { attributionBy } from "../../resolve/acts/attribution.ts";
import { loadScene } from "../../resolve/scene.ts";
import type { Scene } from "../../resolve/scene.ts";
import type { Store } from "../../store/store.ts";
import { groupBy } from "../../util/group-by.ts";
import type { Analytic } from "../definition.ts";
import type { Exclusions } from "../stories/exclusions.ts";
import { finding } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { type By, bareStory, toldAlone } from "./told-alone.ts";

/** Changes that name neither an automation nor a target. Whether their fields were omitted, the facts say. */
export const HIDDEN_SQL: string = `
select fact_id from fact
where automation_id is null and target_id is null and is_change = 1
  and kind in ('deploy', 'configure', 'trigger', 'expose', 'pass_role', 'grant', 'trust_change', 'credential')
  and fields_omitted = 1
order by fact_id`;

/**
 * Padding a request makes the vendor leave its fields out of the record. A change that then names nothing
 * cannot join any story, and silence would reward the trick: it is told by itself, by who did it, unless it is an effect that was `told`.
 */
export async function judgeHiddenWrites(
  store: Store,
  analytic: Analytic,
  exclusions: Exclusions,
  told: ReadonlySet<string>,
): Promise<readonly Judged[]> {
  if ((analytic.evidence.fields_hidden?.weight ?? 0) === 0) return [];
  const rows = await store.select(HIDDEN_SQL);
  const facts = await store.factsBy(
    "fact_id",
    rows.map((row) => String(row["fact_id"])),
  );
  const omitting = facts.filter((fact) => fact.flags.includes("fields_omitted"));
  exclusions.count(omitting);
  const hidden = omitting.filter((fact) => exclusions.of(fact) === null && !told.has(fact.factId));
  if (hidden.length === 0) return [];
  const scene = await loadScene(store, []);
  return [...groupBy(hidden, (fact) => `${fact.account} ${fact.actorId ?? ""}`).values()].map((same) =>
    judged(scene, { analytic, exclusions }, same),
  );
}

function judged(scene: Scene, by: By, facts: readonly Fact[]): Judged {
  const anchor = facts[0]!; // groups are never empty
  const id = anchor.actorId ?? `${anchor.account}/unknown`;
  const subject = { id, kind: "role" as const, name: shortId(id), account: anchor.account, provider: anchor.provider };
  const story = bareStory(scene, by, subject, facts);
  const operations = [...new Set(facts.map((fact) => fact.op))].join(", ");
  return toldAlone(story, finding(story, "fields_hidden", facts, operations), {
    verdict: { severity: "low", reason: "a change whose fields were too large to be logged, and nothing left to join it by" },
    changes: [],
    placed: facts.map((fact) => ({ fact, stage: fact.stage, attribution: attributionBy("deployer") })),
  });
}
