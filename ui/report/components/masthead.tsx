import type { VNode } from "preact";
import type { ReportData } from "../../../src/outputs/html.ts";
import { formatTime } from "../times.ts";
import { formatCount, plural, SEVERITY_ORDER } from "../words.ts";
import { SeverityBadge } from "./severity-badge.tsx";
import { Text } from "./text.tsx";

/** Title, verdict by severity, time span, and whether everything given was read. */
export function Masthead({ data }: { readonly data: ReportData }): VNode {
  const { summary, incidents } = data;
  const present = SEVERITY_ORDER.filter((severity) => incidents.some((incident) => incident.severity === severity));
  return (
    <header class="masthead">
      <p class="kicker">faastrail · serverless execution, ATT&CK T1648</p>
      <h1>{incidents.length === 0 ? "No incident in what these logs show" : plural(incidents.length, "incident")}</h1>
      {present.length === 0 ? null : (
        <p class="counts">
          {present.map((severity) => (
            <SeverityBadge severity={severity} count={incidents.filter((incident) => incident.severity === severity).length} />
          ))}
        </p>
      )}
      <dl class="span">
        <div>
          <dt>Events from</dt>
          <dd>{summary.first_event === null ? "no event with a time" : <Text value={formatTime(summary.first_event)} />}</dd>
        </div>
        <div>
          <dt>to</dt>
          <dd>{summary.last_event === null ? "no event with a time" : <Text value={formatTime(summary.last_event)} />}</dd>
        </div>
        <div>
          <dt>Records</dt>
          <dd>
            {formatCount(summary.records)} in {plural(summary.inputs, "log file")}
          </dd>
        </div>
      </dl>
      <Conservation data={data} />
      <Completeness data={data} />
    </header>
  );
}

function Conservation({ data }: { readonly data: ReportData }): VNode {
  const { summary } = data;
  return (
    <p class="conservation">
      <span class="sum">{formatCount(summary.records)} records</span> = {formatCount(summary.fact_bearing)} with meaning here +{" "}
      {formatCount(summary.rolled_up)} rolled up + {formatCount(summary.irrelevant)} irrelevant + {formatCount(summary.duplicate)} duplicate
      + {formatCount(summary.quarantined)} quarantined. Unaccounted for: <b>{formatCount(summary.remainder)}</b>.
    </p>
  );
}

function Completeness({ data }: { readonly data: ReportData }): VNode {
  const { summary } = data;
  if (summary.complete && summary.remainder === 0)
    return (
      <p class="banner banner-complete">
        <b>Complete.</b> Every log given was read whole. What was not logged, or not given, it cannot show.
      </p>
    );
  return (
    <section class="banner banner-incomplete" aria-labelledby="incomplete">
      <h2 id="incomplete">Incomplete: not everything given could be read</h2>
      <p>An attack may be in the part that is missing. Nothing below is proof that something did not happen.</p>
      {summary.remainder === 0 ? null : (
        <p>{plural(Math.abs(summary.remainder), "record")} cannot be accounted for. This is a defect: please report it.</p>
      )}
      {summary.problems.length === 0 ? null : (
        <ul>
          {summary.problems.map((problem) => (
            <li>
              <code>
                <Text value={problem.file} />
              </code>
              : <Text value={problem.reason} />
              <br />
              <span class="next">
                <Text value={problem.next} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
