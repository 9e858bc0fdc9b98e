import type { UnitRun } from '../../../event/index.ts';
import type { Frame } from './frame.ts';
import { INNER } from './layout.ts';
import type { ListSource, Source } from './source.ts';
import { lengthOfText } from './value-texts.ts';

/** Units of a chunk: all texts of a record, each taken once, fit in. */
const ROOM = 32_768;
const STRING = 0x01;
const ANSI_STRING = 0x02;
const BIN_XML = 0x21;
const STRINGS = 0x81;
/** Bytes between two values that are looked at with them. */
const NEAR = 64;
const MOST_LITERALS = 4096;

/** Texts of the record in a frame as runs of code units. */
export class UnitRuns {
  readonly #frame: Frame;
  readonly #run = { units: new Uint16Array(ROOM) as Uint16Array, start: 0, end: 0 };
  readonly #literals = new Map<string, Uint16Array>();
  /** Copies of texts that stand at odd offsets, one behind the other. */
  #copies = this.#run.units;
  #copied = 0;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  /** The record changed: its texts' copies are no longer needed. */
  move(): void {
    this.#copied = 0;
  }

  /** The run of a source; undefined if it is no single text. */
  of(source: Source | ListSource): UnitRun | undefined {
    if (source.kind === 'literal') return this.#ofText(source.text);
    return source.kind === 'slot' ? this.ofSlot(source.slot) : undefined;
  }

  #ofText(text: string): UnitRun {
    const run = this.#run;
    run.units = this.#literal(text);
    run.start = 0;
    run.end = text.length;
    return run;
  }

  /** The run of a slot's value. */
  ofSlot(slot: number): UnitRun | undefined {
    const { chunk, offsets, sizes, types } = this.#frame;
    if (types[slot] !== STRING) return undefined;
    const run = this.#run;
    const at = offsets[slot]!;
    const size = sizes[slot]!;
    if ((at & 1) === 0 || chunk.isShifted) {
      run.units = chunk.units(at);
      run.start = at >> 1;
      run.end = run.start + lengthOfText(chunk.view, at, size);
    } else this.#copy(chunk.view, at, size);
    return run;
  }

  /**
   * Runs in which all values stand that are text and have `least` units or more: values that lie side by side are one run, whatever stands
   * between them. False if one is put together of several or of a kind that this does not read.
   */
  all(visit: (run: UnitRun) => void, least: number): boolean {
    const { plan, outer, inner } = this.#frame;
    const { literals } = plan;
    if (literals === null) return false;
    if (literals.length >= least) visit(this.#ofText(literals));
    const { payloadSlot } = outer;
    const behind = payloadSlot < 0 ? outer.slots : payloadSlot;
    return (
      this.#visit(0, behind, visit, least) &&
      this.#visit(behind + 1, outer.slots, visit, least) &&
      this.#visit(INNER, INNER + (inner?.slots ?? 0), visit, least)
    );
  }

  /** Visits the texts in a range of slots; false if one holds what this does not read. What stands behind a NUL is visited too. */
  #visit(first: number, behind: number, visit: (run: UnitRun) => void, least: number): boolean {
    const { offsets, sizes, types } = this.#frame;
    // Bytes of the run at hand.
    let from = 0;
    let end = 0;
    for (let slot = first; slot < behind; slot++) {
      const size = sizes[slot]!;
      const type = types[slot]!;
      if (type !== STRING && type !== STRINGS) {
        if (size === 0 || (type !== ANSI_STRING && type < BIN_XML)) continue;
        return false;
      }
      if (size < 2 * least) continue;
      const at = offsets[slot]!;
      if (at < end || at > end + NEAR || ((at ^ from) & 1) !== 0) {
        this.#visitBytes(from, end, visit);
        from = at;
      }
      end = at + size;
    }
    this.#visitBytes(from, end, visit);
    return true;
  }

  #visitBytes(from: number, end: number, visit: (run: UnitRun) => void): void {
    if (end === from) return;
    const run = this.#run;
    // So many values are looked at that the shifted copy of the chunk pays.
    run.units = this.#frame.chunk.units(from);
    run.start = from >> 1;
    run.end = run.start + ((end - from) >> 1);
    visit(run);
  }

  /** A text at an odd offset is copied up to its NUL: that costs less than the shifted chunk, which makers of strings need. */
  #copy(view: DataView, at: number, size: number): void {
    const count = size >> 1;
    if (this.#copied + count > this.#copies.length) {
      this.#copies = new Uint16Array(Math.max(ROOM, count));
      this.#copied = 0;
    }
    const units = this.#copies;
    const run = this.#run;
    let out = this.#copied;
    run.units = units;
    run.start = out;
    for (const end = out + count; out < end; out++, at += 2) {
      const unit = view.getUint16(at, true);
      if (unit === 0) break;
      units[out] = unit;
    }
    run.end = out;
    this.#copied = out;
  }

  /** Code units of a text that a template holds. */
  #literal(text: string): Uint16Array {
    let units = this.#literals.get(text);
    if (!units) {
      units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
      if (this.#literals.size >= MOST_LITERALS) this.#literals.clear();
      this.#literals.set(text, units);
    }
    return units;
  }
}
