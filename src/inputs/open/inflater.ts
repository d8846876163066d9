import { createGunzip } from "node:zlib";

/** A gunzip stream that is fed by hand and says exactly how far it came. */
export interface Inflater {
  /** Feeds some bytes; null once they, or any before them, were no gzip data. */
  push(slice: Buffer): Promise<readonly Buffer[] | null>;
  /** Ends the input; false if data was missing or wrong. */
  finish(): Promise<boolean>;
  close(): void;
}

/** Members one after the other are one stream, and zero bytes after the last are padding, as for gzip itself. */
export function createInflater(): Inflater {
  const gunzip = createGunzip();
  let output: Buffer[] = [];
  let failed = false;
  gunzip.on("data", (chunk: Buffer) => output.push(chunk));
  gunzip.on("error", () => {
    failed = true;
  });
  /** Waits for a stream call, and one turn longer, so that all output of it has arrived. */
  const settled = (call: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => void setImmediate(resolve);
      gunzip.once("close", done);
      call(done);
    });
  return {
    push: async (slice) => {
      if (failed) return null;
      await settled((done) => gunzip.write(slice, done));
      if (failed) return null;
      const made = output;
      output = [];
      gunzip.removeAllListeners("close");
      return made;
    },
    finish: async () => {
      if (!failed) await settled((done) => gunzip.end(done));
      return !failed;
    },
    close: () => void gunzip.destroy(),
  };
}
