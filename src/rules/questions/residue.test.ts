import { array, assert, boolean, constantFrom, letrec, nat, oneof, property, record } from "fast-check";
import { expect, test } from "vitest";
import { fieldPath } from "../values/field-access.ts";
import { holds, type Logic } from "../logic.ts";
import { residue } from "./residue.ts";
import { existsTest, fieldRefTest, nullTest, textTest } from "../values/value-tests.ts";

const value = constantFrom("x", "y", "xy", null);
const valueTest = constantFrom(
  textTest(["x"], false),
  textTest(["x", { any: "run" }], false),
  nullTest,
  existsTest(true, []),
  fieldRefTest(fieldPath("b"), "equals", false),
);
const { logic } = letrec<{ readonly logic: Logic }>((tie) => ({
  logic: oneof(
    { depthSize: "small", withCrossShrink: true },
    record({
      op: constantFrom("field" as const),
      path: constantFrom("a", "b", "c").map(fieldPath),
      tests: array(valueTest, { maxLength: 3 }),
      all: boolean(),
      line: constantFrom(1),
    }),
    record({ op: constantFrom("and" as const, "or" as const), parts: array(tie("logic"), { maxLength: 3 }) }),
    record({ op: constantFrom("not" as const), part: tie("logic") }),
    record({ op: constantFrom("at-least" as const), count: nat(3), parts: array(tie("logic"), { maxLength: 3 }) }),
  ),
}));

test("what is left to ask decides as the whole does", () => {
  assert(
    property(logic, constantFrom("x", "y", "xy"), value, value, (whole, a, b, c) => {
      const left = residue(whole, { field: "a", value: a });
      const given = { a, b, c };
      expect(left !== null && holds(left, given)).toBe(holds(whole, given));
    }),
    { numRuns: 2000 },
  );
});

test("the known field is asked no more", () => {
  const service: Logic = { op: "field", path: fieldPath("b"), tests: [textTest(["y"], false)], all: false, line: 1 };
  const name: Logic = { op: "field", path: fieldPath("a"), tests: [textTest(["x"], false)], all: false, line: 1 };
  expect(residue({ op: "and", parts: [service, name] }, { field: "a", value: "x" })).toBe(service);
  expect(residue({ op: "and", parts: [service, name] }, { field: "a", value: "y" })).toBeNull();
});
