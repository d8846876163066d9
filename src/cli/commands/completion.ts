import { Argument, type Command } from "commander";
import { bashCompletion } from "../completion/bash.ts";
import { commandLineOf, type CommandShape } from "../completion/command-line.ts";
import { fishCompletion } from "../completion/fish.ts";
import { zshCompletion } from "../completion/zsh.ts";
import type { Context } from "../context.ts";

const SHELLS: Readonly<Record<string, (name: string, commands: readonly CommandShape[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

const HOW_TO = `
Load it in the running shell:
  bash  eval "$(faastrail completion bash)"
  zsh   source <(faastrail completion zsh)
  fish  faastrail completion fish | source
Put that line into ~/.bashrc, ~/.zshrc or ~/.config/fish/config.fish to keep it.`;

/** `faastrail completion SHELL`: a script that completes commands, flags and their values. */
export function addCompletionCommand(program: Command, context: Context): void {
  program
    .command("completion")
    .description("print a script that completes this command line in a shell")
    .addArgument(new Argument("<shell>", "which shell").choices(Object.keys(SHELLS)))
    .addHelpText("after", HOW_TO)
    .action((shell: string) => {
      const script = SHELLS[shell];
      if (script !== undefined) context.io.stdout.write(script(program.name(), commandLineOf(program)));
    });
}
