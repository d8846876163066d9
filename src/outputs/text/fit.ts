import { graphemes, textWidth } from "./text-width.ts";

/** Text cut to `width` columns, with an ellipsis where something was cut. */
export function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  return `${take(text, width - 1)}…`;
}

/** Text cut and filled up with blanks to exactly `width` columns. */
export function fit(text: string, width: number): string {
  const short = cut(text, width);
  return short + " ".repeat(Math.max(0, width - textWidth(short)));
}

/** Lines of at most `width` columns, broken between words, or inside one that is longer than a line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (textWidth(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = pushFullLines(word, width, lines);
  }
  return line === "" ? lines : [...lines, line];
}

/** Pushes pieces of an over-long word and returns the rest of it. */
function pushFullLines(word: string, width: number, lines: string[]): string {
  let rest = word;
  while (textWidth(rest) > width) {
    // An emoji wider than the line still has to go somewhere: at least one grapheme a line.
    const piece = take(rest, width) || (graphemes(rest)[0] ?? rest);
    lines.push(piece);
    rest = rest.slice(piece.length);
  }
  return rest;
}

function take(text: string, width: number): string {
  let taken = "";
  let columns = 0;
  for (const segment of graphemes(text)) {
    columns += textWidth(segment);
    if (columns > width) break;
    taken += segment;
  }
  return taken;
}
