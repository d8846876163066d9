// The grammar of `condition`, Sigma rules specification 2.1: `or` binds least, then `and`, `not`, and most of all
// `1 of …`; parentheses as usual.
import { conditionTokens, type ConditionError, type Token } from "./condition-tokens.ts";

export type Condition =
  | { readonly is: "name"; readonly name: string; readonly at: number }
  | { readonly is: "of"; readonly count: number | "all"; readonly pattern: string; readonly at: number }
  | { readonly is: "and" | "or"; readonly parts: readonly Condition[] }
  | { readonly is: "not"; readonly part: Condition };

const MAX_DEPTH = 64;

interface Reader {
  readonly tokens: readonly Token[];
  readonly end: number;
  next: number;
}
type Parsed = Condition | ConditionError;

/** The tree of a condition, or the first place where it makes no sense. */
export function parseCondition(text: string): Parsed {
  const tokens = conditionTokens(text);
  if ("error" in tokens) return tokens;
  const reader: Reader = { tokens, end: text.length, next: 0 };
  const tree = parseOr(reader, 0);
  if ("error" in tree) return tree;
  const rest = reader.tokens[reader.next];
  if (rest === undefined) return tree;
  return { error: rest.is === ")" ? "this ) closes nothing" : `"and" or "or" is missing before "${rest.text}"`, at: rest.at };
}

function parseOr(reader: Reader, depth: number): Parsed {
  return parseChain(reader, depth, "or", parseAnd);
}

function parseAnd(reader: Reader, depth: number): Parsed {
  return parseChain(reader, depth, "and", parseNot);
}

function parseChain(reader: Reader, depth: number, word: "and" | "or", operand: (reader: Reader, depth: number) => Parsed): Parsed {
  const parts: Condition[] = [];
  do {
    const part = operand(reader, depth);
    if ("error" in part) return part;
    parts.push(part);
  } while (takeWord(reader, word));
  const first = parts[0];
  return parts.length === 1 && first !== undefined ? first : { is: word, parts };
}

function parseNot(reader: Reader, depth: number): Parsed {
  if (!takeWord(reader, "not")) return parseOperand(reader, depth);
  if (depth >= MAX_DEPTH) return { error: `nested deeper than ${MAX_DEPTH}`, at: reader.tokens[reader.next]?.at ?? reader.end };
  const part = parseNot(reader, depth + 1);
  return "error" in part ? part : { is: "not", part };
}

function parseOperand(reader: Reader, depth: number): Parsed {
  const token = reader.tokens[reader.next];
  if (token === undefined) return { error: "the condition ends where a search name is expected", at: reader.end };
  reader.next += 1;
  if (token.is === "(") return parseGroup(reader, depth + 1, token);
  if (token.is === ")" || isReserved(token.text)) return { error: `a search name is expected, not "${token.text}"`, at: token.at };
  const after = reader.tokens[reader.next];
  if (after?.is === "word" && after.text.toLowerCase() === "of") return parseOf(reader, token);
  if (/[*?]/.test(token.text)) return { error: `write "1 of ${token.text}" or "all of ${token.text}"`, at: token.at };
  return { is: "name", name: token.text, at: token.at };
}

function parseGroup(reader: Reader, depth: number, opening: Token): Parsed {
  if (depth >= MAX_DEPTH) return { error: `nested deeper than ${MAX_DEPTH}`, at: opening.at };
  const inner = parseOr(reader, depth);
  if ("error" in inner) return inner;
  if (reader.tokens[reader.next]?.is !== ")") return { error: "this ( is never closed", at: opening.at };
  reader.next += 1;
  return inner;
}

function parseOf(reader: Reader, quantity: Token): Parsed {
  reader.next += 1; // "of"
  const count = readCount(quantity.text);
  if (count === null) return { error: `before "of" stands a number from 1, "any" or "all", not "${quantity.text}"`, at: quantity.at };
  const pattern = reader.tokens[reader.next];
  if (pattern === undefined || pattern.is !== "word")
    return { error: 'after "of" a search name, a pattern or "them" is expected', at: pattern?.at ?? reader.end };
  reader.next += 1;
  return { is: "of", count, pattern: pattern.text, at: quantity.at };
}

function readCount(text: string): number | "all" | null {
  const word = text.toLowerCase();
  if (word === "all") return "all";
  if (word === "any") return 1;
  return /^[1-9]\d{0,3}$/.test(word) ? Number(word) : null;
}

function isReserved(text: string): boolean {
  return ["and", "or", "not", "of"].includes(text.toLowerCase());
}

function takeWord(reader: Reader, word: string): boolean {
  const token = reader.tokens[reader.next];
  if (token?.is !== "word" || token.text.toLowerCase() !== word) return false;
  reader.next += 1;
  return true;
}
