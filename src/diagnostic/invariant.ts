/** Thrown for faults of our own; the command line turns it into exit code 70. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Asserts what our own code promises; never used for a user's mistake. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
