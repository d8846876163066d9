// Stage rules read and checked once, when the program is built. What is kept is the checked rule with its detection as the
// YAML says it; the detection is compiled when somebody first asks for it, because most rules are for logs that are not there.
import { createHash } from "node:crypto";
import { compileDetection, type Detection } from "./detection.ts";
import { holds } from "./logic.ts";
import type { CompiledRule } from "./model.ts";
import { needsAnywhere } from "./needs.ts";
import type { RuleFile } from "./rule-files.ts";
import type { LocatedMap } from "./located.ts";

/** Rules as they are written down at build time: plain JSON. */
export interface PreparedRules {
  /** Of all rule files: other files, and none of this holds. */
  readonly sha256: string;
  readonly rules: readonly PreparedRule[];
}

type Head = Omit<CompiledRule, "matches" | "needs" | "logic">;

/** One of them. */
export interface PreparedRule {
  readonly head: Head;
  readonly detection: LocatedMap;
}

/** The rules, if they were prepared from just these files; else null. */
export function preparedRules(prepared: PreparedRules, files: readonly RuleFile[]): readonly CompiledRule[] | null {
  if (prepared.rules.length !== files.length || prepared.sha256 !== digestOfFiles(files)) return null;
  const paths = new Map(files.map(({ id, path }) => [id, path]));
  return prepared.rules.map(({ head, detection }) => lazyRule({ ...head, file: paths.get(head.file) ?? head.file }, detection));
}

/** Equal digests mean equal files, names and texts, in this order. */
export function digestOfFiles(files: readonly RuleFile[]): string {
  const hash = createHash("sha256");
  for (const { id, text } of files) hash.update(`${id}\0${text}\0`);
  return hash.digest("hex");
}

function lazyRule(head: Head, located: LocatedMap): CompiledRule {
  let made: Detection | null = null;
  let needs: CompiledRule["needs"] | null = null;
  const logic = (): Detection["logic"] => (made ??= compileDetection(located, refuse)).logic;
  return {
    ...head,
    matches: (record) => holds(logic(), record),
    get needs() {
      return (needs ??= needsAnywhere(logic()));
    },
    get logic() {
      return logic();
    },
  };
}

function refuse({ line }: { readonly line: number }, reason: string): never {
  throw new Error(`a rule that was checked before cannot be used: line ${line}: ${reason}`);
}
