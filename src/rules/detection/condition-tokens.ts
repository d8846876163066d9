/** A piece of a condition; `at` counts characters from its beginning. */
export interface Token {
  readonly is: "word" | "(" | ")";
  readonly text: string;
  readonly at: number;
}

/** What is wrong in a condition, and where. */
export interface ConditionError {
  readonly error: string;
  readonly at: number;
}

const PIECE = /\s+|[()]|[\w.*?-]+|./gsu;

/** Words and parentheses of a condition. */
export function conditionTokens(text: string): readonly Token[] | ConditionError {
  const tokens: Token[] = [];
  for (const match of text.matchAll(PIECE)) {
    const piece = match[0];
    const at = match.index;
    if (piece === "(" || piece === ")") tokens.push({ is: piece, text: piece, at });
    else if (/^[\w.*?-]+$/.test(piece)) tokens.push({ is: "word", text: piece, at });
    else if (piece === "|") return { error: 'aggregations ("| count() …") left Sigma with version 2; write a plain condition', at };
    else if (piece.trim() !== "") return { error: `"${piece}" cannot stand in a condition`, at };
  }
  return tokens;
}
