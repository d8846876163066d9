import type { VNode } from "preact";
import type { ReportData } from "../../../src/outputs/html.ts";
import { formatCount, KIND_WORDS, plural } from "../words.ts";
import { Text } from "./text.tsx";

/** What was read, what it held, and which logs were not given. */
export function Coverage({ data }: { readonly data: ReportData }): VNode {
  const { summary } = data;
  return (
    <section class="coverage" aria-labelledby="coverage">
      <h2 id="coverage">What was visible</h2>
      <div class="columns">
        <CountTable caption="Records by log" head="Log" counts={summary.sources} empty="No log that this program knows was among the input." />
        <CountTable
          caption="What they say about serverless automation"
          head="Facts"
          counts={summary.facts}
          words={KIND_WORDS}
          empty="None of the records says anything about serverless automation."
        />
      </div>
      <h3>Logs that were not given</h3>
      {summary.missing.length === 0 ? (
        <p>None that this program would have asked for.</p>
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
      <Skipped data={data} />
    </section>
  );
}

interface CountProps {
  readonly caption: string;
  readonly head: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly words?: Readonly<Record<string, string>>;
  readonly empty: string;
}

function CountTable({ caption, head, counts, words, empty }: CountProps): VNode {
  const rows = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (rows.length === 0) return <p>{empty}</p>;
  return (
    <table class="counts-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" class="number">
            Count
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, count]) => (
          <tr>
            <th scope="row">
              <Text value={(words !== undefined && Object.hasOwn(words, name) ? words[name] : undefined) ?? name} />
            </th>
            <td class="number">{formatCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Skipped({ data }: { readonly data: ReportData }): VNode | null {
  const { skipped } = data.summary;
  if (skipped.length === 0) return null;
  return (
    <details>
      <summary>{plural(skipped.length, "file")} that are no logs</summary>
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
