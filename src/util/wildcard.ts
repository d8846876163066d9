/**
 * Whether `text` fits a pattern of wildcards (`*` any run, `?` one character), ignoring
 * case. Runs in length times length at worst: patterns come from attackers, so no regular expression.
 */
export function fitsWildcard(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = text.toLowerCase();
  let at = 0;
  let from = 0;
  let lastStar = -1;
  let resumeAt = 0;
  while (at < given.length) {
    const here = wanted[from];
    if (here === "*") {
      lastStar = from;
      resumeAt = at;
      from += 1;
    } else if (here === "?" || here === given[at]) {
      from += 1;
      at += 1;
    } else if (lastStar >= 0) {
      resumeAt += 1;
      at = resumeAt;
      from = lastStar + 1;
    } else {
      return false;
    }
  }
  while (wanted[from] === "*") from += 1;
  return from === wanted.length;
}
