import type { WrittenField } from '../../../event/index.ts';
import { WasmPool } from '../../../value/index.ts';
import type { Binding } from './binding.ts';
import { FIELDS, FIELDS_POOL, FIELDS_POOL_END } from './layout.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** What the kernel may read behind constant bytes. */
const BEHIND = 16;
/** Bytes around a value. */
const QUOTES = 2;

/** How the kernel writes a field. */
const ALWAYS = 0;
const TELLING = 1;
const SYSTEM = 2;

/** A field as the kernel writes it: its slot, -1 for a constant that stands in the key. */
interface Step {
  readonly slot: number;
  readonly key: Uint8Array;
  readonly how: number;
}

interface Program {
  /** Where it stands; 0 if the kernel cannot write these fields. */
  readonly place: number;
  readonly generation: number;
}

/** Writes fields of the record laid out as JSON text, by programs that the kernel runs (`kernel/evtx/fields.ts`). */
export class StoredFields {
  readonly #pool: WasmPool;
  readonly #run: (program: number, chunk: number, recordSize: number) => number;
  /** By bytes, each as a character. */
  readonly #keys = new Map<string, number>();
  readonly #programs = new WeakMap<Binding, Map<readonly WrittenField[], Program>>();
  /** Programs of an earlier one are gone. */
  #generation = 0;

  constructor(buffer: ArrayBuffer, run: (program: number, chunk: number, recordSize: number) => number) {
    this.#pool = new WasmPool(buffer, FIELDS_POOL, FIELDS_POOL_END);
    this.#run = run;
  }

  /** The text of fields of the record laid out, whose places `binding` knows; undefined if it takes reading them. */
  textOf(fields: readonly WrittenField[], binding: Binding, chunk: number, recordSize: number): string | undefined {
    const { place } = this.#programOf(fields, binding);
    const end = place === 0 ? 0 : this.#run(place, chunk, recordSize);
    return end === 0 ? undefined : decoder.decode(this.#pool.bytes.subarray(FIELDS, end));
  }

  #programOf(fields: readonly WrittenField[], binding: Binding): Program {
    let programs = this.#programs.get(binding);
    if (!programs) {
      programs = new Map();
      this.#programs.set(binding, programs);
    }
    let program = programs.get(fields);
    if (program?.generation !== this.#generation) {
      const steps = stepsOf(fields, binding);
      const place = steps ? this.#store(steps) || this.#storeAnew(steps) : 0;
      program = { place, generation: this.#generation };
      programs.set(fields, program);
    }
    return program;
  }

  /** Where a program stands: how many fields, most bytes beside values, most often that a value is written, the fields; 0 if there is no room. */
  #store(steps: readonly Step[]): number {
    const keys = steps.map(({ key }) => this.#key(key));
    if (keys.includes(0)) return 0;
    const numbers = steps.flatMap(({ slot, key, how }, i) => [slot, keys[i]!, key.length, how]);
    const most = steps.reduce((sum, { key }) => sum + key.length + QUOTES, 0);
    const usesOf = (slot: number): number => (slot < 0 ? 0 : steps.filter((other) => other.slot === slot).length);
    const repeated = Math.max(...steps.map(({ slot }) => usesOf(slot)));
    return this.#pool.store([steps.length, most, repeated, ...numbers]);
  }

  /** Forgets all programs, of which some may be of use no more. */
  #storeAnew(steps: readonly Step[]): number {
    this.#pool.clear();
    this.#keys.clear();
    this.#generation++;
    return this.#store(steps);
  }

  /** Where the bytes of a key stand; 0 if there is no room. */
  #key(key: Uint8Array): number {
    const text = String.fromCharCode(...key);
    let place = this.#keys.get(text) ?? 0;
    if (place === 0) {
      place = this.#pool.take(key.length + BEHIND);
      if (place === 0) return 0;
      this.#pool.bytes.set(key, place);
      this.#keys.set(text, place);
    }
    return place;
  }
}

/** How fields are written; undefined if the kernel cannot do it. */
function stepsOf(fields: readonly WrittenField[], binding: Binding): readonly Step[] | undefined {
  const steps: Step[] = [];
  for (const { name, field, ifTelling } of fields) {
    const source = binding.writtenSource(field);
    if (!source || (source.kind === 'system' && ifTelling)) return undefined;
    if (source.kind === 'literal') {
      const saysNothing = source.text === '' || source.text === '-';
      if (saysNothing && ifTelling) continue;
      steps.push({ slot: -1, key: keyOf(name, JSON.stringify(source.text)), how: ALWAYS });
    } else {
      const how = source.kind === 'system' ? SYSTEM : ifTelling ? TELLING : ALWAYS;
      steps.push({ slot: source.slot, key: keyOf(name, ''), how });
    }
  }
  return steps.length === 0 ? undefined : steps;
}

function keyOf(name: string, value: string): Uint8Array {
  return encoder.encode(`,${JSON.stringify(name)}:${value}`);
}
