import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Analytic } from "../../analytics/definition.ts";
import type { PreparedRules } from "../../rules/files/prepared-rules.ts";
import { packageRoot } from "../../util/package-root.ts";

/** Our content as the build read and checked it (prepare-content.ts). Reading 240 files of YAML costs half a second, this file a fortieth of that. */
export interface PreparedContent {
  readonly rules: PreparedRules;
  readonly analytics: { readonly sha256: string; readonly all: readonly Analytic[] };
}

const ANALYTICS = join(packageRoot, "content", "analytics");

/**
 * What stands beside the program as it was built. Null elsewhere: in the sources, which may say something else than they
 * did then.
 */
export function readPreparedContent(): PreparedContent | null {
  // Beside the bundle, and above the rooms where it is not bundled.
  const file = ["./content.jsonl", "../../content.jsonl"].map((name) => new URL(name, import.meta.url)).find((place) => existsSync(place));
  if (file === undefined) return null;
  const [first = "", ...detections] = readFileSync(file, "latin1").split("\n");
  const { sha256, heads, analytics } = JSON.parse(first) as FirstLine; // our own build wrote it, with the code that reads it
  return { rules: { sha256, heads, detections }, analytics };
}

/** The content as lines of ASCII, the detections of the rules in a line each: what is not asked for is not parsed. */
export function preparedContentText({ rules, analytics }: PreparedContent): string {
  const { sha256, heads, detections } = rules;
  const first: FirstLine = { sha256, heads, analytics };
  const text = [JSON.stringify(first), ...detections].join("\n");
  return text.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

type FirstLine = Omit<PreparedRules, "detections"> & Pick<PreparedContent, "analytics">;

/** Our analytics: as prepared if their files are still the same. */
export async function ourAnalytics(prepared: PreparedContent | null): Promise<readonly Analytic[]> {
  if (prepared?.analytics.sha256 === digestOfAnalytics()) return prepared.analytics.all;
  const { loadAnalytics } = await import("../../analytics/load.ts");
  return loadAnalytics();
}

/** Equal digests mean equal files. */
export function digestOfAnalytics(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(ANALYTICS).toSorted()) hash.update(`${name}\0${readFileSync(join(ANALYTICS, name), "utf8")}\0`);
  return hash.digest("hex");
}
