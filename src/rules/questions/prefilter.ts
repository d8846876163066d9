// All rules together as one cheap question about bytes. Cost must not grow with the number of rules, so
// each distinct name is judged once and remembered.
import { isForLog } from "./log-source.ts";
import type { CompiledRule, LogSource, Needs } from "../model.ts";
import { isCovered, type KeyShape, needsIn } from "./needs.ts";

/** A record need not be parsed for the rules' sake if none of these says yes. */
export interface Prefilter {
  /** Whether a record with this operation, as it stands in the bytes between quotes, may match. */
  operation(name: string): boolean;
  /** The same for the service. Only worth asking if `needsServiceKey`. */
  service(name: string): boolean;
  readonly needsServiceKey: boolean;
  /** A record that contains one of these, byte for byte, may match. At most four. */
  readonly literals: readonly string[];
  /** Ids of rules that no bytes can exclude. If there is one, every record must be parsed. */
  readonly unfiltered: readonly string[];
}

/** A search for one more absent literal costs about as much as the whole keyed pass; four is where that stays bearable. */
const MAX_LITERALS = 4;
/** Attackers choose names too: memory for verdicts ends here, and later names are judged each time. */
const MAX_REMEMBERED = 50_000;
const MAX_NAME = 256;

/**
 * Compiles the rules that are judged at the first look into a filter for a log of this shape. Give `log` as well, so
 * that rules for other logs, which cannot match here, are left out and cost nothing.
 */
export function compilePrefilter(rules: readonly CompiledRule[], shape: KeyShape, log?: LogSource): Prefilter {
  const operations: ((name: string) => boolean)[] = [];
  const services: ((name: string) => boolean)[] = [];
  const literals = new Set<string>();
  const unfiltered = new Set<string>();
  for (const rule of rules) {
    if (rule.recipe !== null && rule.recipe.look !== "first") continue;
    if (log !== undefined && !isForLog(rule.logsource, log)) continue;
    for (const need of needsIn(rule, shape)) {
      if (need.by === "unfiltered" || !takeLiterals(need, shape, literals)) unfiltered.add(rule.id);
      else if (need.by === "keyed") (need.field === shape.operationField ? operations : services).push(need.test);
    }
  }
  return {
    operation: remember(operations),
    service: remember(services),
    needsServiceKey: services.length > 0,
    literals: [...literals].toSorted(),
    unfiltered: [...unfiltered].toSorted(),
  };
}

/** Adds what must be searched for; false if that would be too much. */
function takeLiterals(need: Needs, shape: KeyShape, literals: Set<string>): boolean {
  if (need.by !== "literal") return true;
  const wanted = need.anyOf.filter((literal) => !isCovered(literal, shape.activityNeedles));
  const added = wanted.filter((literal) => !literals.has(literal));
  if (literals.size + added.length > MAX_LITERALS) return false;
  for (const literal of added) literals.add(literal);
  return true;
}

/**
 * Some test says yes. A name that JSON may spell in several ways (an escape, a letter outside ASCII that folds
 * into one inside, such as the Kelvin sign) always passes: the parser decides.
 */
function remember(tests: readonly ((name: string) => boolean)[]): (name: string) => boolean {
  const verdicts = new Map<string, boolean>();
  return (name) => {
    const known = verdicts.get(name);
    if (known !== undefined) return known;
    const verdict = tests.length > 0 && (!isPlain(name) || spellings(name).some((spelling) => tests.some((test) => test(spelling))));
    if (verdicts.size < MAX_REMEMBERED && name.length <= MAX_NAME) verdicts.set(name, verdict);
    return verdict;
  };
}

/** Sources mend names that somebody padded with blanks before rules see them. */
function spellings(name: string): readonly string[] {
  return name.includes(" ") ? [name, name.replaceAll(" ", "")] : [name];
}

function isPlain(name: string): boolean {
  return /^[ !#-[\]-~]*$/.test(name);
}
