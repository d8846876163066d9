import type { VNode } from "preact";
import type { Incident } from "../../../src/incidents/incident.ts";
import { FLAG_WORDS } from "../words.ts";
import { Text } from "./text.tsx";

/** Doubts about the records, other ids of this incident, and incidents it is linked with. */
export function Notes({ incident }: { readonly incident: Incident }): VNode | null {
  const { flags, aliases, linked } = incident;
  if (flags.length + aliases.length + linked.length === 0) return null;
  return (
    <section class="notes">
      <h3>Notes</h3>
      <dl class="facts">
        {flags.length === 0 ? null : (
          <div>
            <dt>Doubts</dt>
            <dd>
              {flags.map((flag) => (
                <p>
                  {FLAG_WORDS[flag] ?? null} <code class="under">{flag}</code>
                </p>
              ))}
            </dd>
          </div>
        )}
        <IdList title="Also known as" ids={aliases} />
        <IdList title="Linked incidents" ids={linked} />
      </dl>
    </section>
  );
}

function IdList({ title, ids }: { readonly title: string; readonly ids: readonly string[] }): VNode | null {
  if (ids.length === 0) return null;
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {ids.map((id) => (
          <p>
            <code>
              <Text value={id} />
            </code>
          </p>
        ))}
      </dd>
    </div>
  );
}
