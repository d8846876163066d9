// Regular expressions run in linear time (RE2 semantics), because rules come from strangers and values from
// attackers: no look-around, no back-references. What RE2 does not know is a load error.
import { createRequire } from "node:module";
import type { ValueTest } from "../logic.ts";
import { textsOf } from "./record-text.ts";

const MAX_LENGTH = 4096;

let loaded: typeof import("re2js") | undefined;

/** A quarter of a megabyte that few rules need, and a rule is compiled in one synchronous call. */
function engine(): typeof import("re2js") {
  loaded ??= createRequire(import.meta.url)("re2js") as typeof import("re2js"); // the package's own types
  return loaded;
}

/** A test that finds the expression anywhere in the value, or the reason why it cannot be used. */
export function regexTest(source: string, flags: ReadonlySet<string>): ValueTest | { readonly error: string } {
  if (source.length > MAX_LENGTH) return { error: `the regular expression is longer than ${MAX_LENGTH} characters` };
  const { RE2JS } = engine();
  let bits = 0;
  if (flags.has("i")) bits |= RE2JS.CASE_INSENSITIVE;
  if (flags.has("m")) bits |= RE2JS.MULTILINE;
  if (flags.has("s")) bits |= RE2JS.DOTALL;
  try {
    const expression = RE2JS.compile(source, bits);
    return { accepts: (value) => textsOf(value).some((text) => expression.test(text)), absent: false, literals: [] };
  } catch (error) {
    return { error: error instanceof Error ? error.message : "the regular expression cannot be read" };
  }
}
