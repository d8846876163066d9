// Text patterns of Sigma: `*` any run of characters, `?` exactly one, `\` before a wildcard (or before another
// backslash that stands before one) takes its meaning away. Sigma rules specification 2.1, "Escaping".

/** One step of a pattern: text, any run, any one character, or one character out of a few. */
export type PatternPart = string | { readonly any: "run" | "one" } | { readonly oneOf: string };
export type Pattern = readonly PatternPart[];

export const ANY_RUN: PatternPart = { any: "run" };
const ANY_ONE: PatternPart = { any: "one" };

/** Reads a value as written in a rule. Only `\*`, `\?` and `\\` are escapes; any other backslash is itself. */
export function parsePattern(text: string): Pattern {
  const parts: PatternPart[] = [];
  let plain = "";
  const close = (part: PatternPart): void => {
    if (plain !== "") parts.push(plain);
    plain = "";
    parts.push(part);
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (char === "\\" && (next === "*" || next === "?" || next === "\\")) {
      plain += next;
      at += 1;
    } else if (char === "*") close(ANY_RUN);
    else if (char === "?") close(ANY_ONE);
    else plain += char;
  }
  if (plain !== "") parts.push(plain);
  return parts;
}

/** The pattern as plain text, or null if it holds a wildcard. */
export function plainText(pattern: Pattern): string | null {
  if (pattern.length === 0) return "";
  const only = pattern.length === 1 ? pattern[0] : undefined;
  return typeof only === "string" ? only : null;
}

/**
 * The text that a pattern begins with, in lower case, and whether that is all of it; null where it begins with something else, or
 * with letters whose lower case hangs on what follows them, as that of Greek sigma does.
 */
export function beginningOf(pattern: Pattern): { readonly text: string; readonly isWhole: boolean } | null {
  const [first] = pattern;
  const isWhole = pattern.length === 1;
  return typeof first === "string" && (isWhole || /^[ -~]*$/.test(first)) ? { text: first.toLowerCase(), isWhole } : null;
}

/** A test for whole texts. Upper and lower case are the same unless `cased`. */
export function compilePattern(pattern: Pattern, cased: boolean): (text: string) => boolean {
  const fold = cased ? (text: string): string => text : (text: string): string => text.toLowerCase();
  const steps = mergeRuns(pattern).map((part) => foldPart(part, fold));
  const simple = simpleTest(steps);
  const test = simple ?? ((text: string): boolean => glob(steps, text));
  return (text) => test(fold(text));
}

function foldPart(part: PatternPart, fold: (text: string) => string): PatternPart {
  if (typeof part === "string") return fold(part);
  return "oneOf" in part ? { oneOf: fold(part.oneOf) } : part;
}

function mergeRuns(pattern: Pattern): Pattern {
  return pattern.filter((part, at) => !(isRun(part) && at > 0 && isRun(pattern[at - 1])));
}

function isRun(part: PatternPart | undefined): boolean {
  return typeof part === "object" && "any" in part && part.any === "run";
}

/** The four shapes that nearly all rules have, without a general matcher. */
function simpleTest(steps: Pattern): ((text: string) => boolean) | null {
  const texts = steps.filter((step) => !isRun(step));
  if (texts.length > 1) return null;
  const text = texts[0] ?? "";
  if (typeof text !== "string") return null;
  const open = isRun(steps[0]);
  const close = isRun(steps.at(-1));
  if (open && close) return (given) => given.includes(text);
  if (open) return (given) => given.endsWith(text);
  if (close) return (given) => given.startsWith(text);
  return (given) => given === text;
}

/**
 * Greedy matching that only ever returns to the latest `*`: at worst the product of both lengths, never exponential.
 * `?` takes a character outside the basic plane whole.
 */
function glob(steps: Pattern, text: string): boolean {
  let step = 0;
  let at = 0;
  let retryStep = -1;
  let retryAt = 0;
  for (;;) {
    if (step === steps.length && at === text.length) return true;
    const part = steps[step];
    if (part !== undefined && isRun(part)) {
      if (step === steps.length - 1) return true;
      retryStep = step;
      retryAt = at;
      step += 1;
      continue;
    }
    const length = part === undefined ? -1 : matchLength(part, text, at);
    if (length >= 0) {
      step += 1;
      at += length;
    } else {
      if (retryStep < 0 || retryAt >= text.length) return false;
      retryAt += 1;
      at = retryAt;
      step = retryStep + 1;
    }
  }
}

function matchLength(part: PatternPart, text: string, at: number): number {
  if (typeof part === "string") return text.startsWith(part, at) ? part.length : -1;
  const code = text.codePointAt(at);
  if (code === undefined) return -1;
  if ("oneOf" in part) return part.oneOf.includes(text.charAt(at)) ? 1 : -1;
  return code > 0xffff ? 2 : 1;
}
