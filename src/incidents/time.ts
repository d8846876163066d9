/** RFC 3339 UTC with milliseconds. */
export function rfc3339(tsMs: number): string {
  return new Date(tsMs).toISOString();
}
