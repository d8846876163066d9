import type { VNode } from "preact";
import type { Incident, TimelineEntry } from "../../../src/incidents/incident.ts";
import { shownPlaces } from "../../../src/incidents/long-timeline.ts";
import { prettyJson } from "../pretty-json.ts";
import { visibleLines } from "../visible.ts";
import { formatCount, plural } from "../words.ts";
import { Text } from "./text.tsx";

/** Longer records are cut here; the pointer leads to the whole. */
const SHOWN = 64 * 1024;

interface Props {
  readonly incident: Incident;
  readonly rawRecords: Readonly<Record<string, string>>;
}

/** The records behind the entries, folded away, each with the place of its bytes. */
export function RawRecords({ incident, rawRecords }: Props): VNode {
  const shown = shownPlaces(incident.timeline);
  const left = incident.timeline.length - shown.length;
  return (
    <div class="raw-records">
      <p>Indented for reading; otherwise as logged. Offset and length count bytes of the decompressed file.</p>
      {shown.map((place) => {
        const entry = incident.timeline[place]!; // a place of it
        return <RawRecord entry={entry} place={place} text={Object.hasOwn(rawRecords, entry.fact) ? rawRecords[entry.fact] : undefined} />;
      })}
      {left === 0 ? null : <p class="under">{plural(left, "record")} of entries that are left out above are left out here too.</p>}
    </div>
  );
}

interface RecordProps {
  readonly entry: TimelineEntry;
  readonly place: number;
  readonly text: string | undefined;
}

function RawRecord({ entry, place, text }: RecordProps): VNode {
  const { raw } = entry;
  return (
    <details class="raw">
      <summary>
        <span class="raw-number">{place + 1}</span>
        <code>
          <Text value={entry.operation} />
        </code>
        <span class="under">
          <Text value={entry.event_id} />
        </span>
      </summary>
      <dl class="pointer">
        <dt>File</dt>
        <dd>
          <Text value={raw.file} />
        </dd>
        <dt>Place</dt>
        <dd>
          offset {formatCount(raw.offset)}, {plural(raw.length, "byte")}
          {raw.row === undefined ? "" : `, row ${formatCount(raw.row)}`}
          {raw.path === undefined ? null : (
            <>
              {", path "}
              <Text value={raw.path} />
            </>
          )}
        </dd>
        <dt>SHA-256 of the file</dt>
        <dd class="hash">
          <Text value={raw.sha256} />
        </dd>
        <dt>Source, fact</dt>
        <dd>
          <Text value={entry.source} />, <Text value={entry.fact} />
        </dd>
      </dl>
      {text === undefined ? (
        <p class="under">The record itself is not in this report. Read it at the place above.</p>
      ) : (
        <RecordText text={text} />
      )}
    </details>
  );
}

function RecordText({ text }: { readonly text: string }): VNode {
  return (
    <>
      <pre tabIndex={0}>{visibleLines(prettyJson(text.slice(0, SHOWN)))}</pre>
      {text.length > SHOWN ? (
        <p class="under">Cut here: {formatCount(text.length - SHOWN)} more characters are at the place above.</p>
      ) : null}
    </>
  );
}
