import type { VNode } from "preact";
import type { Incident } from "../../../src/incidents/incident.ts";
import { explainScore } from "../score.ts";
import { EntryLinks } from "./entry-links.tsx";
import { Text } from "./text.tsx";

const BAR = 90;

/** Each point of the score, with its reason and the entries that prove it. */
export function EvidenceTable({ incident, index }: { readonly incident: Incident; readonly index: number }): VNode {
  const { points, why } = explainScore(incident);
  const largest = Math.max(1, ...incident.evidence.map((item) => Math.abs(item.weight)));
  return (
    <table class="evidence">
      <caption>{why}</caption>
      <thead>
        <tr>
          <th scope="col" class="number">
            Points
          </th>
          <th scope="col">
            <span class="unseen">Points as a bar</span>
          </th>
          <th scope="col">Why</th>
          <th scope="col">Entries</th>
        </tr>
      </thead>
      <tbody>
        {incident.evidence.map((item) => (
          <tr>
            <td class="number">{item.weight > 0 ? `+${item.weight}` : item.weight}</td>
            <td class="bar-cell">
              <svg width={BAR} height="9" viewBox={`0 0 ${BAR} 9`} aria-hidden="true">
                <rect class="weight-bar" width={(BAR * Math.abs(item.weight)) / largest} height="9" />
              </svg>
            </td>
            <td>
              <Text value={item.why} />
              <span class="under">
                <Text value={item.id.replaceAll("_", " ")} />
              </span>
            </td>
            <td>
              <EntryLinks incident={incident} index={index} places={places(incident, item.facts)} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td class="number">{points}</td>
          <td />
          <th scope="row" colSpan={2}>
            points, which make the score {incident.score}
          </th>
        </tr>
      </tfoot>
    </table>
  );
}

function places(incident: Incident, facts: readonly string[]): readonly number[] {
  const wanted = new Set(facts);
  return incident.timeline.flatMap((entry, place) => (wanted.has(entry.fact) ? [place] : []));
}
