import type { PayloadField } from './payload-plan.ts';
import type { Plan } from './plan.ts';
import type { SystemField } from './system-plan.ts';

/** What a step writes behind its constant bytes. */
export const STEP = {
  end: 0,
  /** An element's value, left out if NULL or empty. */
  content: 1,
  /** An attribute's value, left out if NULL. */
  attribute: 2,
  /** A literal that depends on a value. */
  literal: 3,
  /** The value of a payload element, the empty text if NULL, several if it is an array. */
  payload: 4,
  open: 5,
  close: 6,
  /** A payload field of several sources; the slot is its place. */
  several: 7,
} as const;

/** Numbers per step: kind, constant run written always (start, length), run written with the value (start, length), slot, dependency. */
export const STEP_SIZE = 7;

/**
 * How a plan's events are written: constant bytes, keys and literals rendered beforehand, and between them the values. Every key
 * starts with a comma; the first one's is overwritten by the brace.
 */
export interface LineProgram {
  readonly steps: Int32Array;
  readonly words: Int32Array;
  /** Bytes of constants, and most often that one value is written: what a line may need at most. */
  readonly constants: number;
  readonly uses: number;
}

const encoder = new TextEncoder();

class Assembler {
  readonly #steps: number[] = [];
  readonly #bytes: number[] = [];
  readonly #uses = new Map<number, number>();
  #pending: number[] = [];

  constant(text: string): void {
    this.#pending.push(...encoder.encode(text));
  }

  step(kind: number, key: string, slot: number, dependency: number): void {
    this.#steps.push(kind, ...this.#run(this.#pending), ...this.#run(encoder.encode(key)), slot, dependency);
    this.#pending = [];
  }

  use(slot: number): void {
    this.#uses.set(slot, (this.#uses.get(slot) ?? 0) + 1);
  }

  program(): LineProgram {
    this.step(STEP.end, '', 0, -1);
    const bytes = Uint8Array.from(this.#bytes);
    return {
      steps: Int32Array.from(this.#steps),
      words: new Int32Array(bytes.buffer),
      constants: bytes.length,
      uses: Math.max(1, ...this.#uses.values()),
    };
  }

  #run(bytes: Iterable<number>): [start: number, length: number] {
    const start = this.#bytes.length / 4;
    this.#bytes.push(...bytes);
    const length = this.#bytes.length - start * 4;
    while (this.#bytes.length % 4 !== 0) this.#bytes.push(0);
    return [start, length];
  }
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

/** Assembles the program of a plan. */
export function lineProgramOf({ system, payload }: Plan): LineProgram {
  const assembler = new Assembler();
  for (const field of system) addSystem(assembler, field);
  assembler.step(STEP.open, `,"${payload.kind}":`, 0, -1);
  for (const [place, field] of payload.fields.entries()) addPayload(assembler, field, place);
  assembler.step(STEP.close, '', 0, -1);
  return assembler.program();
}
