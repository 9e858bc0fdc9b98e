import type { PayloadField } from './payload-plan.ts';
import type { PayloadPart, SystemPart } from './plan.ts';
import { literalField, type SystemField } from './system-plan.ts';

/** What a step writes behind its constant bytes. */
export const STEP = {
  /** An element's value, left out if NULL or empty. */
  content: 0,
  /** An attribute's value, left out if NULL. */
  attribute: 1,
  /** Nothing. */
  none: 2,
  /** A literal that depends on a value. */
  literal: 3,
  /** The value of a payload element, the empty text if NULL, several if it is an array. */
  payload: 4,
  open: 5,
  close: 6,
  /** A payload field of several sources; the slot is its place. */
  several: 7,
} as const;

/**
 * Numbers per step: kind and slot (`slot * 8 + kind`), length of the constant run that is always written, length of the one
 * written with the value, slot that the step depends on or -1. Runs follow each other in the pool, each from a whole word on.
 */
export const STEP_SIZE = 4;

/**
 * How a part of an event is written: constant bytes, keys and literals rendered beforehand, and between them the values. Every key
 * starts with a comma; the first one's is overwritten by the brace.
 */
export interface LineProgram {
  readonly steps: Int32Array;
  readonly words: Float64Array;
  /** Most bytes that constants and punctuation take, and most often that one value is written. */
  readonly most: number;
  readonly uses: number;
}

const encoder = new TextEncoder();

class Assembler {
  readonly #steps: number[] = [];
  readonly #uses = new Map<number, number>();
  /** The pool; every character is a byte. */
  #pool = '';
  #pending = '';

  constant(text: string): void {
    this.#pending += text;
  }

  step(kind: number, key: string, slot: number, dependency: number): void {
    const always = this.#run(this.#pending);
    const own = this.#run(key);
    this.#steps.push(slot * 8 + kind, always, own, dependency);
    this.#pending = '';
  }

  use(slot: number): void {
    this.#uses.set(slot, (this.#uses.get(slot) ?? 0) + 1);
  }

  program(): LineProgram {
    this.step(STEP.none, '', 0, -1);
    const bytes = new Uint8Array(this.#pool.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = this.#pool.charCodeAt(i);
    const steps = Int32Array.from(this.#steps);
    return {
      steps,
      words: new Float64Array(bytes.buffer),
      most: bytes.length + 4 * steps.length,
      uses: Math.max(1, ...this.#uses.values()),
    };
  }

  #run(text: string): number {
    let bytes = text;
    if (/[^\x00-\x7f]/.test(text))
      bytes = Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte)).join('');
    this.#pool += bytes.padEnd(8 * wordsOf(bytes.length), '\0');
    return bytes.length;
  }
}

/** Words that a run of a length takes in the pool. */
export function wordsOf(length: number): number {
  return (length + 7) >> 3;
}

function addSystem(assembler: Assembler, { name, source, dependency, keepsEmpty }: SystemField): void {
  const key = `,${JSON.stringify(name)}:`;
  if (source.kind === 'slot') {
    assembler.use(source.slot);
    assembler.step(keepsEmpty ? STEP.attribute : STEP.content, key, source.slot, dependency);
  } else if (source.kind === 'literal') {
    const text = key + JSON.stringify(source.text);
    if (dependency < 0) assembler.constant(text);
    else assembler.step(STEP.literal, text, 0, dependency);
  }
}

function addPayload(assembler: Assembler, { name, isArray, sources }: PayloadField, place: number): void {
  const key = `,${JSON.stringify(name)}:`;
  for (const { source } of sources) {
    if (source.kind === 'slot') assembler.use(source.slot);
    if (source.kind === 'pieces')
      for (const piece of source.pieces) if (piece.kind === 'slot') assembler.use(piece.index);
  }
  const { source, dependency, needsValue } = sources[0]!;
  const isSimple = sources.length === 1 && !isArray && !needsValue && source.kind !== 'pieces';
  if (!isSimple) {
    assembler.step(STEP.several, key, place, -1);
  } else if (source.kind === 'slot') {
    if (dependency < 0) assembler.constant(key);
    assembler.step(STEP.payload, dependency < 0 ? '' : key, source.slot, dependency);
  } else {
    const text = key + JSON.stringify(source.kind === 'literal' ? source.text : '');
    if (dependency < 0) assembler.constant(text);
    else assembler.step(STEP.literal, text, 0, dependency);
  }
}

/** The program of an outer template's part. */
export function systemLineOf({ fields }: SystemPart): LineProgram {
  const assembler = new Assembler();
  for (const field of fields) addSystem(assembler, field);
  return assembler.program();
}

/** The program of a payload's part, the System field that names it first. */
export function payloadLineOf({ kind, fields, nameField }: PayloadPart): LineProgram {
  const assembler = new Assembler();
  if (nameField) addSystem(assembler, literalField(...nameField));
  assembler.step(STEP.open, `,"${kind}":`, 0, -1);
  for (const [place, field] of fields.entries()) addPayload(assembler, field, place);
  assembler.step(STEP.close, '', 0, -1);
  return assembler.program();
}
