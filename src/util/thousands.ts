/** A whole number with a comma before each three digits. The language tables behind `toLocaleString` cost more than most commands. */
export function thousands(whole: number): string {
  return String(whole).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
