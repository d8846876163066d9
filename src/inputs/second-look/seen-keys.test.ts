import { expect, it } from "vitest";
import { createSeenKeys } from "./seen-keys.ts";

it("knows every key again, across growth of its table", () => {
  const seen = createSeenKeys();
  const keys = Array.from({ length: 20_000 }, (_, at) => `event-${at}/account`);
  expect(keys.filter((key) => seen.add(key)).length).toBe(keys.length);
  expect(keys.filter((key) => seen.add(key)).length).toBe(0);
});

it("takes a key in parts for the same as the whole", () => {
  const seen = createSeenKeys();
  expect(seen.add("rolled_up ", "", "id", ":account")).toBe(true);
  expect([seen.add("rolled_up id:account"), seen.add("rolled_up ", "id:account"), seen.add("rolled_up ", "id:other")]).toEqual([
    false,
    false,
    true,
  ]);
});

it("takes keys for new once it is full, and never loops", () => {
  const seen = createSeenKeys(1 << 12);
  for (let at = 0; at < 10_000; at += 1) seen.add(`k${at}`);
  expect(seen.add("k0")).toBe(false);
  expect(seen.add("k9999")).toBe(true);
});
