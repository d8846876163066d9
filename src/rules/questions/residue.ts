import { decide, type Known, type Logic } from "../logic.ts";

/** Holds for every record. */
const ALWAYS: Logic = { op: "and", parts: [] };

/**
 * What is left to ask of a record whose field is known to have this value: the same answer as `logic` gives, without the
 * tests that the value decides. Null if nothing can make it true any more.
 */
export function residue(logic: Logic, known: Known): Logic | null {
  const verdict = decide(logic, known);
  if (verdict !== null) return verdict ? ALWAYS : null;
  switch (logic.op) {
    case "and": {
      const parts = logic.parts.filter((part) => decide(part, known) !== true);
      return joined("and", openParts(parts, known));
    }
    case "or": {
      const parts = logic.parts.filter((part) => decide(part, known) !== false);
      return joined("or", openParts(parts, known));
    }
    case "at-least": {
      const sure = logic.parts.filter((part) => decide(part, known) === true).length;
      const open = logic.parts.filter((part) => decide(part, known) === null);
      return { op: "at-least", count: logic.count - sure, parts: openParts(open, known) };
    }
    case "not":
      return { op: "not", part: residue(logic.part, known) ?? logic.part };
    case "field":
    case "keywords":
      return logic;
  }
}

/** Parts that the value does not decide have a residue, always. */
function openParts(parts: readonly Logic[], known: Known): readonly Logic[] {
  return parts.map((part) => residue(part, known) ?? part);
}

function joined(op: "and" | "or", parts: readonly Logic[]): Logic {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { op, parts };
}
