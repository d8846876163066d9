import type { VNode } from "preact";
import type { Incident } from "../../../src/incidents/incident.ts";
import { nextSteps } from "../../../src/incidents/next-steps.ts";
import { EntryLinks } from "./entry-links.tsx";
import { Id, Text } from "./text.tsx";

const SHOWN_IDS = 5;

/** What to do now, in order. */
export function NextStepsList({ incident, index }: { readonly incident: Incident; readonly index: number }): VNode {
  return (
    <ol class="steps">
      {nextSteps(incident).map((step) => (
        <li>
          <p class="step-title">
            <span class="phase">{step.phase}</span> {step.title}
          </p>
          <p>
            <Text value={step.detail} />
          </p>
          {step.ids.length === 0 ? null : (
            <ul class="ids">
              {step.ids.slice(0, SHOWN_IDS).map((id) => (
                <li>
                  <Id value={id} />
                </li>
              ))}
              {step.ids.length > SHOWN_IDS ? <li class="under">and {step.ids.length - SHOWN_IDS} more in the entries</li> : null}
            </ul>
          )}
          {step.entries.length === 0 ? null : (
            <p class="under">
              entries <EntryLinks incident={incident} index={index} places={step.entries} />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
