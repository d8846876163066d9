import stringWidth from "string-width";

/** Widths count terminal columns: a wide character takes two, a combining mark none. */
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Text cut to `width` columns, with an ellipsis where something was cut. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  return `${take(text, width - 1)}…`;
}

/** Text cut and filled up with blanks to exactly `width` columns. */
export function fit(text: string, width: number): string {
  const short = cut(text, width);
  return short + " ".repeat(Math.max(0, width - stringWidth(short)));
}

/** Lines of at most `width` columns, broken between words, or inside one that is longer than a line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (stringWidth(longer) <= width) {
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
  while (stringWidth(rest) > width) {
    // An emoji wider than the line still has to go somewhere: at least one grapheme a line.
    const piece = take(rest, width) || firstGrapheme(rest);
    lines.push(piece);
    rest = rest.slice(piece.length);
  }
  return rest;
}

function take(text: string, width: number): string {
  let taken = "";
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) {
    columns += stringWidth(segment);
    if (columns > width) break;
    taken += segment;
  }
  return taken;
}

function firstGrapheme(text: string): string {
  for (const { segment } of graphemes.segment(text)) return segment;
  return text;
}
