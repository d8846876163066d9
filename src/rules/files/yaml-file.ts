// YAML as rule authors write it, kept with its positions: every complaint names line and column.
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";
import type { Located, LocatedMap, LocatedScalar, Place } from "./located.ts";
import type { Problem } from "./problem.ts";

/** One document of a file; `text` is its own part of the file. */
export interface YamlDocument {
  readonly root: Located;
  readonly text: string;
}

const MAX_CHARS = 1_000_000;
const MAX_DEPTH = 64;

/** The documents of a YAML text and everything that is wrong with its syntax. Never throws. */
export function readYaml(
  text: string,
  file: string,
): { readonly documents: readonly YamlDocument[]; readonly problems: readonly Problem[] } {
  if (text.length > MAX_CHARS)
    return { documents: [], problems: [{ file, line: 1, column: 1, reason: "the file is longer than a million characters" }] };
  try {
    return parse(text, file);
  } catch (error) {
    // The parser recurses; a file of a hundred thousand brackets runs out of stack there.
    const reason = error instanceof Error ? error.message : String(error);
    return { documents: [], problems: [{ file, line: 1, column: 1, reason: `YAML cannot be read: ${reason}` }] };
  }
}

function parse(text: string, file: string): { documents: YamlDocument[]; problems: Problem[] } {
  const counter = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: counter, version: "1.2", schema: "core", prettyErrors: false });
  const documents: YamlDocument[] = [];
  const problems: Problem[] = [];
  for (const document of Array.isArray(parsed) ? parsed : []) {
    for (const error of document.errors) {
      problems.push({ file, ...placeAt(counter, error.pos[0]), reason: `YAML: ${error.message}` });
    }
    if (document.errors.length > 0 || document.contents === null) continue;
    const before = problems.length;
    const root = locate(document.contents, { counter, file, problems }, 0);
    if (problems.length === before) documents.push({ root, text: text.slice(document.range[0], document.range[2]) });
  }
  return { documents, problems };
}

interface Context {
  readonly counter: LineCounter;
  readonly file: string;
  readonly problems: Problem[];
}

function locate(node: unknown, context: Context, depth: number): Located {
  const place = placeOf(node, context.counter);
  if (depth > MAX_DEPTH) return refuse(context, place, `nested deeper than ${MAX_DEPTH}`);
  if (isAlias(node)) return refuse(context, place, "YAML aliases (*name) are not supported; repeat the value");
  if (isMap(node)) {
    const entries = node.items.map((pair) => entryOf(pair, context, depth, place));
    return { is: "map", ...place, entries };
  }
  if (isSeq(node)) return { is: "list", ...place, items: node.items.map((item) => locate(item, context, depth + 1)) };
  return scalarOf(node, place);
}

function entryOf(pair: unknown, context: Context, depth: number, place: Place): LocatedMap["entries"][number] {
  if (!isPair(pair) || !isScalar(pair.key)) {
    const key = refuse(context, place, "a key must be plain text");
    return { key, name: "", value: key };
  }
  const key = scalarOf(pair.key, placeOf(pair.key, context.counter));
  const value = pair.value === null ? { ...key, value: null, source: "" } : locate(pair.value, context, depth + 1);
  return { key, name: String(key.value), value };
}

function scalarOf(node: unknown, place: Place): LocatedScalar {
  const value: unknown = isScalar(node) ? node.value : null;
  const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
  const type = isScalar(node) ? node.type : undefined;
  const quoted = type === "QUOTE_SINGLE" || type === "QUOTE_DOUBLE";
  const block = type === "BLOCK_FOLDED" || type === "BLOCK_LITERAL";
  const written = isScalar(node) && typeof node.source === "string" ? node.source : undefined;
  const source = typeof plain === "string" ? plain : (written ?? String(plain));
  return { is: "scalar", ...place, value: plain, source, textColumn: block ? null : place.column + (quoted ? 1 : 0) };
}

function refuse(context: Context, place: Place, reason: string): LocatedScalar {
  context.problems.push({ file: context.file, ...place, reason });
  return { is: "scalar", ...place, value: null, source: "", textColumn: null };
}

function placeOf(node: unknown, counter: LineCounter): Place {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
  return placeAt(counter, range?.[0] ?? 0);
}

function placeAt(counter: LineCounter, offset: number): Place {
  const at = counter.linePos(offset);
  return { line: Math.max(at.line, 1), column: Math.max(at.col, 1) };
}
