// What start, test, build and check share. Plain Node: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs a program in the project's folder with the terminal passed through; returns its exit code. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

/** Runs a program of node_modules by its file, so that no shell and no PATH is needed. */
export function runTool(script, args, options) {
  return run(process.execPath, [join(root, "node_modules", script), ...args], options);
}

/** Runs npm: the one that started us if there is one, which also works where npm is a .cmd file. */
export function npm(args, options = {}) {
  const self = process.env.npm_execpath;
  if (self?.endsWith(".js")) return run(process.execPath, [self, ...args], options);
  return run("npm", args, { shell: process.platform === "win32", ...options });
}

/** Installs the locked dependencies when node_modules is missing or differs from the lockfile. */
export function ensureInstalled() {
  if (isInstalled()) return;
  process.stderr.write("faastrail: installing dependencies (npm ci)\n");
  const code = npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { stdio: ["ignore", 2, 2] });
  if (code !== 0) fail("npm ci failed", code);
}

/** npm writes down what it installed; compared entry by entry, since other platforms' packages stay away. */
function isInstalled() {
  const written = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(written)) return false;
  const wanted = Object.entries(readJson("package-lock.json").packages).filter(([path]) => path !== "");
  const installed = JSON.parse(readFileSync(written, "utf8")).packages;
  return wanted.every(([path, { version, optional }]) => installed[path]?.version === version || (optional && !installed[path]));
}

/** Builds dist/ unless it was made from exactly these sources. */
export function ensureBuilt() {
  if (run(process.execPath, [join(root, "scripts", "build.mjs")], { stdio: ["ignore", 2, 2] }) !== 0) fail("the build failed", 1);
}

/** Hash over the content of files and folders (relative to the root), tests left out. */
export function hashOf(paths) {
  const hash = createHash("sha256").update(process.version);
  for (const file of paths.flatMap((path) => filesUnder(join(root, path)))) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name !== "__fixtures__" && name !== "node_modules" && !/\.test\.tsx?$/.test(name));
  return names.toSorted().flatMap((name) => filesUnder(join(path, name)));
}

export function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}

export function fail(message, code) {
  process.stderr.write(`faastrail: ${message}\n`);
  process.exit(code);
}
