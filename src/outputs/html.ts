import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Incident } from "../incidents/incident.ts";
import type { ScanSummary } from "../incidents/summary.ts";
import { UserError } from "../util/errors.ts";
import { packageRoot } from "../util/package-root.ts";

/** Everything a report shows. */
export interface ReportData {
  readonly incidents: readonly Incident[];
  readonly summary: ScanSummary;
  /** Text of the record behind a fact, by fact id. A missing one is shown by its pointer alone. */
  readonly rawRecords: Readonly<Record<string, string>>;
  /** Version of the program. */
  readonly version: string;
  /** What made the report, such as the command line. */
  readonly generatedFrom: string;
}

/** The built page: ui/ turned into text by `npm run build`. */
export interface ReportBundle {
  /** The body's HTML; every string of `data` is text in it. */
  readonly renderBody: (data: ReportData) => string;
  readonly script: string;
  readonly style: string;
}

let loaded: ReportBundle | undefined;

/**
 * One self-contained HTML page that needs no network and no script to be complete. It is a pure
 * function of its arguments: no clock, no environment.
 * Throws UserError when the page was not built.
 */
export function renderHtml(
  data: ReportData,
  bundle: ReportBundle = (loaded ??= loadReportBundle(join(packageRoot, "dist", "ui"))),
): string {
  const { rawRecords: _, ...embedded } = data;
  // Only this very style and script may act, and nothing may be fetched, framed, sent or set as
  // markup: a string that escaped all encoding would still be dead.
  const policy = [
    "default-src 'none'",
    `style-src ${hashSource(bundle.style)}`,
    `script-src ${hashSource(bundle.script)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="faastrail">
<title>faastrail report</title>
<style>${bundle.style}</style>
</head>
<body>
${bundle.renderBody(data)}
<script type="application/json" id="report-data">${escapeJson(JSON.stringify(embedded))}</script>
<script>${bundle.script}</script>
</body>
</html>
`;
}

/** Loads the built page from a folder. Throws UserError when it is missing or was damaged. */
export function loadReportBundle(folder: string): ReportBundle {
  const next = "run `npm run build`";
  try {
    const script = readFileSync(join(folder, "report.client.js"), "utf8").trim();
    const style = readFileSync(join(folder, "report.css"), "utf8").trim();
    // Our own build output; its shape is checked below.
    const server = createRequire(import.meta.url)(join(folder, "report.server.cjs")) as Partial<ReportBundle>;
    if (server.renderBody === undefined || endsItsElement(script, style)) throw new Error("not what the build makes");
    return { renderBody: server.renderBody, script, style };
  } catch (cause) {
    throw new UserError(`the HTML report's page is missing or broken in ${folder}`, next, { cause });
  }
}

/** Inside a script element some texts end it or change how it is read; a build must not hold them. */
function endsItsElement(script: string, style: string): boolean {
  return /<\/script|<!--|<script/i.test(script) || /<\/style/i.test(style);
}

function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** JSON that is inert inside an HTML script element and in any JavaScript parser. */
function escapeJson(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
