import type { CommandShape, Values } from "./command-line.ts";

/**
 * Works with the bash 3.2 of macOS and without the bash-completion package. Names come from our own
 * program: letters, digits and hyphens, so none needs quoting.
 */
export function bashCompletion(name: string, commands: readonly CommandShape[]): string {
  const paths = commands.map(({ path }) => path).filter((path) => path !== "");
  return `# ${name} completion for bash. Load it in this shell with: eval "$(${name} completion bash)"
_${name}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path="" word i
  COMPREPLY=()
  # Readline takes the equals sign of --flag=value for a word of its own.
  if [ "$cur" = "=" ]; then
    cur=""
  elif [ "$prev" = "=" ]; then
    prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case "\${path:+$path }$word" in
      ${paths.map((path) => `"${path}"`).join(" | ")}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path $prev" in
${commands.flatMap(flagCases).join("\n")}
  esac
  case "$path" in
${commands.map(commandCase).join("\n")}
  esac
}
complete -o bashdefault -o default -F _${name} ${name}
`;
}

function flagCases({ path, flags }: CommandShape): readonly string[] {
  return flags.flatMap(({ names, values }) => {
    if (values === null) return [];
    const patterns = names.map((flag) => `"${path} ${flag}"`).join(" | ");
    return [`    ${patterns}) ${reply(values)}; return ;;`];
  });
}

/** An empty reply lets bash complete file names, as for arguments that are files. */
function reply(values: Values): string {
  if ("words" in values) return `COMPREPLY=($(compgen -W "${values.words.join(" ")}" -- "$cur"))`;
  return "files" in values && values.files === "folders" ? 'COMPREPLY=($(compgen -d -- "$cur"))' : "COMPREPLY=()";
}

function commandCase({ path, subcommands, flags, argument }: CommandShape): string {
  const words = argument !== null && "words" in argument ? argument.words : [];
  const first = [...subcommands.map((command) => command.name), ...words].join(" ");
  const dashed = flags.flatMap(({ names }) => names).join(" ");
  return `    "${path}") if [ "\${cur:0:1}" = "-" ]; then COMPREPLY=($(compgen -W "${dashed}" -- "$cur")); else COMPREPLY=($(compgen -W "${first}" -- "$cur")); fi ;;`;
}
