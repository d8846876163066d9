import { Option, type Command } from "commander";
import type { RulesFlags } from "../actions/rules.ts";
import { addCommonFlags, collect } from "../flags/common-flags.ts";
import type { Context } from "../context.ts";

/** `faastrail rules list|show|test|lint`: the stage rules, and Sigma rules of others with --rules. */
export function addRulesCommand(program: Command, context: Context): void {
  const rules = program.command("rules").description("list, show, test and lint the rules");
  const format = new Option("--format <name>", "text for people, or one JSON object a line").choices(["text", "jsonl"]);
  addFlags(rules.command("list").description("every rule with its stage and the fact that it makes"))
    .addOption(format)
    .action(async (flags: RulesFlags) => (await actions()).listRules(flags, context));
  addFlags(rules.command("show").description("one rule as it is written").argument("<id>")).action(async (id: string, flags: RulesFlags) =>
    (await actions()).showRule(id, flags, context),
  );
  addFlags(rules.command("test").description("run the cases beside every stage rule").argument("[dir]", "folder of stage rules")).action(
    async (dir: string | undefined, flags: RulesFlags) => (await actions()).runCases(dir, flags, context),
  );
  addFlags(rules.command("lint").description("what could be better about the rules").argument("[dir]", "folder of stage rules")).action(
    async (dir: string | undefined, flags: RulesFlags) => (await actions()).lintAll(dir, flags, context),
  );
}

function addFlags(command: Command): Command {
  return addCommonFlags(command).option("--rules <dir>", "folder with further Sigma rules, which annotate (repeatable)", collect);
}

function actions(): Promise<typeof import("../actions/rules.ts")> {
  return import("../actions/rules.ts");
}
