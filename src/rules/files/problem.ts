import { UserError } from "../../util/errors.ts";

/** One thing that is wrong in a rule or cases file. Line and column count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

/** How a problem is printed, in the form editors and terminals make clickable. */
export function describeProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.reason}`;
}

/** One error that lists every problem, so that one bad file does not hide the next. */
export function problemsError(problems: readonly Problem[], next: string): UserError {
  const ordered = problems.toSorted(comparePlaces);
  const head = ordered.length === 1 ? "1 problem in rule files:" : `${ordered.length} problems in rule files:`;
  return new UserError([head, ...ordered.map((problem) => `  ${describeProblem(problem)}`)].join("\n"), next);
}

/** File, line, column. */
export function comparePlaces(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
