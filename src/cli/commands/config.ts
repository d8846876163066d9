import type { Command } from "commander";
import { printable } from "../../util/printable.ts";
import { envName, settingNames, type SettingName } from "../config/setting-names.ts";
import { settingValue } from "../config/settings.ts";
import { addCommonFlags } from "../flags/common-flags.ts";
import { settingsFor, type CommonFlags, type Context } from "../context.ts";

/** `faastrail config show`: the effective settings and where each came from, as YAML. */
export function addConfigCommand(program: Command, context: Context): void {
  const config = program.command("config").description("show the effective settings");
  const show = config.command("show").description("every setting, its value and where it comes from, as YAML");
  addCommonFlags(show).action(async (flags: CommonFlags) => {
    const { values, origins } = await settingsFor(flags, {}, context);
    const lines = settingNames().flatMap((name, at) => {
      const isFirstLimit = name.startsWith(LIMITS) && settingNames()[at - 1]?.startsWith(LIMITS) === false;
      return [...(isFirstLimit ? ["limits:"] : []), settingLine(name, settingValue(values, name), origins[name] ?? "default")];
    });
    context.io.stdout.write(`${lines.join("\n")}\n`);
  });
}

const LIMITS = "limits.";

/** What is shown can be saved as faastrail.yaml. */
function settingLine(name: SettingName, value: unknown, origin: string): string {
  const key = name.startsWith(LIMITS) ? `  ${name.slice(LIMITS.length)}` : name;
  const setting = value === undefined ? `# ${key}:` : `${key}: ${JSON.stringify(value)}`;
  const comment = origin === "default" ? `default, or ${envName(name)}` : `from ${origin}`;
  return `${printable(setting).padEnd(34)}  # ${printable(comment)}`;
}
