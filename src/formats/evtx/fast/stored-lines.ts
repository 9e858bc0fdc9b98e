import type { WasmPool } from '../../../value/index.ts';
import { P_MOST, P_PAYLOAD, P_REPEATED, P_SYSTEM, PLAN_ENTRY, PLANS } from './layout.ts';
import { type LineProgram, STEP, STEP_SIZE } from './line-program.ts';
import type { PayloadField } from './payload-plan.ts';
import type { Plan } from './plan.ts';

const encoder = new TextEncoder();
/** What the kernel may read behind constant bytes. */
const BEHIND = 16;

/** Programs of lines as the kernel runs them (`kernel/lines.ts`). */
export class StoredLines {
  readonly #pool: WasmPool;
  readonly #programs = new Map<LineProgram, number>();
  readonly #plans = new Set<Plan>();

  constructor(pool: WasmPool) {
    this.#pool = pool;
  }

  forget(): void {
    this.#programs.clear();
    this.#plans.clear();
  }

  /** Stores how events of a plan are written, if the kernel can do so and was not told; `number` is the plan's. True if it did. */
  add(number: number, plan: Plan, system: LineProgram, payload: LineProgram): boolean {
    if (this.#plans.has(plan)) return false;
    this.#plans.add(plan);
    const pool = this.#pool;
    const entry = PLANS + PLAN_ENTRY * number;
    if (pool.int(entry + P_SYSTEM) !== 0) return false;
    const systemPlace = this.#programOf(system, []);
    const payloadPlace = this.#programOf(payload, plan.payload.fields);
    if (systemPlace === 0 || payloadPlace === 0) return false;
    pool.set(entry + P_SYSTEM, systemPlace);
    pool.set(entry + P_PAYLOAD, payloadPlace);
    pool.set(entry + P_MOST, system.most + payload.most);
    pool.set(entry + P_REPEATED, system.uses + payload.uses);
    return true;
  }

  /** Where a program stands; 0 if there is no room, or it has a value that is put together of several pieces. */
  #programOf(program: LineProgram, fields: readonly PayloadField[]): number {
    let place = this.#programs.get(program);
    if (place === undefined) {
      place = this.#store(program, fields);
      this.#programs.set(program, place);
    }
    return place;
  }

  /** A program: where its steps end, where its constants stand, the steps. */
  #store({ steps, words }: LineProgram, fields: readonly PayloadField[]): number {
    const constants = this.#constant(new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
    const place = this.#pool.take(8 + 4 * steps.length);
    if (constants === 0 || place === 0) return 0;
    this.#pool.set(place, place + 8 + 4 * steps.length);
    this.#pool.set(place + 4, constants);
    for (let i = 0; i < steps.length; i++) this.#pool.set(place + 8 + 4 * i, steps[i]!);
    for (let i = 0; i < steps.length; i += STEP_SIZE) {
      if ((steps[i]! & 7) !== STEP.several) continue;
      const sources = this.#sources(fields[steps[i]! >> 3]!);
      if (sources === 0) return 0;
      this.#pool.set(place + 8 + 4 * i, sources * 8 + STEP.several);
    }
    return place;
  }

  #constant(bytes: Uint8Array): number {
    const place = this.#pool.take(bytes.length + BEHIND);
    if (place !== 0) this.#pool.bytes.set(bytes, place);
    return place;
  }

  /** Where a field's sources stand: whether it is always a list, how many there are, and five numbers of each. */
  #sources({ isArray, sources }: PayloadField): number {
    const numbers = [isArray ? 1 : 0, sources.length];
    for (const { source, dependency, needsValue } of sources) {
      if (source.kind === 'pieces') return 0;
      const isSlot = source.kind === 'slot';
      const literal = encoder.encode(JSON.stringify(source.kind === 'literal' ? source.text : ''));
      const constant = isSlot ? 0 : this.#constant(literal);
      if (constant === 0 && !isSlot) return 0;
      numbers.push(isSlot ? source.slot : -1, dependency, needsValue ? 1 : 0, constant, literal.length);
    }
    return this.#pool.store(numbers);
  }
}
