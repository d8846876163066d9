import { printable } from "../../util/printable.ts";

/** Excel holds 32,767 characters in a cell and cuts the rest without a word. */
const LONGEST = 32_000;

/**
 * Spreadsheets take a cell that begins with one of these for a formula, also in full-width and
 * other compatibility forms, which NFKC folds. The minus sign of typography folds to nothing.
 */
const FORMULA_START = new Set(["=", "+", "-", "@", "\t", "\r", "\n", "\0", "\u2212"]);
/** What a spreadsheet may strip before it looks at the first character. */
const STRIPPED = /^[\s"'\p{Cf}\p{Default_Ignorable_Code_Point}]+/u;

/** A number that we wrote ourselves stays a number, whatever its sign; every text is made safe. */
export type CellValue = string | number | boolean | undefined;

/** One cell, always quoted: printable, so it never spans lines, and never a formula. */
export function csvCell(value: CellValue): string {
  const text = typeof value === "string" ? safeText(value) : String(value ?? "");
  return `"${text.replaceAll('"', '""')}"`;
}

function safeText(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return (startsFormula(short) ? "'" : "") + printable(short);
}

function startsFormula(text: string): boolean {
  return isFormulaStart(text) || isFormulaStart(text.replace(STRIPPED, ""));
}

function isFormulaStart(text: string): boolean {
  const [first = ""] = text;
  return FORMULA_START.has(first) || FORMULA_START.has(first.normalize("NFKC"));
}
