import type { VNode } from "preact";
import type { ReportData } from "../../../src/outputs/html.ts";
import { stageCoverage } from "../stage-coverage.ts";
import { formatCount, KIND_WORDS, STAGE_TITLES } from "../words.ts";
import { Text } from "./text.tsx";

/** What was read, what it held, and which logs were not given. */
export function Coverage({ data }: { readonly data: ReportData }): VNode {
  const { summary } = data;
  return (
    <section class="coverage" aria-labelledby="coverage">
      <h2 id="coverage">What was visible</h2>
      <StageTable facts={summary.facts} />
      <h3>Logs that were read</h3>
      <SourceTable sources={summary.sources} />
      <h3>Logs that were not given</h3>
      {summary.missing.length === 0 ? (
        <p>{Object.keys(summary.sources).length === 0 ? "All of them." : "None that this program would have asked for."}</p>
      ) : (
        <>
          <p>What only these logs record cannot be in this report:</p>
          <ul>
            {summary.missing.map((title) => (
              <li>
                <Text value={title} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Excluded data={data} />
      <Skipped data={data} />
    </section>
  );
}

function StageTable({ facts }: { readonly facts: Readonly<Record<string, number>> }): VNode {
  return (
    <table class="stages-table">
      <caption>
        What the records say about each stage. A stage with nothing is one about which this report is silent, not one in which nothing
        happened.
      </caption>
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <th scope="col" class="number">
            Facts
          </th>
          <th scope="col">Of these</th>
        </tr>
      </thead>
      <tbody>
        {stageCoverage(facts).map(({ stage, total, kinds }) => (
          <tr class={`stage-${stage}`}>
            <th scope="row" class="stage">
              <span class="stage-mark" />
              {STAGE_TITLES[stage]}
            </th>
            <td class="number">{formatCount(total)}</td>
            <td>
              {total === 0
                ? "no record of this stage was seen"
                : kinds.map(({ kind, count }) => `${KIND_WORDS[kind]} ${formatCount(count)}`).join(", ")}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SourceTable({ sources }: { readonly sources: Readonly<Record<string, number>> }): VNode {
  const rows = Object.entries(sources).toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (rows.length === 0) return <p>None: no log that this program knows was among the input.</p>;
  return (
    <table class="counts-table">
      <caption>Records by kind of log</caption>
      <thead>
        <tr>
          <th scope="col">Log</th>
          <th scope="col" class="number">
            Records
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, count]) => (
          <tr>
            <th scope="row">
              <Text value={name} />
            </th>
            <td class="number">{formatCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Excluded({ data }: { readonly data: ReportData }): VNode | null {
  const { exclusions = [] } = data.summary;
  if (exclusions.length === 0) return null;
  return (
    <>
      <h3>What was not counted as evidence</h3>
      <table>
        <caption>The configuration takes these acts out of the evidence, not out of the timelines. Acts after the last day count.</caption>
        <thead>
          <tr>
            <th scope="col">Exclusion</th>
            <th scope="col">Acts</th>
            <th scope="col">Last day</th>
            <th scope="col" class="number">
              Not counted
            </th>
            <th scope="col" class="number">
              Later
            </th>
          </tr>
        </thead>
        <tbody>
          {exclusions.map((exclusion) => (
            <tr>
              <th scope="row">
                <Text value={exclusion.id} />
                <span class="under">
                  <Text value={exclusion.reason} />
                </span>
              </th>
              <td>
                <Text value={exclusion.action} />
                <span class="under">
                  by <Text value={exclusion.principal} />
                </span>
              </td>
              <td class="time">{exclusion.expires}</td>
              <td class="number">{formatCount(exclusion.used)}</td>
              <td class="number">{formatCount(exclusion.expired)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Skipped({ data }: { readonly data: ReportData }): VNode | null {
  const { skipped } = data.summary;
  if (skipped.length === 0) return null;
  return (
    <details>
      <summary>{skipped.length === 1 ? "1 file is no log" : `${formatCount(skipped.length)} files are no logs`}</summary>
      <ul>
        {skipped.map((item) => (
          <li>
            <code>
              <Text value={item.file} />
            </code>
            : <Text value={item.reason} />
          </li>
        ))}
      </ul>
    </details>
  );
}
