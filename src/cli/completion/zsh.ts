import type { CommandShape, FlagShape, Values } from "./command-line.ts";

/** One function for each command, with zsh's own `_arguments`. */
export function zshCompletion(name: string, commands: readonly CommandShape[]): string {
  return `#compdef ${name}
# ${name} completion for zsh. Load it in this shell with: source <(${name} completion zsh)
# or save it as _${name} in a folder of $fpath.
${commands.map((command) => commandFunction(name, command)).join("\n")}
if [ "$funcstack[1]" = "_${name}" ]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}

function commandFunction(name: string, command: CommandShape): string {
  const specs = command.flags.flatMap(flagSpecs);
  if (command.subcommands.length === 0) {
    const argument = command.argument === null ? [] : [quoted(`*:${argumentAction(command.argument)}`)];
    return `${functionName(name, command.path)}() {\n${argumentsCall([...specs, ...argument], "")}\n}`;
  }
  const names = command.subcommands.map(({ name: sub, description }) => quoted(`${sub}:${plain(description)}`));
  const dispatch = command.subcommands
    .filter((sub) => sub.name !== "help")
    .map((sub) => `        ${sub.name}) ${functionName(name, `${command.path} ${sub.name}`.trim())} ;;`);
  return `${functionName(name, command.path)}() {
  local context state state_descr line
  typeset -A opt_args
${argumentsCall([...specs, quoted("1: :->command"), quoted("*:: :->rest")], " -C")}
  case $state in
    command) local -a commands=(${names.join(" ")}); _describe -t commands command commands ;;
    rest)
      case $line[1] in
${dispatch.join("\n")}
      esac ;;
  esac
}`;
}

function argumentsCall(specs: readonly string[], mode: string): string {
  return `  _arguments -s${mode} ${specs.map((spec) => `\\\n    ${spec}`).join(" ")}`;
}

/** One spec for each spelling; spellings of one flag exclude each other, unless it may be repeated. */
function flagSpecs({ names, description, repeatable, values }: FlagShape): readonly string[] {
  const exclusive = repeatable ? "*" : `(${names.join(" ")})`;
  const action = values === null ? "" : `:${argumentAction(values)}`;
  return names.map((flag) => quoted(`${exclusive}${flag}[${plain(description)}]${action}`));
}

function argumentAction(values: Values): string {
  if ("words" in values) return `value:(${values.words.join(" ")})`;
  if ("files" in values) return values.files === "folders" ? "folder:_files -/" : "file:_files";
  return "value: ";
}

function functionName(name: string, path: string): string {
  return `_${[name, ...path.split(" ")].filter((part) => part !== "").join("_")}`;
}

/** Brackets and colons have a meaning in specs; descriptions do without. */
function plain(description: string): string {
  return description.replaceAll(/[[\]\\]/g, "").replaceAll(":", " -");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
