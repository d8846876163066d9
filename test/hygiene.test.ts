import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./lib/sources.ts";

const tracked = spawnSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" });
const isCheckout = tracked.status === 0 && tracked.stdout !== "";
const files = isCheckout
  ? tracked.stdout
      .split("\0")
      .filter((path) => path !== "" && existsSync(join(root, path)))
      .map((path) => ({ path, bytes: readFileSync(join(root, path)) }))
      .filter(({ bytes }) => !bytes.subarray(0, 8000).includes(0))
      .map(({ path, bytes }) => ({ path, text: bytes.toString("utf8") }))
  : [];

it("looks at the files of a checkout", () => {
  if (!isCheckout) console.log("not run: this folder is not a git checkout, so there is no list of files to look at");
  expect(isCheckout ? files.length : 1).toBeGreaterThan(0);
});

it("names no machine's folders and no package registry host", () => {
  // Spelled in pieces, so that this file does not find itself.
  const forbidden = [
    ["/wo", "rk/"],
    ["/ho", "me/"],
    ["/Us", "ers/"],
    ["registry.npm", "js"],
    ["npm.pkg.", "github"],
    ["/tmp/", "bash_jobs"],
  ].map((parts) => parts.join(""));
  const found = files
    .filter(({ path }) => !isForeignLog(path))
    .flatMap(({ path, text }) => forbidden.filter((word) => text.includes(word)).map((word) => `${path}: ${word}`));
  expect(found).toEqual([]);
});

it("has at its top what belongs there, and nothing that a tool has left", () => {
  const top = new Set(files.map(({ path }) => path.split("/")[0] ?? ""));
  const folders = [".ci", "bench", "bin", "content", "docs", "kernel", "scenarios", "scripts", "src", "test", "ui"];
  const configuration =
    /^(\.gitignore|\.npmrc|\.ox(fmt|lint)rc\.json|knip\.json|package(-lock)?\.json|tsconfig(\.build)?\.json|vitest\.config\.ts)$/;
  const unknown = [...top].filter(
    (name) => !folders.includes(name) && !configuration.test(name) && !/^([A-Z]+\.md|LICENSE|NOTICE)$/.test(name),
  );
  expect(unknown).toEqual([]);
});

it("ships code without skipped, single or unfinished tests and without leftovers", () => {
  const code = files.filter(
    ({ path }) => /\.(ts|tsx|mjs|yml|css)$/.test(path) && /^(src|ui|content|test|scripts|bin|scenarios)\//.test(path),
  );
  const leftovers = [
    ["TO", "DO"],
    ["FIX", "ME"],
  ]
    .map((parts) => parts.join(""))
    .join("|");
  const marks = new RegExp(String.raw`\b(${leftovers})\b|\b(it|test|describe)\.(skip|only|todo)\(`);
  expect(code.filter(({ text }) => marks.test(text)).map(({ path }) => path)).toEqual([]);
});

it("locks no package to the host that it came from", () => {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const resolved = Object.values<{ resolved?: string }>(lock.packages).filter((entry) => entry.resolved !== undefined);
  expect(resolved).toEqual([]);
});

/** Records of real or simulated machines may name any folder. */
function isForeignLog(path: string): boolean {
  return /(^|\/)(logs|__fixtures__)\/|\.cases\.yml$/.test(path);
}
