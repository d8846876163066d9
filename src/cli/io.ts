/** Everything of the outside world that commands touch, so that tests can pass their own. */
export interface Io {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder in which `faastrail.yaml` is looked for. */
  readonly cwd: string;
  /** Milliseconds since 1970 UTC, for `--since`. */
  readonly now: () => number;
}

export interface Stream {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number;
}

/** The real process. A reader that went away (`| head`) ends writing, not the program. */
export function processIo(): Io {
  return { stdout: stream(process.stdout), stderr: stream(process.stderr), env: process.env, cwd: process.cwd(), now: Date.now };
}

function stream(target: NodeJS.WriteStream): Stream {
  let closed = false;
  target.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    closed = true;
  });
  return {
    write: (text) => {
      if (!closed) target.write(text);
    },
    isTTY: target.isTTY ?? false,
    columns: target.columns ?? 80,
  };
}
