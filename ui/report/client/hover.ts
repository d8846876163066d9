let lit: readonly Element[] = [];

/** Lights up the rows of the mark under the pointer, and the mark of the row under it. */
export function addHover(): void {
  document.addEventListener("pointerover", (event) => {
    const next = event.target instanceof Element ? partners(event.target) : [];
    for (const element of lit) element.classList.remove("lit");
    for (const element of next) element.classList.add("lit");
    lit = next;
  });
}

function partners(target: Element): readonly Element[] {
  const article = target.closest("article.incident");
  if (article === null) return [];
  const index = Number(article.getAttribute("data-incident"));
  const rowId = (place: string | number): string => `entry-${index + 1}-${Number(place) + 1}`;
  const mark = target.closest("[data-entries]");
  if (mark !== null) return [mark, ...placesOf(mark).flatMap((place) => document.getElementById(rowId(place)) ?? [])];
  const row = target.closest("tr.entry");
  if (row === null) return [];
  const marks = [...article.querySelectorAll("[data-entries]")].filter((other) => placesOf(other).some((place) => rowId(place) === row.id));
  return [row, ...marks];
}

function placesOf(mark: Element): readonly string[] {
  return (mark.getAttribute("data-entries") ?? "").split(" ");
}
