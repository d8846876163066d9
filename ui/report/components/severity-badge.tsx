import type { VNode } from "preact";
import type { Severity } from "../../../src/incidents/severity.ts";
import { SEVERITY_ORDER } from "../words.ts";

/** Severity as a word and as filled bars, so that colour is never the only sign. */
export function SeverityBadge({ severity, count }: { readonly severity: Severity; readonly count?: number }): VNode {
  const filled = SEVERITY_ORDER.length - SEVERITY_ORDER.indexOf(severity);
  return (
    <span class={`badge severity-${severity}`}>
      <svg class="bars" width="19" height="12" viewBox="0 0 19 12" aria-hidden="true">
        {SEVERITY_ORDER.map((_, index) => (
          <rect x={index * 4} y={8 - index * 2} width="3" height={4 + index * 2} class={index < filled ? "bar-on" : "bar-off"} />
        ))}
      </svg>
      {count === undefined ? null : <b>{count}</b>} {severity}
    </span>
  );
}
