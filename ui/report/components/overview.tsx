import type { VNode } from "preact";
import { AUTOMATION_WORDS } from "../../../src/incidents/automation-words.ts";
import type { Incident } from "../../../src/incidents/incident.ts";
import { formatSpan, formatTime, parseTime } from "../times.ts";
import { SeverityBadge } from "./severity-badge.tsx";
import { Text } from "./text.tsx";

/** All incidents on one page: the table of contents of the report. */
export function Overview({ incidents }: { readonly incidents: readonly Incident[] }): VNode {
  return (
    <section class="overview" id="overview" aria-labelledby="overview-title">
      <h2 id="overview-title">Overview</h2>
      <table class="overview-table">
        <caption>Incidents, most severe first. Times are UTC.</caption>
        <thead>
          <tr>
            <th scope="col">Severity</th>
            <th scope="col" class="number">
              Score
            </th>
            <th scope="col">Incident</th>
            <th scope="col">Account</th>
            <th scope="col">First seen</th>
            <th scope="col">Length</th>
          </tr>
        </thead>
        <tbody>
          {incidents.map((incident, index) => (
            <tr data-incident={index}>
              <td>
                <SeverityBadge severity={incident.severity} />
              </td>
              <td class="number">{incident.score}</td>
              <th scope="row">
                <a href={`#incident-${index + 1}`}>
                  <Text value={incident.title} />
                </a>
                <span class="under">
                  {AUTOMATION_WORDS[incident.automation.kind] ?? incident.automation.kind} <Text value={incident.automation.name} />
                  {incident.complete ? null : " · incomplete"}
                </span>
              </th>
              <td>
                <Text value={incident.account} />
              </td>
              <td>
                <Text value={formatTime(incident.first_seen).replace(" UTC", "")} />
              </td>
              <td>{length(incident)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function length(incident: Incident): string {
  const from = parseTime(incident.first_seen);
  const to = parseTime(incident.last_seen);
  return from === null || to === null ? "" : to === from ? "an instant" : formatSpan(to - from);
}
