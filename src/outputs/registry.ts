import type { OutputFormat } from "./contract.ts";
import { html } from "./html-format.ts";
import { jsonl } from "./jsonl.ts";
import { table } from "./table.ts";

/** Every output format. A new one is a file in this folder and a line here. */
export const outputs: readonly OutputFormat[] = [table, jsonl, html];
