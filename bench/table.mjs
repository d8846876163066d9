/** The benchmark's table, in Markdown, and what makes its figures worth anything. */

const COLUMNS = ["corpus", "what", "CPU s", "wall s", "peak MB", "records per CPU s", "x gunzip"];

export function heading() {
  return `| ${COLUMNS.join(" | ")} |\n|${COLUMNS.map((_, at) => (at < 2 ? " --- |" : " ---: |")).join("")}`;
}

/** @param {Map<string, object[]>} runs by command */
export function rowOf(corpus, name, runs) {
  const own = runs.get(name);
  const cpu = median(own, "cpu");
  const base = runs.has("gunzip") ? median(runs.get("gunzip"), "cpu") : Number.NaN;
  const peak = median(own, "rss") / 1e6;
  const cells = [
    nameOf(corpus),
    name,
    cpu.toFixed(2),
    median(own, "wall").toFixed(2),
    Number.isNaN(peak) ? "" : peak.toFixed(0),
    Math.round(corpus.records / cpu).toLocaleString("en"),
    Number.isNaN(base) ? "" : (cpu / base).toFixed(2),
  ];
  return `| ${cells.join(" | ")} |`;
}

function nameOf({ records, objects, relevant, runAs }) {
  return `${records.toLocaleString("en")} records, ${objects.toLocaleString("en")} objects, ${percent(relevant)} relevant, ${percent(runAs)} by functions`;
}

function percent(share) {
  return `${Math.round(share * 100)} %`;
}

function median(list, key) {
  const sorted = list.map((run) => run[key]).toSorted((a, b) => a - b);
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
