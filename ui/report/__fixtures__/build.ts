import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadReportBundle, type ReportBundle } from "../../../src/outputs/html.ts";

/** Builds the page as it stands in the sources, into a folder of its own, and loads it. */
export function buildBundle(): ReportBundle {
  const folder = mkdtempSync(join(tmpdir(), "faastrail-ui-"));
  execFileSync(process.execPath, [fileURLToPath(new URL("../../../scripts/build-ui.mjs", import.meta.url)), "--out", folder], {
    stdio: "pipe",
  });
  return loadReportBundle(folder);
}
