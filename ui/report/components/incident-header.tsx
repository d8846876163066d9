import type { VNode } from "preact";
import type { Incident } from "../../../src/incidents/incident.ts";
import { story } from "../story.ts";
import { SeverityBadge } from "./severity-badge.tsx";
import { Text } from "./text.tsx";

/** Verdict, title and the story in a paragraph. */
export function IncidentHeader({ incident, titleId }: { readonly incident: Incident; readonly titleId: string }): VNode {
  return (
    <header>
      <p class="kicker">
        <SeverityBadge severity={incident.severity} /> <span class="score">score {incident.score} of 100</span>
        <span class="kicker-id">
          {incident.analytic} · <Text value={incident.id} />
        </span>
      </p>
      <h2 id={titleId}>
        <Text value={incident.title} />
      </h2>
      {incident.complete ? null : (
        <p class="banner banner-incomplete">
          <b>Incomplete:</b> this story rests on logs that could not be read whole.
        </p>
      )}
      <p class="story">
        {story(incident).map((piece) =>
          "say" in piece ? (
            piece.say
          ) : (
            <span class="quote">
              <Text value={piece.quote} />
            </span>
          ),
        )}
      </p>
    </header>
  );
}
