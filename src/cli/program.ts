import { Command } from "commander";
import { addCompletionCommand } from "./commands/completion.ts";
import { addConfigCommand } from "./commands/config.ts";
import { addExplainCommand } from "./commands/explain.ts";
import { addIncidentsCommand } from "./commands/incidents.ts";
import { addRulesCommand } from "./commands/rules.ts";
import { addScanCommand } from "./commands/scan.ts";
import { addStoreCommand } from "./commands/store.ts";
import type { Context } from "./context.ts";
import { programVersion } from "./version.ts";

const COMMANDS = [
  addScanCommand,
  addIncidentsCommand,
  addExplainCommand,
  addRulesCommand,
  addStoreCommand,
  addConfigCommand,
  addCompletionCommand,
];

const EXIT_CODES = `
Exit codes:
  0  ran and read everything
  1  incidents at or above --fail-on LEVEL (wins over 3)
  2  wrong usage, configuration or rule
  3  incomplete: something could not be read whole, or nothing usable was found
  4  internal error`;

/** The whole command line. Commands leave their exit code in `context`. */
export function buildProgram(context: Context): Command {
  const program = new Command("faastrail")
    .description("Finds abuse of serverless automation (MITRE ATT&CK T1648) in cloud audit logs and explains it.")
    .version(programVersion(), "-V, --version")
    .showHelpAfterError("(add --help for the options)")
    .addHelpText("after", EXIT_CODES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.io.stdout.write(text),
      writeErr: (text) => context.io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, "faastrail: ")),
      getOutHelpWidth: () => context.io.stdout.columns,
      getErrHelpWidth: () => context.io.stderr.columns,
    });
  for (const add of COMMANDS) add(program, context);
  return program;
}
