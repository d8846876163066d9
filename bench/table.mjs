/** The benchmark's tables, in Markdown, and what makes its figures worth anything. */

const COLUMNS = ["corpus", "what", "CPU s", "wall s", "peak MB", "records per CPU s", "x gunzip"];

export function heading() {
  return `| ${COLUMNS.join(" | ")} |\n|${COLUMNS.map((_, at) => (at < 2 ? " --- |" : " ---: |")).join("")}`;
}

/** @param {Map<string, object[]>} runs by command @param {"median" | "least"} which */
export function rowOf(corpus, name, runs, which) {
  const cpu = costOf(runs, name, "cpu", which);
  const peak = costOf(runs, name, "rss", "median") / 1e6;
  const cells = [
    nameOf(corpus),
    name,
    cpu.toFixed(2),
    costOf(runs, name, "wall", which).toFixed(2),
    Number.isNaN(peak) ? "" : peak.toFixed(0),
    Math.round(corpus.records / cpu).toLocaleString("en"),
    ratio(runs, name, "gunzip", "cpu", which),
  ];
  return `| ${cells.join(" | ")} |`;
}

/**
 * The figures that the scan of CloudTrail is held to, as rows; what was not run is left out.
 * Targets: what gunzip, DuckDB and jq need for the same files; small objects by the second; the second processor.
 */
export function figuresOf(corpus, runs, which) {
  if (corpus.source !== undefined || !runs.has("scan")) return [];
  const mix = [...MOST_TIMES_GUNZIP].find(([share]) => corpus.runAs <= share)?.[1];
  const isSmall = corpus.records / corpus.objects < 100;
  const perSecond = Math.round(corpus.records / costOf(runs, "scan", "cpu", which));
  const rows = [
    ["CPU, times gunzip", ratio(runs, "scan", "gunzip", "cpu", which), isSmall ? "" : `at most ${mix}`],
    ["CPU, part of DuckDB's", ratio(runs, "scan", "duckdb", "cpu", which), "at most 0.25"],
    ["CPU, part of jq's", ratio(runs, "scan", "jq", "cpu", which), "at most 0.067"],
    ["wall, two processors to one", ratio(runs, "scan", "scan on one processor", "wall", which), "at most 0.6"],
    ["the same of gunzip, by files", ratio(runs, "gunzip by two threads", "gunzip", "wall", which), ""],
    ["records a CPU second", perSecond.toLocaleString("en"), isSmall ? "at least 150,000" : ""],
    ["peak MB", (costOf(runs, "scan", "rss", "median") / 1e6).toFixed(0), "under 512"],
  ];
  return rows.filter(([, value]) => value !== "").map((cells) => `| ${[cells[0], nameOf(corpus), cells[1], cells[2]].join(" | ")} |`);
}

/** By share of records by functions. */
const MOST_TIMES_GUNZIP = new Map([
  [0.1, 1.3],
  [0.3, 2.3],
  [1, 3.5],
]);

function ratio(runs, name, to, key, which) {
  return runs.has(name) && runs.has(to) ? (costOf(runs, name, key, which) / costOf(runs, to, key, which)).toFixed(2) : "";
}

function nameOf({ source = "aws/cloudtrail", form, records, objects, relevant, runAs }) {
  const log = source === "aws/cloudtrail" ? "" : `${source} (${form}), `;
  return `${log}${records.toLocaleString("en")} records, ${objects.toLocaleString("en")} objects, ${percent(relevant)} relevant, ${percent(runAs)} by functions`;
}

function percent(share) {
  return `${Number((share * 100).toFixed(1))} %`;
}

function costOf(runs, name, key, which) {
  const sorted = runs
    .get(name)
    .map((run) => run[key])
    .toSorted((a, b) => a - b);
  if (which === "least") return sorted[0];
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Fast and blind is no result: the planted attack must be there, and the counts must add up. Returns what is wrong. */
export function checkFindings(corpus, scans) {
  const isAlike = new Set(scans.map(({ stdout }) => stdout)).size <= 1;
  const wrong = scans.flatMap(({ stdout, stderr, status }) => {
    const incidents = stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    const summary = stderr
      .split("\n")
      .filter((line) => line.startsWith('{"schema":"faastrail.summary'))
      .map((line) => JSON.parse(line))[0];
    const found = incidents.some((incident) => incident.automation.id === corpus.planted);
    const counted = summary?.records === corpus.records && summary?.remainder === 0;
    return [
      ...(found ? [] : [`${nameOf(corpus)}: the planted attack was MISSED (exit ${status})`]),
      ...(counted ? [] : [`${nameOf(corpus)}: ${summary?.records ?? "no"} records reported, NOT ACCOUNTED FOR`]),
    ];
  });
  return isAlike ? wrong : [...wrong, `${nameOf(corpus)}: incidents DIFFER between runs`];
}
