import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { DEFAULT_LIMITS } from "../../inputs/contract.ts";
import type { Exclusion } from "../../incidents/exclusion.ts";
import { UserError } from "../../util/errors.ts";
import { exclusionsIn } from "./exclusions.ts";
import { readConfigFile, describe } from "./read-file.ts";
import { Config, SETTINGS, envName, type SettingName } from "./schema.ts";

/** Where a value came from: a flag, an environment variable, a file, or `default`. */
export interface Settings {
  readonly values: Config;
  readonly origins: Readonly<Record<string, string>>;
  /** The exclusions that `values` gives or names the file of. */
  readonly exclusions: readonly Exclusion[];
}

/** Names that start like settings but are none of them. */
const OTHER_VARIABLES = new Set(["FAASTRAIL_CONFIG"]);
const DEFAULTS: Config = {
  rules: [],
  min_severity: "informational",
  color: "auto",
  quiet: false,
  limits: {
    file_bytes: DEFAULT_LIMITS.fileBytes,
    expanded_bytes: DEFAULT_LIMITS.expandedBytes,
    depth: DEFAULT_LIMITS.depth,
    record_bytes: DEFAULT_LIMITS.recordBytes,
    activity_rows: DEFAULT_LIMITS.activityRows,
    role_days: DEFAULT_LIMITS.roleDays,
  },
};
const FILE_NAME = "faastrail.yaml";

/**
 * The effective settings: flag, then environment, then file. An unknown `FAASTRAIL_` variable is
 * an error, because a mistyped one would otherwise silently change nothing.
 */
export function readSettings(
  flags: Config,
  { env, cwd, now }: { env: Readonly<Record<string, string | undefined>>; cwd: string; now: () => number },
  configFlag?: string,
): Settings {
  const file = configFile(cwd, configFlag ?? env["FAASTRAIL_CONFIG"]);
  const read = file === null ? null : readConfigFile(file);
  const layers = [
    { from: "default", config: DEFAULTS },
    ...(file === null || read === null ? [] : [{ from: file, config: read.data }]),
    { from: "environment", config: readEnvironment(env) },
    { from: "flag", config: checked(flags, (name) => `--${name.replaceAll("_", "-")}`) },
  ];
  const origins = names().map((name) => [name, originOf(name, layers)] as const);
  const values = layers.map(({ config }) => config).reduce(merge, {});
  return { values, origins: Object.fromEntries(origins), exclusions: exclusionsIn(values, { cwd, nowMs: now(), file: read }) };
}

/** Value of a setting by its dotted name. */
export function settingValue(config: Config, name: SettingName): unknown {
  const [head, inner] = name.split(".");
  const limits: Readonly<Record<string, unknown>> = config.limits ?? {};
  const flat: Readonly<Record<string, unknown>> = config;
  return inner === undefined ? flat[head ?? ""] : limits[inner];
}

export function names(): readonly SettingName[] {
  // The keys of a constant object are exactly its type's keys.
  return Object.keys(SETTINGS) as SettingName[];
}

function configFile(cwd: string, named: string | undefined): string | null {
  if (named !== undefined && named !== "") return resolve(cwd, named);
  const usual = join(cwd, FILE_NAME);
  return existsSync(usual) ? usual : null;
}

function originOf(name: SettingName, layers: readonly { from: string; config: Config }[]): string {
  const from = layers.findLast(({ config }) => settingValue(config, name) !== undefined)?.from ?? "default";
  return from === "environment" ? envName(name) : from;
}

function merge(lower: Config, upper: Config): Config {
  const limits = { ...lower.limits, ...upper.limits };
  return { ...lower, ...upper, ...(Object.keys(limits).length === 0 ? {} : { limits }) };
}

function readEnvironment(env: Readonly<Record<string, string | undefined>>): Config {
  const known = new Map(names().map((name) => [envName(name), name]));
  const unknown = Object.keys(env).filter((key) => key.startsWith("FAASTRAIL_") && !known.has(key) && !OTHER_VARIABLES.has(key));
  if (unknown.length > 0) {
    throw new UserError(
      `unknown environment variable ${unknown.join(", ")}`,
      `Known are: ${[...known.keys(), ...OTHER_VARIABLES].join(", ")}`,
    );
  }
  const flat: Record<string, unknown> = {};
  const limits: Record<string, unknown> = {};
  for (const [key, name] of known) {
    const text = env[key];
    if (text === undefined || text === "") continue;
    const [head, inner] = name.split(".");
    if (inner === undefined) flat[head ?? name] = fromText(name, text);
    else limits[inner] = fromText(name, text);
  }
  return checked(
    Object.keys(limits).length === 0 ? flat : { ...flat, limits },
    (name) => `FAASTRAIL_${name.replace(".", "_").toUpperCase()}`,
  );
}

/** Text that does not read as the setting's type stays text, and the schema then says so. */
function fromText(name: SettingName, text: string): unknown {
  const kind = SETTINGS[name];
  if (kind === "list") return text.split(process.platform === "win32" ? ";" : ":").filter((part) => part !== "");
  if (kind === "number") return /^\d+$/.test(text) ? Number(text) : text;
  if (kind === "boolean") return { true: true, "1": true, false: false, "0": false }[text] ?? text;
  return text;
}

function checked(raw: unknown, spell: (name: string) => string): Config {
  const parsed = Config.safeParse(raw);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${spell(issue.path.map(String).join("."))}: ${describe({ ...issue, path: [] })}`);
  throw new UserError(problems.join("\n"), "See `faastrail config show` for the settings.");
}
