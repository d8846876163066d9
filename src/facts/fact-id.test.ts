import {
  assert,
  boolean,
  constant,
  constantFrom,
  dictionary,
  double,
  maxSafeInteger,
  oneof,
  option,
  property,
  record,
  string,
} from "fast-check";
import { expect, test } from "vitest";
import { aFact } from "./__fixtures__/a-fact.ts";
import { factId, stableHash } from "./fact-id.ts";

/** The id as it is defined: a hash of the list of all fields with their names, sorted; those of `detail` likewise. */
function defined(fact: Parameters<typeof factId>[0]): string {
  const { flags: _, ...meaning } = fact;
  return `f_${stableHash(byName({ ...meaning, detail: byName(fact.detail) }))}`;
}

function byName(object: object): readonly (readonly [string, unknown])[] {
  return Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

const text = oneof(string(), string({ unit: "binary" }), constantFrom("", '"', "\\", "],[", "\u007f", "\ud800", "é"));
const parts = record(
  {
    userAgent: option(text),
    actorAliasId: text,
    sessionPattern: text,
    targetAliasId: text,
    tsMs: maxSafeInteger(),
    isChange: boolean(),
    detail: dictionary(text, oneof(text, double(), boolean(), constant(null))),
  },
  { requiredKeys: [] },
);

test("an id says every field of a fact, whatever stands in it", () => {
  assert(
    property(parts, (part) => {
      const {
        factId: id,
        raw: _raw,
        annotations: _annotations,
        rules: _rules,
        ...meaning
      } = aFact({ ...part, traits: ["public", "created"] });
      expect(id).toBe(defined(meaning));
    }),
    { numRuns: 200 },
  );
});
