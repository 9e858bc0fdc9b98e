import { type Diagnostic, defineDiagnostic } from '../diagnostic/index.ts';
import type { Span } from '../source/index.ts';

/** A part of a detection that its text in another language does not hold to the letter. */
export const approximateInTarget = defineDiagnostic<{ what: string }>({
  code: 'target/approximate',
  severity: 'uncertain',
  title: 'Written approximately',
  why: 'The other language has no exact form for this part; the message says on which events the two may differ.',
  help: 'Compare both on your own logs, with `spoor scan --rules` for either.',
});

/** A part of a detection that cannot be written in the other language. */
export const unsupportedInTarget = defineDiagnostic<{ what: string }>({
  code: 'target/unsupported',
  severity: 'fails',
  title: 'Cannot be written',
  why: 'The other language cannot say this, so nothing is written: a detection without it would be another one.',
  help: 'Leave the part out or write it otherwise in the source, then convert again.',
});

/** Every diagnostic of writing a plan in another language. */
export const WRITING_DIAGNOSTICS = [approximateInTarget, unsupportedInTarget] as const;

/** How a result stands to what it was made of. */
export type Fidelity = 'exact' | 'approximate' | 'unsupported';

/** The fidelity that notes amount to. */
export function fidelityOf(notes: readonly Diagnostic[]): Fidelity {
  if (notes.some((one) => one.severity === 'fails')) return 'unsupported';
  return notes.some((one) => one.code === approximateInTarget.code) ? 'approximate' : 'exact';
}

/** Collects notes on the parts of a plan that is being written, each once at its place. */
export class WritingNotes {
  readonly #notes: Diagnostic[] = [];

  get all(): readonly Diagnostic[] {
    return [...this.#notes].sort((a, b) => a.span.start - b.span.start);
  }

  #add(note: Diagnostic): void {
    const isKnown = this.#notes.some(
      ({ code, message, span }) => code === note.code && message === note.message && span.start === note.span.start,
    );
    if (!isKnown) this.#notes.push(note);
  }

  /** Notes what holds only nearly; `what` names the construct. */
  approximate(span: Span, what: string, message: string): void {
    this.#add(approximateInTarget.report({ span, message, data: { what } }));
  }

  /** Notes what cannot be written; `what` names the construct. */
  unsupported(span: Span, what: string, message: string): void {
    this.#add(unsupportedInTarget.report({ span, message, data: { what } }));
  }
}
