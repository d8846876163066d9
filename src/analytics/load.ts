import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { UserError } from "../util/errors.ts";
import { packageRoot } from "../util/package-root.ts";
import { Analytic } from "./definition.ts";

/** Reads the analytics of a folder (default: those of the package), by id. All problems are told at once. */
export async function loadAnalytics(folder: string = join(packageRoot, "content", "analytics")): Promise<readonly Analytic[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".yml")).toSorted();
  const loaded = await Promise.all(names.map((name) => loadOne(join(folder, name))));
  const problems = loaded.flatMap((result) => ("problems" in result ? result.problems : []));
  if (problems.length > 0)
    throw new UserError(`an analytic cannot be used:\n${problems.join("\n")}`, "mend the YAML; docs/reference/analytics.md lists the keys");
  return loaded.flatMap((result) => ("analytic" in result ? [result.analytic] : [])).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

async function loadOne(file: string): Promise<{ analytic: Analytic } | { problems: readonly string[] }> {
  const lines = new LineCounter();
  const document = parseDocument(await readFile(file, "utf8"), { lineCounter: lines });
  const syntax = document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return `${file}:${line}:${col}: ${error.message.split("\n")[0]}`;
  });
  if (syntax.length > 0) return { problems: syntax };
  const checked = Analytic.safeParse(document.toJS());
  if (checked.success) return { analytic: checked.data };
  const problems = checked.error.issues.map((issue) => {
    const node = document.getIn(issue.path, true);
    const at = hasRange(node) ? lines.linePos(node.range[0]) : { line: 1, col: 1 };
    return `${file}:${at.line}:${at.col}: ${issue.path.join(".")}: ${issue.message}`;
  });
  return { problems };
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}
