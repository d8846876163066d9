import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./lib/sources.ts";

interface LockedPackage {
  readonly dev?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
}

const PERMISSIVE = new Set(["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "BlueOak-1.0.0"]);

const manifest: { dependencies: Record<string, string> } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const lock: { packages: Record<string, LockedPackage> } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
const installed = Object.entries(lock.packages).filter(([path, { dev }]) => path !== "" && dev !== true);

it("has at most 15 direct run-time dependencies, each pinned to one version", () => {
  const versions = Object.values(manifest.dependencies);
  expect(versions.length).toBeLessThanOrEqual(15);
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+/.test(version))).toEqual([]);
});

it("ships only packages under permissive licences", () => {
  expect(installed.length).toBeGreaterThan(5);
  expect(installed.filter(([, { license }]) => !PERMISSIVE.has(license ?? "none")).map(([path]) => path)).toEqual([]);
});

it("needs no install script of any package that it ships", () => {
  expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path)).toEqual([]);
});
