// Stage rules read and checked once, when the program is built. What is kept is the checked rule with its detection as the
// YAML says it; the detection is compiled when somebody first asks for it, because most rules are for logs that are not there.
import { createHash } from "node:crypto";
import { compileDetection, type Detection } from "../detection/detection.ts";
import { holds } from "../logic.ts";
import type { CompiledRule } from "../model.ts";
import { needsAnywhere } from "../questions/needs.ts";
import type { RuleFile } from "./rule-files.ts";
import type { LocatedMap } from "./located.ts";

/** Rules as they are written down at build time. */
export interface PreparedRules {
  /** Of all rule files: other files, and none of this holds. */
  readonly sha256: string;
  readonly heads: readonly PreparedHead[];
  /** The detection of each as JSON, which most runs need of few. */
  readonly detections: readonly string[];
}

/** A rule without its detection: plain JSON. */
export type PreparedHead = Omit<CompiledRule, "matches" | "needs" | "logic">;

/** The rules, if they were prepared from just these files; else null. */
export function preparedRules(prepared: PreparedRules, files: readonly RuleFile[]): readonly CompiledRule[] | null {
  const { sha256, heads, detections } = prepared;
  if (heads.length !== files.length || sha256 !== digestOfFiles(files)) return null;
  const paths = new Map(files.map(({ id, path }) => [id, path]));
  return heads.map((head, at) => lazyRule({ ...head, file: paths.get(head.file) ?? head.file }, detections[at] ?? ""));
}

/** Equal digests mean equal files, names and texts, in this order. */
export function digestOfFiles(files: readonly RuleFile[]): string {
  const hash = createHash("sha256");
  for (const { id, text } of files) hash.update(`${id}\0${text}\0`);
  return hash.digest("hex");
}

function lazyRule(head: PreparedHead, detection: string): CompiledRule {
  let made: Detection | null = null;
  let needs: CompiledRule["needs"] | null = null;
  // Our own build wrote it, with the code that reads it.
  const logic = (): Detection["logic"] => (made ??= compileDetection(JSON.parse(detection) as LocatedMap, refuse)).logic;
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
