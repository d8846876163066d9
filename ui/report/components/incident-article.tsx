import type { ComponentChildren, VNode } from "preact";
import type { Incident } from "../../../src/incidents/incident.ts";
import { story } from "../story.ts";
import { EntryTable } from "./entry-table.tsx";
import { EvidenceTable } from "./evidence-table.tsx";
import { GraphFigure } from "./graph-figure.tsx";
import { IncidentFacts } from "./incident-facts.tsx";
import { BlindSpots, Mitigations } from "./limits.tsx";
import { NextStepsList } from "./next-steps-list.tsx";
import { Notes } from "./notes.tsx";
import { RawRecords } from "./raw-records.tsx";
import { SeverityBadge } from "./severity-badge.tsx";
import { Text } from "./text.tsx";
import { TimelineFigure } from "./timeline-figure.tsx";

interface Props {
  readonly incident: Incident;
  /** Place in the report, from 0. Page ids are made of it, never of strings from logs. */
  readonly index: number;
  readonly rawRecords: Readonly<Record<string, string>>;
}

/** One incident, from the verdict to the bytes. */
export function IncidentArticle({ incident, index, rawRecords }: Props): VNode {
  const id = `incident-${index + 1}`;
  return (
    <article class={`incident severity-${incident.severity}`} id={id} aria-labelledby={`${id}-title`} data-incident={index}>
      <header>
        <p class="kicker">
          <SeverityBadge severity={incident.severity} /> <span class="score">score {incident.score} of 100</span>
          <span class="kicker-id">
            {incident.analytic} · <Text value={incident.id} />
          </span>
        </p>
        <h2 id={`${id}-title`}>
          <Text value={incident.title} />
        </h2>
        {incident.complete ? null : <p class="banner banner-incomplete">Incomplete: this story rests on logs that could not be read whole.</p>}
      </header>
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
      <IncidentFacts incident={incident} />
      <Section id={`${id}-timeline`} title="What happened, in order">
        <figure>
          <div class="figure-tools" data-zoom={index} />
          <div class="scroll" data-timeline={index} tabIndex={0} role="region" aria-label="Timeline, scrolls sideways">
            <TimelineFigure incident={incident} index={index} zoom={1} />
          </div>
          <TimelineLegend />
        </figure>
      </Section>
      <Section id={`${id}-graph`} title="Who acted through what">
        <figure>
          <div class="scroll" tabIndex={0} role="region" aria-label="Graph, scrolls sideways">
            <GraphFigure incident={incident} index={index} />
          </div>
          <figcaption>Read from left to right. Dashed: inferred, or tied with a confidence below 0.6.</figcaption>
        </figure>
      </Section>
      <Section id={`${id}-next`} title="What to do next">
        <NextStepsList incident={incident} index={index} />
      </Section>
      <Section id={`${id}-entries`} title="Every entry">
        <EntryTable incident={incident} index={index} />
      </Section>
      <Section id={`${id}-evidence`} title={`Why it scores ${incident.score}`}>
        <EvidenceTable incident={incident} index={index} />
      </Section>
      <Section id={`${id}-blind`} title="What these logs could not show">
        <BlindSpots incident={incident} />
      </Section>
      <Section id={`${id}-mitigations`} title="Would the known mitigations have helped?">
        <Mitigations incident={incident} />
      </Section>
      <Section id={`${id}-raw`} title="Raw records">
        <RawRecords incident={incident} rawRecords={rawRecords} />
      </Section>
      <Notes incident={incident} />
      <p class="back">
        <a href="#overview">Back to the overview</a>
      </p>
    </article>
  );
}

function Section({ id, title, children }: { readonly id: string; readonly title: string; readonly children: ComponentChildren }): VNode {
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  );
}

function TimelineLegend(): VNode {
  return (
    <figcaption>
      Times are UTC. The scale is linear within a burst of activity; shaded gaps are compressed and say how long nothing was seen. Filled: recorded.
      Hollow and dashed: inferred. Crossed: denied or failed. Ringed: several entries close together.
    </figcaption>
  );
}
