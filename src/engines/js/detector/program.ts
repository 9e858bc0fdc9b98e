/** Where a program ends. */
export const PASS = -1;
export const FAIL = -2;

/** What a program asks: of a test whether it may hold or may fail, of a group whether any of its tests may hold, or all may fail. */
export type Step =
  | { readonly kind: 'holds'; readonly number: number }
  | { readonly kind: 'fails'; readonly number: number }
  | { readonly kind: 'any'; readonly number: number }
  | { readonly kind: 'none'; readonly number: number }
  | { readonly kind: 'and'; readonly items: readonly Step[] }
  | { readonly kind: 'or'; readonly items: readonly Step[] };

/** Kinds of questions, in the lowest bits of a word. */
export const HOLDS = 0;
export const FAILS = 1;
export const ANY = 2;
export const NONE = 3;

const WORDS = { holds: HOLDS, fails: FAILS, any: ANY, none: NONE } as const;

/**
 * Programs in one row of numbers: three an instruction, which are the question, where to go on if it holds, and where if it does not.
 */
export class ProgramWriter {
  readonly #code: number[] = [];

  /** Writes a program; returns where it starts, or how it ends if it asks nothing. */
  add(step: Step): number {
    return this.#write(step, PASS, FAIL);
  }

  #write(step: Step, yes: number, no: number): number {
    if (step.kind === 'and' || step.kind === 'or') {
      const isAnd = step.kind === 'and';
      let next = isAnd ? yes : no;
      for (let i = step.items.length - 1; i >= 0; i--)
        next = isAnd ? this.#write(step.items[i]!, next, no) : this.#write(step.items[i]!, yes, next);
      return next;
    }
    const at = this.#code.length;
    this.#code.push((step.number << 2) | WORDS[step.kind], yes, no);
    return at;
  }

  finish(): Int32Array {
    return Int32Array.from(this.#code);
  }
}
