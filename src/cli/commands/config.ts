import type { Command } from "commander";
import { printable } from "../../util/printable.ts";
import { envName } from "../config/schema.ts";
import { names, settingValue } from "../config/settings.ts";
import { addCommonFlags } from "../common-flags.ts";
import { settingsFor, type CommonFlags, type Context } from "../context.ts";

/** `faastrail config show`: the effective settings and where each came from, as YAML. */
export function addConfigCommand(program: Command, context: Context): void {
  const config = program.command("config").description("show the effective settings");
  const show = config.command("show").description("every setting, its value and where it comes from, as YAML");
  addCommonFlags(show).action((flags: CommonFlags) => {
    const { values, origins } = settingsFor(flags, {}, context);
    const lines = names().map((name) => {
      const value = settingValue(values, name);
      const shown = value === undefined ? `# ${name}: not set` : `${name}: ${JSON.stringify(value)}`;
      return `${printable(shown).padEnd(44)}  # ${printable(origins[name] ?? "default")}${value === undefined ? `; ${envName(name)}` : ""}`;
    });
    context.io.stdout.write(`${nested(lines).join("\n")}\n`);
  });
}

/** Dotted names of one group become the nested form that the file uses. */
function nested(lines: readonly string[]): readonly string[] {
  const inner = lines.map((line) => line.replace(/^(# )?limits\./, "  $1"));
  const first = inner.findIndex((line) => line.startsWith("  "));
  return first < 0 ? inner : [...inner.slice(0, first), "limits:", ...inner.slice(first)];
}
