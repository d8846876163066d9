import { spawnSync, type SpawnSyncOptions, type SpawnSyncReturns } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { outputs } from "../../outputs/registry.ts";
import { fakeIo } from "../__fixtures__/fake-io.ts";
import { commandLineOf } from "../completion/command-line.ts";
import { newContext } from "../context.ts";
import { main } from "../main.ts";
import { buildProgram } from "../program.ts";

const COMMANDS = commandLineOf(buildProgram(newContext(fakeIo())));
const LEVELS = ["critical", "high", "informational", "low", "medium"];

async function scriptFor(shell: string): Promise<string> {
  const io = fakeIo();
  expect(await main(["completion", shell], io)).toBe(0);
  return io.stdout.text();
}

function run(shell: string, args: readonly string[], more: SpawnSyncOptions = {}): SpawnSyncReturns<string> {
  return spawnSync(shell, args, { ...more, encoding: "utf8" });
}

function has(shell: string): boolean {
  const found = spawnSync(shell, ["-c", "exit 0"]).status === 0;
  if (!found) console.log(`not run: ${shell} is not installed`);
  return found;
}

describe("the shape of the command line", () => {
  it("has every command and flag of the program", () => {
    const paths = COMMANDS.map(({ path }) => path);
    for (const path of ["", "scan", "rules list", "store export", "completion"]) expect(paths).toContain(path);
    const scan = COMMANDS.find(({ path }) => path === "scan");
    const valuesOf = (flag: string) => scan?.flags.find(({ names }) => names.includes(flag))?.values;
    expect(valuesOf("--min-severity")).toMatchObject({ words: expect.arrayContaining(LEVELS) });
    expect(valuesOf("--format")).toEqual({ words: outputs.map(({ id }) => id) });
    expect(valuesOf("--rules")).toEqual({ files: "folders" });
    expect(valuesOf("-o")).toEqual({ files: "any" });
    expect(valuesOf("--force")).toBeNull();
  });

  it("names no word that a shell would have to quote", () => {
    const words = COMMANDS.flatMap(({ path, flags, argument }) => [
      ...path.split(" "),
      ...flags.flatMap(({ names, values }) => [...names, ...(values !== null && "words" in values ? values.words : [])]),
      ...(argument !== null && "words" in argument ? argument.words : []),
    ]);
    expect(words.filter((word) => !/^[a-zA-Z0-9-]*$/.test(word))).toEqual([]);
  });

  it("refuses a shell that it does not know", async () => {
    expect(await main(["completion", "tcsh"], fakeIo())).toBe(2);
  });
});

/** What bash offers after these words, the last of which may be unfinished. */
async function bashOffers(words: readonly string[]): Promise<readonly string[]> {
  const file = join(fakeIo().cwd, "completion.bash");
  writeFileSync(file, await scriptFor("bash"));
  const ask =
    'source "$1"; shift; complete -p faastrail >&2; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _faastrail; printf "%s\\n" "${COMPREPLY[@]}"';
  const { status, stdout, stderr } = spawnSync("bash", ["--norc", "-uc", ask, "bash", file, "faastrail", ...words], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  expect(stderr).toContain("-F _faastrail faastrail");
  return stdout
    .split("\n")
    .filter((word) => word !== "")
    .toSorted();
}

describe.runIf(has("bash"))("bash", () => {
  it.each([
    [["sc"], ["scan"]],
    [
      ["store", ""],
      ["export", "help", "info"],
    ],
    [
      ["rules", "l"],
      ["lint", "list"],
    ],
    [["scan", "logs", "--fail-on", ""], LEVELS],
    [["scan", "--min-severity", "cr"], ["critical"]],
    [["scan", "--format", "ocs"], ["ocsf"]],
    [["scan", "--format", "=", "ma"], ["markdown"]],
    [["scan", "--format", "="], outputs.map(({ id }) => id).toSorted()],
    [
      ["explain", "--format", ""],
      ["jsonl", "text"],
    ],
    [
      ["scan", "--fo"],
      ["--force", "--format"],
    ],
    [
      ["completion", ""],
      ["bash", "fish", "zsh"],
    ],
    [["scan", "rules", "--fai"], ["--fail-on"]],
    [["scan", ""], []],
    [["scan", "-o", ""], []],
    [["scan", "--since", ""], []],
  ])("after %j it offers %j", async (words, offered) => {
    expect(await bashOffers(words)).toEqual(offered);
  });
});

/** Syntax in both; fish can also be asked what it would offer. */
describe.runIf(has("zsh"))("zsh", () => {
  it("reads the script without complaint", async () => {
    const file = join(fakeIo().cwd, "_faastrail");
    writeFileSync(file, await scriptFor("zsh"));
    const load = `autoload -U compinit; compinit -D -u; source ${file}; print -r -- $_comps[faastrail]`;
    const { stdout, stderr } = run("zsh", ["-f", "-c", load]);
    expect([stdout.trim(), stderr]).toEqual(["_faastrail", ""]);
  });
});

describe.runIf(has("fish"))("fish", () => {
  it.each([
    ["sc", "scan"],
    ["store ", "export,help,info"],
    ["scan --fail-on ", LEVELS.join(",")],
    ["scan --format oc", "ocsf"],
    ["completion ", "bash,fish,zsh"],
  ])("after %j it offers %j", async (words, offered) => {
    const folder = fakeIo().cwd;
    writeFileSync(join(folder, "completion.fish"), await scriptFor("fish"));
    const ask = `source ${join(folder, "completion.fish")}; complete -C "faastrail ${words}"`;
    const { stdout, stderr } = run("fish", ["--no-config", "-c", ask], {
      cwd: folder,
      env: { ...process.env, HOME: folder },
    });
    const offers = stdout.split("\n").map((line) => line.split("\t")[0] ?? "");
    expect(
      offers
        .filter((word) => word !== "" && word !== "completion.fish")
        .toSorted()
        .join(","),
      stderr,
    ).toBe(offered);
  });
});
