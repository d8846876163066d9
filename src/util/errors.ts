/** A mistake in what the user gave (flag, path, YAML, configuration): told plainly, exit code 2. */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly next: string | undefined;

  /** `message` says what is wrong and where; `next` says what to do about it. */
  constructor(message: string, next?: string, options?: { cause?: unknown }) {
    super(message, options);
    this.next = next;
  }
}
