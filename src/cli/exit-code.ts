import type { Incident } from "../incidents/incident.ts";
import { SEVERITIES, type Severity } from "../incidents/severity.ts";

/** The program's exit codes (docs/adr: error kinds and exit codes). */
export const EXIT = { ok: 0, found: 1, usage: 2, incomplete: 3, internal: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export function atLeast(severity: Severity, level: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(level);
}

/** Code of a scan. Found incidents win over incompleteness, which the output itself then tells. */
export function scanExitCode(incidents: readonly Pick<Incident, "severity">[], complete: boolean, failOn: Severity | null): ExitCode {
  if (failOn !== null && incidents.some(({ severity }) => atLeast(severity, failOn))) return EXIT.found;
  return complete ? EXIT.ok : EXIT.incomplete;
}
