import { Option, type Command } from "commander";
import type { ExplainFlags } from "../actions/explain.ts";
import type { Context } from "../context.ts";
import { addReadFlags } from "../flags/scan-flags.ts";

/** `faastrail explain`: why an automation did or did not become an incident, stage by stage. */
export function addExplainCommand(program: Command, context: Context): void {
  const explain = program
    .command("explain")
    .description("why a function, flow or script did or did not become an incident")
    .argument("[what...]", "an incident id (inc_...), and the files or folders to read, or - for standard input")
    .option("--automation <id or name>", "the function, flow or script in question")
    .addOption(new Option("--format <name>", "text for people, or one JSON object a line").choices(["text", "jsonl"]));
  addReadFlags(explain).action(async (words: string[], flags: ExplainFlags) => {
    const { explainAndTell } = await import("../actions/explain.ts");
    await explainAndTell(words, flags, context);
  });
}
