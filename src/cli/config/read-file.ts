import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { LineCounter, isMap, isNode, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { UserError } from "../../util/errors.ts";
import { Config } from "./schema.ts";

/** A file whose settings are checked: its content, and how to say where in it something is wrong. */
export interface CheckedFile<T> {
  readonly data: T;
  /** `file:line:column` of the value at a path, such as `["exclusions", 0, "expires"]`. */
  readonly placeOf: (path: readonly PropertyKey[]) => string;
}

/** The checked content of a configuration file, with its paths made relative to that file. */
export function readConfigFile(file: string): CheckedFile<Config> {
  const { data, placeOf } = readYaml(file, Config, "Check the path given with --config or FAASTRAIL_CONFIG.");
  return { data: relativeTo(dirname(file), data), placeOf };
}

/** Reads YAML and holds it to a schema. Throws UserError that names every mistake by line and column. */
export function readYaml<T>(file: string, type: z.ZodType<T>, ifUnreadable: string): CheckedFile<T> {
  const lines = new LineCounter();
  const document = parseDocument(readText(file, ifUnreadable), { lineCounter: lines, uniqueKeys: true });
  const [syntax] = document.errors;
  if (syntax !== undefined)
    throw new UserError(`${place(file, lines, syntax.pos[0])}: ${syntax.message.split("\n")[0]}`, "Correct the YAML.");
  const parsed = type.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  const placeOf = (path: readonly PropertyKey[]): string =>
    place(file, lines, offsetOf(document, { code: "custom", path: [...path], message: "" }));
  if (parsed.success) return { data: parsed.data, placeOf };
  const issues = parsed.error.issues.flatMap(plainIssues);
  const problems = issues.map((issue) => `${place(file, lines, offsetOf(document, issue))}: ${describe(issue)}`);
  throw new UserError(problems.join("\n"), "The settings are listed by `faastrail config show` and in docs/reference/config.schema.json.");
}

/** Of a choice that fits in no way, what is wrong with the way that got furthest. */
function plainIssues(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const [best] = issue.errors.toSorted((a, b) => depth(b) - depth(a));
  if (best === undefined || depth(best) === 0) return [issue];
  return best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })).flatMap(plainIssues);
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

function readText(file: string, ifUnreadable: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new UserError(`${file}: the file cannot be read`, ifUnreadable, { cause });
  }
}

function relativeTo(folder: string, config: Config): Config {
  return {
    ...config,
    ...(config.rules === undefined ? {} : { rules: config.rules.map((path) => resolve(folder, path)) }),
    ...(typeof config.exclusions === "string" ? { exclusions: resolve(folder, config.exclusions) } : {}),
    ...(config.store === undefined ? {} : { store: resolve(folder, config.store) }),
  };
}

export function describe(issue: z.core.$ZodIssue): string {
  const path = issue.path.join(".");
  return path === "" ? issue.message : `${path}: ${issue.message}`;
}

/** Offset of the key or value that an issue is about; of what should hold it when it is missing. */
function offsetOf(document: Document, issue: z.core.$ZodIssue): number {
  const node = nearestNode(document, issue.path);
  if (issue.code === "unrecognized_keys") {
    const map = issue.path.length === 0 ? document.contents : node;
    const pair = isMap(map) ? map.items.find(({ key }) => isNode(key) && issue.keys.includes(String(key))) : undefined;
    return isNode(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0;
  }
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function nearestNode(document: Document, path: readonly PropertyKey[]): unknown {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return document.contents;
}

function place(file: string, lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${file}:${line}:${col}`;
}
