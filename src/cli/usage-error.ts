/** Wrong use: one clear line, exit code 2, nothing was run. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** A second line that says what to try. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** Exit codes of the command line's contract. */
export const EXIT = { ok: 0, failed: 1, usage: 2, damaged: 3, fault: 70, interrupted: 130 } as const;
