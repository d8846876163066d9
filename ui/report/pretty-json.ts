const OPEN = new Set(["{", "["]);
const CLOSE = new Set(["}", "]"]);
// Strings whole (an unfinished one at a cut counts as a string), punctuation, or anything else.
const TOKEN = /"(?:[^"\\]|\\[\s\S])*"?|[{}[\],:]|[^\s"{}[\],:]+/g;

/**
 * Indents JSON without parsing it: duplicate keys, huge numbers and cut-off tails stay exactly as
 * the record has them, which `JSON.parse` would lose. Text that is no JSON comes back as it is.
 */
export function prettyJson(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) return text;
  const tokens = trimmed.match(TOKEN) ?? [];
  let out = "";
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    const previous = tokens[index - 1] ?? "";
    if (CLOSE.has(token)) {
      depth = Math.max(0, depth - 1);
      out += OPEN.has(previous) ? token : newline(depth) + token;
      continue;
    }
    if (OPEN.has(previous) || previous === ",") out += newline(depth);
    if (previous === ":") out += " ";
    out += token;
    if (OPEN.has(token)) depth += 1;
  }
  return out;
}

function newline(depth: number): string {
  // Deeper than this, indentation costs more than it shows.
  return `\n${"  ".repeat(Math.min(depth, 40))}`;
}
