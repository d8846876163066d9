import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "scenarios/**/*.test.ts", "ui/**/*.test.{ts,tsx}", "bench/**/*.test.ts"],
    // Vitest leaves one core to itself; on two that halves the speed for nothing.
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
