import type { ComponentChildren, VNode } from "preact";
import type { Incident } from "../../../src/incidents/incident.ts";
import { shownPlaces } from "../../../src/incidents/long-timeline.ts";
import { EntryTable } from "./entry-table.tsx";
import { EvidenceTable } from "./evidence-table.tsx";
import { Timeline, WhoThroughWhat } from "./figures.tsx";
import { IncidentFacts } from "./incident-facts.tsx";
import { IncidentHeader } from "./incident-header.tsx";
import { BlindSpots, Mitigations } from "./limits.tsx";
import { NextStepsList } from "./next-steps-list.tsx";
import { Notes } from "./notes.tsx";
import { RawRecords } from "./raw-records.tsx";

interface Props {
  readonly incident: Incident;
  /** Place in the report, from 0. Page ids are made of it, never of strings from logs. */
  readonly index: number;
  readonly rawRecords: Readonly<Record<string, string>>;
}

/** One incident, from the verdict to the bytes. */
export function IncidentArticle({ incident, index, rawRecords }: Props): VNode {
  const id = `incident-${index + 1}`;
  const isWhole = shownPlaces(incident.timeline).length === incident.timeline.length;
  return (
    <article class={`incident severity-${incident.severity}`} id={id} aria-labelledby={`${id}-title`} data-incident={index}>
      <IncidentHeader incident={incident} titleId={`${id}-title`} />
      <IncidentFacts incident={incident} />
      <Section id={`${id}-timeline`} title="What happened, in order">
        <Timeline incident={incident} index={index} />
      </Section>
      <Section id={`${id}-graph`} title="Who acted through what">
        <WhoThroughWhat incident={incident} index={index} />
      </Section>
      <Section id={`${id}-next`} title="What to do next">
        <NextStepsList incident={incident} index={index} />
      </Section>
      <Section id={`${id}-entries`} title={isWhole ? "Every entry" : "Entries"}>
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
