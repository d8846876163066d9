import type { OutputFormat } from "./contract.ts";
import { csv } from "./csv.ts";
import { html } from "./html-format.ts";
import { jsonl } from "./jsonl.ts";
import { markdown } from "./markdown.ts";
import { ocsf } from "./ocsf.ts";
import { table } from "./table.ts";
import { timesketch } from "./timesketch.ts";

/** Every output format. A new one is a file in this folder and a line here. */
export const outputs: readonly OutputFormat[] = [table, jsonl, html, markdown, csv, timesketch, ocsf];
