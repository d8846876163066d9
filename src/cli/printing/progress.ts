import type { Stream } from "../io.ts";
import { thousands } from "../../util/thousands.ts";

interface Done {
  readonly files: number;
  readonly totalFiles: number;
  readonly records: number;
}

/** A bar on the last line of a terminal; on anything else, nothing at all. */
export interface Progress {
  readonly update: (done: Done) => void;
  /** Takes the bar away so that other lines can follow. */
  readonly clear: () => void;
}

const BAR = 24;
const CLEAR_LINE = "\r\u001b[2K";

export function progressBar(stream: Stream, enabled: boolean): Progress {
  if (!enabled || !stream.isTTY) return { update: () => {}, clear: () => {} };
  return {
    update: (done) => stream.write(CLEAR_LINE + barLine(done, stream.columns)),
    clear: () => stream.write(CLEAR_LINE),
  };
}

function barLine({ files, totalFiles, records }: Done, columns: number): string {
  const full = totalFiles === 0 ? 0 : Math.round((files / totalFiles) * BAR);
  const line = `${"█".repeat(full)}${"░".repeat(BAR - full)} ${files}/${totalFiles} files, ${thousands(records)} records`;
  return line.slice(0, Math.max(0, columns - 1));
}
