import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listObjects, readObject, writePatched } from "../scenarios/lib/patch.mjs";
import { loadScenarios } from "../scenarios/lib/scenario.mjs";
import { Incident } from "../src/incidents/incident.ts";
import { runProgram } from "./lib/run-program.ts";

/*
 * A function is bound to an administrator; that it ran shows only in calls of its role's sessions, which carry no runtime's agent.
 * Reading files, the second look finds them. Standard input cannot be read twice, so a row a day and operation stands in.
 */

const folder = mkdtempSync(join(tmpdir(), "faastrail-stdin-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let lines: readonly string[] = [];
beforeAll(() => {
  const scenario = loadScenarios().find(({ name }) => name === "terraform-create-fail-retry");
  const logs = join(folder, "logs");
  writePatched(scenario?.logs ?? "", logs, scenario?.minimal_pair.patch ?? []);
  lines = listObjects(logs)
    .flatMap((file) => readObject(join(logs, file)))
    .map((record) => JSON.stringify(record, withoutProof).replaceAll(/exec-env\/[^" ]*/g, "linux/6.1"));
  writeFileSync(join(folder, "all.jsonl"), lines.join("\n"));
});

/** The vendor's own word on which function a session belongs to. */
function withoutProof(key: string, value: unknown): unknown {
  return key === "inScopeOf" ? undefined : value;
}

interface Told {
  readonly incidents: readonly Incident[];
  readonly summary: { readonly rolled_up: number; readonly duplicate: number; readonly remainder: number };
}

async function scan(stdin: readonly string[] | null, env: Readonly<Record<string, string>> = {}): Promise<Told> {
  const path = stdin === null ? join(folder, "all.jsonl") : "-";
  const { stdout, stderr } = await runProgram(["scan", path, "--format", "jsonl", "--quiet"], { stdin: (stdin ?? []).join("\n"), env });
  const incidents = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => Incident.parse(JSON.parse(line)));
  return { incidents, summary: JSON.parse(stderr.trimEnd().split("\n").at(-1) ?? "") };
}

function reasons({ incidents }: Told): readonly string[] {
  return incidents.flatMap((incident) => incident.blind_spots.map(({ reason }) => reason));
}

function verdict({ incidents }: Told): unknown {
  return incidents.map(({ id, severity, score, stages }) => ({ id, severity, score, runs: stages.execute.length }));
}

/** How the act that proves a run is tied to the function. */
function tie({ incidents }: Told): unknown {
  return incidents[0]?.timeline.find((entry) => entry.inferred === true)?.attribution;
}

function withoutRaw({ incidents }: Told): string {
  return JSON.stringify(incidents, (key, value: unknown) => (key === "raw" ? undefined : value));
}

const ONCE = "A stream is read once: of identities that became known late only days and operations are known";
const DROPPED = "More activity of run-as identities than is kept";

describe("a scan of standard input", () => {
  it("gives the tier that files give, and infers the run from what the role did that day, less surely", async () => {
    const [files, stream] = [await scan(null), await scan(lines)];
    expect(files.incidents).toMatchObject([{ severity: "medium" }]);
    expect(verdict(stream)).toEqual(verdict(files));
    expect(tie(files)).toEqual({ method: "session_name", confidence: 0.6 });
    expect(tie(stream)).toEqual({ method: "sole_user_of_role", confidence: 0.4 });
    expect(reasons(files)).not.toContain(ONCE);
    expect(reasons(stream)).toContain(ONCE);
    expect(reasons(stream)).not.toContain(DROPPED);
    expect(stream.summary.remainder).toBe(0);
  });

  it("is byte-identical backwards and with every record twice", async () => {
    const [straight, turned] = [await scan(lines), await scan([...lines.toReversed(), ...lines])];
    expect(withoutRaw(turned)).toBe(withoutRaw(straight));
    expect(turned.summary.rolled_up).toBe(straight.summary.rolled_up);
  });

  it("names what its cap dropped as a blind spot, and claims no run then", async () => {
    const told = await scan(lines, { FAASTRAIL_LIMITS_ROLE_DAYS: "0" });
    expect(reasons(told)).toContain(DROPPED);
    expect(told.incidents[0]?.stages.execute).toEqual([]);
  });
});
