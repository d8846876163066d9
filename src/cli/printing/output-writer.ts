import { writeFileSync } from "node:fs";
import { UserError } from "../../util/errors.ts";
import type { Results, View } from "../../outputs/contract.ts";
import type { Io } from "../io.ts";
import type { PlannedOutput } from "./output-plan.ts";

/** Renders every planned output and puts it where it belongs. Returns the files written. */
export function writeOutputs(plan: readonly PlannedOutput[], results: Results, io: Io, view: View, force: boolean): readonly string[] {
  const files: string[] = [];
  for (const { format, file } of plan) {
    if (file === null) {
      io.stdout.write(format.render(results, view));
      continue;
    }
    writeReport(file, format.render(results, { width: 100, colour: false }), force);
    files.push(file);
  }
  return files;
}

/** Reports hold evidence, so only their owner may read them until somebody decides otherwise. */
function writeReport(file: string, text: string, force: boolean): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: force ? "w" : "wx" });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`-o ${file}: cannot be written: ${reason}`, "Choose another place, or use --force to overwrite.", { cause });
  }
}
