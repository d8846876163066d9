import type { VNode } from "preact";
import type { Incident, TimelineEntry } from "../../../src/incidents/incident.ts";
import { shownPlaces } from "../../../src/incidents/long-timeline.ts";
import { formatClock, formatDate, parseTime } from "../times.ts";
import { formatCount, METHOD_WORDS, OUTCOME_WORDS, STAGE_TITLES } from "../words.ts";
import { Id, Text } from "./text.tsx";

/** The entries of the timeline with what ties them to the automation. */
export function EntryTable({ incident, index }: { readonly incident: Incident; readonly index: number }): VNode {
  return (
    <table class="entries">
      <caption>Oldest first. Times are UTC. “Tied by” says what links the entry to the automation, and how surely, from 0 to 1.</caption>
      <thead>
        <tr>
          <th scope="col" class="number">
            No.
          </th>
          <th scope="col">Time</th>
          <th scope="col">Stage</th>
          <th scope="col">What was done</th>
          <th scope="col">Tied by</th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(incident).map((row) => {
          const id = `entry-${index + 1}-${row.place + 1}`;
          if (row.entry === null) return <LeftOutRow id={id} from={row.place} count={row.count} />;
          return <EntryRow entry={row.entry} id={id} place={row.place} account={incident.account} />;
        })}
      </tbody>
    </table>
  );
}

interface Row {
  readonly place: number;
  /** Null for entries that are left out, from this place on. */
  readonly entry: TimelineEntry | null;
  readonly count: number;
}

function rowsOf({ timeline }: Incident): readonly Row[] {
  const rows: Row[] = [];
  let next = 0;
  for (const place of [...shownPlaces(timeline), timeline.length]) {
    if (place > next) rows.push({ place: next, entry: null, count: place - next });
    const entry = timeline[place];
    if (entry !== undefined) rows.push({ place, entry, count: 1 });
    next = place + 1;
  }
  return rows;
}

/** Stands where entries are left out that say what others of their kind say. */
function LeftOutRow({ id, from, count }: { readonly id: string; readonly from: number; readonly count: number }): VNode {
  return (
    <tr id={id} class="entry left-out">
      <td class="number">{from + 1}</td>
      <td colSpan={4}>
        {count === 1 ? "One more of a kind" : `${formatCount(count)} more of the kinds`} shown here, up to No. {formatCount(from + count)}.
        JSON Lines (--format jsonl) hold every entry.
      </td>
    </tr>
  );
}

interface RowProps {
  readonly entry: TimelineEntry;
  readonly id: string;
  readonly place: number;
  readonly account: string;
}

function EntryRow({ entry, id, place, account }: RowProps): VNode {
  const elsewhere = [
    entry.account === account ? "" : `account ${entry.account}`,
    entry.region ?? "",
    entry.source_ip === undefined ? "" : `from ${entry.source_ip}`,
  ];
  return (
    <tr id={id} class={`entry stage-${entry.stage}`}>
      <td class="number">{place + 1}</td>
      <td class="time">
        <Clock time={entry.time} />
      </td>
      <td class="stage">
        <span class="stage-mark" />
        {STAGE_TITLES[entry.stage] ?? entry.stage}
      </td>
      <td class="done">
        <code class="operation">
          <Text value={entry.operation} />
        </code>{" "}
        <Outcome outcome={entry.outcome} />
        {entry.inferred === true ? <span class="tag tag-inferred">inferred</span> : null}
        {entry.excluded === undefined ? null : <span class="tag tag-excluded">excluded</span>}
        <span class="under">
          <Text value={elsewhere.filter(Boolean).join(" · ")} />
        </span>
        <p class="summary">
          <Text value={entry.summary} />
        </p>
        <p class="party">
          <span>by</span> <Id value={entry.actor} />
        </p>
        <p class="party">
          <span>to</span> <Id value={entry.target} />
        </p>
        {entry.excluded === undefined ? null : (
          <p class="party">
            <span>no evidence</span> <Text value={`${entry.excluded.id} until ${entry.excluded.expires}: ${entry.excluded.reason}`} />
          </p>
        )}
        {(entry.annotations ?? []).map((annotation) => (
          <p class="party">
            <span>also matches</span> <Text value={annotation} />
          </p>
        ))}
      </td>
      <td class="tie">
        <span class="confidence">{entry.attribution.confidence.toFixed(2)}</span>
        <span class="under">{METHOD_WORDS[entry.attribution.method] ?? entry.attribution.method}</span>
      </td>
    </tr>
  );
}

function Clock({ time }: { readonly time: string }): VNode {
  const ms = parseTime(time);
  if (ms === null) return <Text value={time} />;
  return (
    <>
      <span class="clock">{formatClock(ms)}</span>
      <span class="under">{formatDate(ms)}</span>
    </>
  );
}

function Outcome({ outcome }: { readonly outcome: TimelineEntry["outcome"] }): VNode {
  return <span class={`tag outcome-${outcome}`}>{OUTCOME_WORDS[outcome] ?? outcome}</span>;
}
