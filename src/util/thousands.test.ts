import { assert, maxSafeInteger, property } from "fast-check";
import { expect, test } from "vitest";
import { thousands } from "./thousands.ts";

test("whole numbers are written as the English write them", () => {
  expect([0, 12, 999, 1000, 1_234_567].map(thousands)).toEqual(["0", "12", "999", "1,000", "1,234,567"]);
  assert(property(maxSafeInteger(), (whole) => thousands(whole) === whole.toLocaleString("en")));
});
