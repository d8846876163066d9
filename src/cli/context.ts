import { painter, type Paint } from "../outputs/text/style.ts";
import { readSettings, type Settings } from "./config/settings.ts";
import type { Config } from "./config/schema.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { Io, Stream } from "./io.ts";

/** What every command gets, and where it leaves its exit code. */
export interface Context {
  readonly io: Io;
  exit: ExitCode;
}

export function newContext(io: Io): Context {
  return { io, exit: EXIT.ok };
}

/** Flags that every command understands, as commander hands them over. */
export interface CommonFlags {
  readonly config?: string;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: boolean;
}

/** Effective settings for a command: its own flags over the common ones. */
export async function settingsFor(flags: CommonFlags, own: Config, { io }: Context): Promise<Settings> {
  const common: Config = { ...(flags.quiet === true ? { quiet: true } : {}), ...(flags.color ? {} : { color: "never" }) };
  return readSettings({ ...common, ...own }, io, flags.config);
}

/** Colour: what was asked for, then NO_COLOR and FORCE_COLOR (no-color.org), then whether it is a terminal. */
export function usesColour(stream: Stream, color: Config["color"], env: Io["env"]): boolean {
  if (color === "never" || color === "always") return color === "always";
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  if ((env["FORCE_COLOR"] ?? "") !== "") return env["FORCE_COLOR"] !== "0";
  return stream.isTTY && env["TERM"] !== "dumb";
}

export function paintFor(stream: Stream, settings: Settings, env: Io["env"]): Paint {
  return painter(usesColour(stream, settings.values.color, env));
}
