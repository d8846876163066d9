import type { CommandShape, FlagShape, Values } from "./command-line.ts";

/** One `complete` line for each word; a helper tells in which command the cursor stands. */
export function fishCompletion(name: string, commands: readonly CommandShape[]): string {
  const paths = commands.map(({ path }) => path).filter((path) => path !== "");
  return `# ${name} completion for fish. Load it in this shell with: ${name} completion fish | source
function __${name}_at
    set -l path
    for word in (commandline -opc)[2..-1]
        if contains -- "$path $word" ${paths.map((path) => quoted(` ${path}`)).join(" ")}
            set path "$path $word"
        end
    end
    test "$path" = "$argv[1]"
end
complete -c ${name} -f
${commands.flatMap((command) => commandLines(name, command)).join("\n")}
`;
}

function commandLines(name: string, { path, subcommands, flags, argument }: CommandShape): readonly string[] {
  const start = `complete -c ${name} -n ${quoted(`__${name}_at ${quoted(path === "" ? "" : ` ${path}`)}`)}`;
  return [
    ...subcommands.map((sub) => `${start} -a ${quoted(sub.name)} -d ${quoted(sub.description)}`),
    ...(argument === null ? [] : [`${start}${valueArguments(argument)}`]),
    ...flags.map(
      (flag) =>
        `${start}${spellings(flag)}${flag.values === null ? "" : ` -r${valueArguments(flag.values)}`} -d ${quoted(flag.description)}`,
    ),
  ];
}

function spellings({ names }: FlagShape): string {
  return names.map((flag) => (flag.startsWith("--") ? ` -l ${flag.slice(2)}` : ` -s ${flag.slice(1)}`)).join("");
}

function valueArguments(values: Values): string {
  if ("words" in values) return ` -f -a ${quoted(values.words.join(" "))}`;
  if ("files" in values) return values.files === "folders" ? " -f -a '(__fish_complete_directories)'" : " -F";
  return " -f";
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
