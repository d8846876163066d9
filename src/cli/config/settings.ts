import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { DEFAULT_LIMITS } from "../../inputs/contract.ts";
import type { Exclusion } from "../../incidents/exclusion.ts";
import { UserError } from "../../util/errors.ts";
import type { Circumstances } from "./exclusions.ts";
import type { Config } from "./schema.ts";
import { SETTINGS, envName, settingNames, type SettingName } from "./setting-names.ts";

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
export async function readSettings(
  flags: Config,
  { env, cwd, now }: { env: Readonly<Record<string, string | undefined>>; cwd: string; now: () => number },
  configFlag?: string,
): Promise<Settings> {
  const file = configFile(cwd, configFlag ?? env["FAASTRAIL_CONFIG"]);
  const read = file === null ? null : (await import("./read-file.ts")).readConfigFile(file);
  const layers = [
    { from: "default", config: DEFAULTS },
    ...(file === null || read === null ? [] : [{ from: file, config: read.data }]),
    { from: "environment", config: await readEnvironment(env) },
    { from: "flag", config: withNames(flags) },
  ];
  const origins = settingNames().map((name) => [name, originOf(name, layers)] as const);
  const values = layers.map(({ config }) => config).reduce(merge, {});
  return { values, origins: Object.fromEntries(origins), exclusions: await exclusionsOf(values, { cwd, nowMs: now(), file: read }) };
}

/** Value of a setting by its dotted name. */
export function settingValue(config: Config, name: SettingName): unknown {
  const [head, inner] = name.split(".");
  const limits: Readonly<Record<string, unknown>> = config.limits ?? {};
  const flat: Readonly<Record<string, unknown>> = config;
  return inner === undefined ? flat[head ?? ""] : limits[inner];
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

async function readEnvironment(env: Readonly<Record<string, string | undefined>>): Promise<Config> {
  const known = new Map(settingNames().map((name) => [envName(name), name]));
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
  const given = Object.keys(limits).length === 0 ? flat : { ...flat, limits };
  // The schema is loaded only where there is something to hold to it.
  return Object.keys(given).length === 0 ? {} : (await import("./check-config.ts")).checkConfig(given);
}

/** Text that does not read as the setting's type stays text, and the schema then says so. */
function fromText(name: SettingName, text: string): unknown {
  const kind = SETTINGS[name];
  if (kind === "list") return text.split(process.platform === "win32" ? ";" : ":").filter((part) => part !== "");
  if (kind === "number") return /^\d+$/.test(text) ? Number(text) : text;
  if (kind === "boolean") return { true: true, "1": true, false: false, "0": false }[text] ?? text;
  return text;
}

/** The command line's parser lets only sensible flags pass, but for files and folders without a name. */
function withNames(flags: Config): Config {
  const given: Readonly<Record<string, unknown>> = { store: flags.store, exclusions: flags.exclusions, rules: flags.rules };
  const nameless = Object.entries(given).filter(([, value]) => value === "" || (Array.isArray(value) && value.includes("")));
  if (nameless.length === 0) return flags;
  throw new UserError(nameless.map(([name]) => `--${name}: the name is empty`).join("\n"), "See `faastrail config show` for the settings.");
}

async function exclusionsOf(values: Config, circumstances: Circumstances): Promise<readonly Exclusion[]> {
  if (values.exclusions === undefined) return [];
  const { exclusionsIn } = await import("./exclusions.ts");
  return exclusionsIn(values, circumstances);
}
