import type { Command, Option } from "commander";
import { outputs } from "../../outputs/registry.ts";

/** What a shell needs to know about the command line, read from the program itself, so that it is never stale. */

/** What may follow an option or stand as an argument. */
export type Values = { readonly words: readonly string[] } | { readonly files: "any" | "folders" } | { readonly free: true };

export interface FlagShape {
  /** All spellings, such as `-o` and `--output`. */
  readonly names: readonly string[];
  readonly description: string;
  readonly repeatable: boolean;
  /** Null for a flag that takes no value. */
  readonly values: Values | null;
}

export interface CommandShape {
  /** Words that lead to the command, such as `rules list`; empty for the program itself. */
  readonly path: string;
  readonly description: string;
  readonly subcommands: readonly { readonly name: string; readonly description: string }[];
  readonly flags: readonly FlagShape[];
  /** What the first argument may be, or null when it takes none. */
  readonly argument: Values | null;
}

/** Every command below and including `program`, parents first. */
export function commandLineOf(program: Command): readonly CommandShape[] {
  return below(program, "");
}

function below(command: Command, path: string): readonly CommandShape[] {
  const help = command.createHelp();
  const children = help.visibleCommands(command);
  const [argument] = command.registeredArguments;
  const shape: CommandShape = {
    path,
    description: command.description(),
    subcommands: children.map((child) => ({ name: child.name(), description: child.description() })),
    flags: help.visibleOptions(command).map(flagShape),
    argument: argument === undefined ? null : valuesOf(argument.argChoices, argument.name()),
  };
  return [shape, ...children.flatMap((child) => (child.name() === "help" ? [] : below(child, `${path} ${child.name()}`.trim())))];
}

function flagShape(option: Option): FlagShape {
  const takesValue = option.required || option.optional;
  const valueName = /[<[]([^>\]]+)[>\]]/.exec(option.flags)?.[1] ?? "";
  return {
    names: [option.short, option.long].filter((name) => name !== undefined && name !== null),
    description: option.description,
    repeatable: option.description.includes("(repeatable)"),
    values: takesValue ? valuesOf(option.argChoices ?? knownWords(option), valueName) : null,
  };
}

/** Output formats are checked together with `-o`, so commander does not know them as choices. */
function knownWords(option: Option): readonly string[] | undefined {
  const isOutputFormat = option.long === "--format" && outputs.every(({ id }) => option.description.includes(`${id}: `));
  return isOutputFormat ? outputs.map(({ id }) => id) : undefined;
}

/** Names of values say what is meant: `<file>`, `<dir>`, `[path...]`. */
function valuesOf(words: readonly string[] | undefined, valueName: string): Values {
  if (words !== undefined) return { words };
  if (/^dir\b/.test(valueName)) return { files: "folders" };
  return /^(file|path|what)\b/.test(valueName) ? { files: "any" } : { free: true };
}
