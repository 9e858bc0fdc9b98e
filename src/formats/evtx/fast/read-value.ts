import type { Raw } from '../../../event/index.ts';
import type { TextNode } from '../element.ts';
import type { Slot } from '../pattern.ts';
import { decodeArray, decodeScalar } from '../values.ts';
import type { Frame } from './frame.ts';
import { isNullValue } from './null-value.ts';
import type { PayloadField, PayloadSource } from './payload-plan.ts';
import type { Source } from './source.ts';
import type { SystemField } from './system-plan.ts';
import { idText, stringText, timeText } from './value-texts.ts';
import type { ChunkView } from './window.ts';

const ARRAY = 0x80;
const STRING = 0x01;
/** A scalar value, null for NULL. */
export function rawAt(chunk: ChunkView, at: number, size: number, type: number): Raw {
  switch (type) {
    case 0x00:
      return null;
    case STRING:
      return stringText(chunk, at, size);
    case 0x04:
      return size < 1 ? null : chunk.array[at]!;
    case 0x06:
      return size < 2 ? null : chunk.view.getUint16(at, true);
    case 0x08:
      return size < 4 ? null : chunk.view.getUint32(at, true);
    case 0x0f:
    case 0x13:
    case 0x14:
    case 0x15:
      return isNullValue(chunk, at, size, type) ? null : idText(chunk, at, size, type);
    case 0x11:
      return size < 8 ? null : timeText(chunk, at, size);
    default:
      return decodeScalar(chunk.bytes, at, size, type).raw;
  }
}

function rawOfSlot(frame: Frame, slot: number): Raw {
  return rawAt(frame.chunk, frame.offsets[slot]!, frame.sizes[slot]!, frame.types[slot]!);
}

function textOfSlot(frame: Frame, slot: number): string {
  const type = frame.types[slot]!;
  if (type === STRING) return stringText(frame.chunk, frame.offsets[slot]!, frame.sizes[slot]!);
  return decodeScalar(frame.chunk.bytes, frame.offsets[slot]!, frame.sizes[slot]!, type).text;
}

function textOfPieces(frame: Frame, pieces: readonly (Slot | TextNode)[]): string {
  return pieces.map((piece) => (piece.kind === 'slot' ? textOfSlot(frame, piece.index) : piece.text)).join('');
}

function textOfSource(frame: Frame, source: Source): string {
  switch (source.kind) {
    case 'none':
      return '';
    case 'literal':
      return source.text;
    case 'slot':
      return textOfSlot(frame, source.slot);
    case 'pieces':
      return textOfPieces(frame, source.pieces);
  }
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
      values.push(textOfPieces(frame, pieces));
    }
  }
}

/** True if a value on which an element depends is NULL. */
export function isAbsent(frame: Frame, slot: number): boolean {
  return frame.types[slot]! < ARRAY && frame.isNull(slot);
}

/** Value of a payload field of the record in a frame; undefined if the record does not have it. */
export function payloadValue(frame: Frame, field: PayloadField): Raw {
  if (field.slot >= 0 && frame.types[field.slot]! < ARRAY) return rawOfSlot(frame, field.slot) ?? '';
  const values: Raw[] = [];
  for (const source of field.sources) addValues(frame, source, values);
  if (values.length === 0) return undefined;
  return field.isArray || values.length > 1 ? values : values[0];
}

/** Value of a System field of the record in a frame; undefined if the record does not have it. */
export function systemValue(frame: Frame, { source, dependency, keepsEmpty }: SystemField): Raw {
  if (dependency >= 0 && isAbsent(frame, dependency)) return undefined;
  if (source.kind === 'list') return source.items.map((item) => textOfSource(frame, item));
  const raw = source.kind === 'slot' ? rawOfSlot(frame, source.slot) : textOfSource(frame, source);
  if (source.kind === 'literal') return raw;
  return raw === null || (raw === '' && !keepsEmpty) ? undefined : raw;
}
