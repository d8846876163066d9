import { Option, type Command } from "commander";
import type { ExportFlags, InfoFlags } from "../actions/store.ts";
import { addCommonFlags, collect } from "../flags/common-flags.ts";
import type { Context } from "../context.ts";

/** `faastrail store info|export`: what a store file holds. Neither changes it. */
export function addStoreCommand(program: Command, context: Context): void {
  const store = program.command("store").description("look into a store file that scan --store made");
  addCommonFlags(store.command("info").description("what made the store and what it holds").argument("<file>"))
    .option("--rules <dir>", "folder with the further Sigma rules that the scan had (repeatable)", collect)
    .addOption(new Option("--format <name>", "text for people, or one JSON object").choices(["text", "jsonl"]))
    .action(async (file: string, flags: InfoFlags) => (await actions()).tellStore(file, flags, context));
  addCommonFlags(store.command("export").description("the facts as JSON Lines, in the order of time").argument("<file>"))
    .option("-o, --output <file>", "write to this file instead of standard output")
    .option("--force", "overwrite an existing file")
    .action(async (file: string, flags: ExportFlags) => (await actions()).exportStore(file, flags, context));
}

function actions(): Promise<typeof import("../actions/store.ts")> {
  return import("../actions/store.ts");
}
