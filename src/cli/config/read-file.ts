import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { LineCounter, isMap, isNode, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { UserError } from "../../util/errors.ts";
import { Config } from "./schema.ts";

/** The checked content of a configuration file, with its paths made relative to that file. */
export function readConfigFile(file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines, uniqueKeys: true });
  const [syntax] = document.errors;
  if (syntax !== undefined)
    throw new UserError(`${place(file, lines, syntax.pos[0])}: ${syntax.message.split("\n")[0]}`, "Correct the YAML.");
  const parsed = Config.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (parsed.success) return relativeTo(dirname(file), parsed.data);
  const problems = parsed.error.issues.map((issue) => `${place(file, lines, offsetOf(document, issue))}: ${describe(issue)}`);
  throw new UserError(problems.join("\n"), "The settings are listed by `faastrail config show` and in docs/reference/config.schema.json.");
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new UserError(`${file}: the configuration file cannot be read`, "Check the path given with --config or FAASTRAIL_CONFIG.", {
      cause,
    });
  }
}

function relativeTo(folder: string, config: Config): Config {
  return {
    ...config,
    ...(config.rules === undefined ? {} : { rules: config.rules.map((path) => resolve(folder, path)) }),
    ...(config.store === undefined ? {} : { store: resolve(folder, config.store) }),
  };
}

export function describe(issue: z.core.$ZodIssue): string {
  const path = issue.path.join(".");
  return path === "" ? issue.message : `${path}: ${issue.message}`;
}

/** Offset of the key or value that an issue is about; the document's start when it names none. */
function offsetOf(document: Document, issue: z.core.$ZodIssue): number {
  const node = document.getIn(issue.path, true);
  if (issue.code === "unrecognized_keys") {
    const map = issue.path.length === 0 ? document.contents : node;
    const pair = isMap(map) ? map.items.find(({ key }) => isNode(key) && issue.keys.includes(String(key))) : undefined;
    return isNode(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0;
  }
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function place(file: string, lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${file}:${line}:${col}`;
}
