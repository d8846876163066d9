import { decide, type Logic } from "../logic.ts";

/** Beginnings and whole texts, in lower case, of which a field must have one. */
interface Texts {
  readonly whole: ReadonlySet<string>;
  readonly beginnings: readonly string[];
}

/**
 * Whether a record may satisfy the logic whose top-level field is this text. Each name in a log is asked of each rule, and nearly all
 * rules name the few texts that they are for: those are looked up, and only what passes goes the long way.
 */
export function possibleValues(logic: Logic, field: string): (value: string) => boolean {
  const texts = textsFor(logic, field);
  if (texts === null) return (value) => decide(logic, { field, value }) !== false;
  const { whole, beginnings } = texts;
  return (value) => {
    const text = value.toLowerCase();
    const isNamed = whole.has(text) || beginnings.some((beginning) => text.startsWith(beginning));
    return isNamed && decide(logic, { field, value }) !== false;
  };
}

/** No fewer than all that the field may be; null where nothing is known of it. */
function textsFor(logic: Logic, field: string): Texts | null {
  switch (logic.op) {
    case "and":
      return logic.parts.map((part) => textsFor(part, field)).find((texts) => texts !== null) ?? null;
    case "or":
      return united(logic.parts.map((part) => textsFor(part, field)));
    case "at-least":
      return logic.count > 0 ? united(logic.parts.map((part) => textsFor(part, field))) : null;
    case "field":
      return logic.path.text === field && logic.tests.length > 0 ? united(logic.tests.map(({ begins }) => textOf(begins))) : null;
    case "not":
    case "keywords":
      return null;
  }
}

function textOf(begins: { readonly text: string; readonly isWhole: boolean } | undefined): Texts | null {
  if (begins === undefined) return null;
  return begins.isWhole ? { whole: new Set([begins.text]), beginnings: [] } : { whole: new Set(), beginnings: [begins.text] };
}

function united(sides: readonly (Texts | null)[]): Texts | null {
  const known = sides.filter((texts) => texts !== null);
  if (known.length < sides.length) return null;
  return { whole: new Set(known.flatMap(({ whole }) => [...whole])), beginnings: known.flatMap(({ beginnings }) => beginnings) };
}
