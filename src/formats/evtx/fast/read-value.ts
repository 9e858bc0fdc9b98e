import type { Raw } from '../../../event/index.ts';
import { decodeArray, decodeScalar } from '../values.ts';
import type { Frame } from './frame.ts';
import type { PayloadField, PayloadSource } from './payload-plan.ts';
import type { SystemField } from './system-plan.ts';
import type { ChunkView } from './window.ts';

const ARRAY = 0x80;
const STRING = 0x01;
const PIECE = 4096;

/** Text of a run of code units; lone surrogates stay as they are. A text of its own, never a slice of another. */
export function textOfUnits(units: Uint16Array, start: number, end: number): string {
  if (end - start <= PIECE) return String.fromCharCode.apply(null, units.subarray(start, end) as unknown as number[]);
  let text = '';
  for (let at = start; at < end; at += PIECE) text += textOfUnits(units, at, Math.min(end, at + PIECE));
  return text;
}

/** Index behind the last unit of a string value that starts at unit `start`: it ends at its first NUL. */
export function endOfText(units: Uint16Array, start: number, size: number): number {
  const most = start + (size >> 1);
  let end = start;
  while (end < most && units[end] !== 0) end++;
  return end;
}

function stringAt(chunk: ChunkView, at: number, size: number): string {
  const units = chunk.units(at);
  return textOfUnits(units, at >> 1, endOfText(units, at >> 1, size));
}

/** A scalar value, null for NULL. */
export function rawAt(chunk: ChunkView, at: number, size: number, type: number): Raw {
  if (type === STRING) return stringAt(chunk, at, size);
  return decodeScalar(chunk.bytes, at, size, type).raw;
}

function rawOfSlot(frame: Frame, slot: number): Raw {
  return rawAt(frame.chunk, frame.offsets[slot]!, frame.sizes[slot]!, frame.types[slot]!);
}

function textOfSlot(frame: Frame, slot: number): string {
  const type = frame.types[slot]!;
  if (type === STRING) return stringAt(frame.chunk, frame.offsets[slot]!, frame.sizes[slot]!);
  return decodeScalar(frame.chunk.bytes, frame.offsets[slot]!, frame.sizes[slot]!, type).text;
}

/** The values that an element brings: one, or one an item of an array; none if it is absent. */
function addValues(frame: Frame, { source, dependency, needsValue }: PayloadSource, values: Raw[]): void {
  if (dependency >= 0 && isAbsent(frame, dependency)) return;
  switch (source.kind) {
    case 'none':
      values.push('');
      return;
    case 'literal':
      values.push(source.text);
      return;
    case 'slot': {
      const type = frame.types[source.slot]!;
      if (type >= ARRAY) {
        const at = frame.offsets[source.slot]!;
        const items = decodeArray(frame.chunk.bytes, at, frame.sizes[source.slot]!, type & ~ARRAY);
        if (items.length === 0) values.push('');
        for (const { raw } of items) values.push(raw ?? '');
        return;
      }
      const raw = rawOfSlot(frame, source.slot);
      if (raw !== null || !needsValue) values.push(raw ?? '');
      return;
    }
    default: {
      const { pieces } = source;
      const isNull = pieces.every((piece) => piece.kind === 'slot' && frame.isNull(piece.index));
      if (isNull && needsValue) return;
      values.push(
        pieces.map((piece) => (piece.kind === 'slot' ? textOfSlot(frame, piece.index) : piece.text)).join(''),
      );
    }
  }
}

/** True if a value on which an element depends is NULL. */
export function isAbsent(frame: Frame, slot: number): boolean {
  return frame.types[slot]! < ARRAY && frame.isNull(slot);
}

/** Value of a payload field of the record in a frame; undefined if the record does not have it. */
export function payloadValue(frame: Frame, field: PayloadField): Raw {
  const values: Raw[] = [];
  for (const source of field.sources) addValues(frame, source, values);
  if (values.length === 0) return undefined;
  return field.isArray || values.length > 1 ? values : values[0];
}

/** Value of a System field of the record in a frame; undefined if the record does not have it. */
export function systemValue(frame: Frame, { source, dependency, keepsEmpty }: SystemField): Raw {
  if (dependency >= 0 && isAbsent(frame, dependency)) return undefined;
  if (source.kind === 'literal') return source.text;
  if (source.kind !== 'slot') return undefined;
  const raw = rawOfSlot(frame, source.slot);
  return raw === null || (raw === '' && !keepsEmpty) ? undefined : raw;
}
