import { describe, expect, it } from "vitest";
import { after, type Soon } from "./soon.ts";

function late(value: number): Soon<number> {
  return Promise.resolve(value);
}

describe("what is there at once or promised", () => {
  it("goes on at once with what is there", () => {
    expect(after(2, (two) => after(two + 1, (three) => three * 7))).toBe(21);
  });

  it("goes on later with what is promised, wherever in the chain", async () => {
    expect(await after(late(2), (two) => two + 1)).toBe(3);
    expect(await after(2, (two) => after(late(two), (same) => same + 1))).toBe(3);
  });

  it("hands on what went wrong", async () => {
    const failed: Soon<number> = Promise.reject(new Error("gone"));
    await expect(after(failed, (value) => value)).rejects.toThrow("gone");
  });
});
