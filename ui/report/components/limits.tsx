import type { VNode } from "preact";
import type { Incident } from "../../../src/incidents/incident.ts";
import { MITIGATION_NAMES, STAGE_TITLES, VERDICT_WORDS } from "../words.ts";
import { Text } from "./text.tsx";

/** What the given logs cannot show about this incident, and what would change that. */
export function BlindSpots({ incident }: { readonly incident: Incident }): VNode {
  if (incident.blind_spots.length === 0) return <p>All four stages could be seen in the logs given.</p>;
  return (
    <table>
      <caption>Stages that these logs cannot show whole. What is missing here weighs nothing in the score.</caption>
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <th scope="col">Cannot be seen because</th>
          <th scope="col">To see it</th>
        </tr>
      </thead>
      <tbody>
        {incident.blind_spots.map((spot) => (
          <tr class={`stage-${spot.stage}`}>
            <th scope="row" class="stage">
              <span class="stage-mark" />
              {STAGE_TITLES[spot.stage] ?? spot.stage}
            </th>
            <td>
              <Text value={spot.reason} />
            </td>
            <td>
              <Text value={spot.fix} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Whether the mitigations that ATT&CK names for the technique would have helped here. */
export function Mitigations({ incident }: { readonly incident: Incident }): VNode {
  if (incident.mitigations.length === 0) return <p>No mitigation was judged for this incident.</p>;
  return (
    <table>
      <caption>The mitigations that ATT&CK names for T1648, judged against this incident.</caption>
      <thead>
        <tr>
          <th scope="col">Mitigation</th>
          <th scope="col">Here it</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {incident.mitigations.map((mitigation) => (
          <tr>
            <th scope="row">
              <MitigationLink id={mitigation.id} />
              <span class="under">{MITIGATION_NAMES[mitigation.id]}</span>
            </th>
            <td>
              <span class={`verdict verdict-${mitigation.verdict}`}>{VERDICT_WORDS[mitigation.verdict] ?? mitigation.verdict}</span>
            </td>
            <td>
              <Text value={mitigation.why} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Only ids that we know become part of an address. */
function MitigationLink({ id }: { readonly id: Incident["mitigations"][number]["id"] }): VNode {
  if (!Object.hasOwn(MITIGATION_NAMES, id)) return <Text value={id} />;
  return (
    <a href={`https://attack.mitre.org/mitigations/${id}`} rel="noreferrer">
      {id}
    </a>
  );
}
