import type { VNode } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Incident } from "../../../src/incidents/incident.ts";
import type { Severity } from "../../../src/incidents/severity.ts";
import { plural, SEVERITY_ORDER } from "../words.ts";
import { filterIncidents } from "./filter.ts";

/** Filters incidents by severity and words, and unfolds the raw records. */
export function Toolbar({ incidents }: { readonly incidents: readonly Incident[] }): VNode {
  const present = SEVERITY_ORDER.filter((severity) => incidents.some((incident) => incident.severity === severity));
  const [severities, setSeverities] = useState<ReadonlySet<Severity>>(new Set(present));
  const [words, setWords] = useState("");
  const [open, setOpen] = useState(false);
  const shown = useMemo(() => filterIncidents(incidents, { severities, words }), [incidents, severities, words]);
  useEffect(() => show(shown), [shown]);
  const all = shown.size === incidents.length;
  return (
    <form class="toolbar" onSubmit={(event) => event.preventDefault()} aria-label="Filter this report">
      <fieldset>
        <legend>Severity</legend>
        {present.map((severity) => (
          <label>
            <input type="checkbox" checked={severities.has(severity)} onChange={() => setSeverities(toggled(severities, severity))} />{" "}
            {severity}
          </label>
        ))}
      </fieldset>
      <label class="search">
        <span>Find a name, identity or operation</span>
        <input type="search" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
      </label>
      <button type="button" aria-pressed={open} onClick={() => setOpen(unfold(!open))}>
        {open ? "Fold" : "Unfold"} raw records
      </button>
      <output class={all ? "status" : "status status-filtered"}>
        {all ? plural(incidents.length, "incident") : `Filtered: ${shown.size} of ${plural(incidents.length, "incident")}`}
      </output>
    </form>
  );
}

function toggled(set: ReadonlySet<Severity>, severity: Severity): ReadonlySet<Severity> {
  const next = new Set(set);
  if (!next.delete(severity)) next.add(severity);
  return next;
}

function show(shown: ReadonlySet<number>): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-incident]"))
    element.hidden = !shown.has(Number(element.dataset["incident"]));
}

function unfold(open: boolean): boolean {
  for (const details of document.querySelectorAll<HTMLDetailsElement>("details.raw")) details.open = open;
  return open;
}
