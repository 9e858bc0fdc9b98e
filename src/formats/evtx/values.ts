import { formatTime, type Raw } from '../../event/index.ts';
import type { Bytes } from './bytes.ts';
import { NULL_VALUE, type TypedValue } from './element.ts';
import { formatSystemTime, timeOfFileTime } from './file-time.ts';

/** BinXML value types that code names (spec evtx-format §8.1); 0x80 added is an array of them. */
export const TYPE = {
  null: 0x00,
  string: 0x01,
  ansi: 0x02,
  binary: 0x0e,
  guid: 0x0f,
  fileTime: 0x11,
  sid: 0x13,
  binXml: 0x21,
  array: 0x80,
} as const;

/** Size in bytes of the types that have one; others take what the descriptor says. */
const SIZE: Readonly<Record<number, number>> = {
  3: 1,
  4: 1,
  5: 2,
  6: 2,
  7: 4,
  8: 4,
  9: 8,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  15: 16,
  17: 8,
  18: 16,
  20: 4,
  21: 8,
};

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
/** Bytes 0x80 to 0x9f of windows-1252; Node 20's TextDecoder takes them for Latin-1 controls. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function hexOf(bytes: Bytes, at: number, size: number): string {
  let text = '';
  for (let i = 0; i < size; i++) text += HEX[bytes.u8(at + i)];
  return text;
}

function hex64(bytes: Bytes, at: number): string {
  const high = bytes.u32(at + 4);
  const low = bytes.u32(at);
  return high === 0 ? `0x${low.toString(16)}` : `0x${high.toString(16)}${low.toString(16).padStart(8, '0')}`;
}

function integer64(bytes: Bytes, at: number, signed: boolean): number | string {
  const low = bytes.u32(at);
  const high = signed ? bytes.view.getInt32(at + 4, true) : bytes.u32(at + 4);
  const value = high * 4_294_967_296 + low;
  if (Number.isSafeInteger(value)) return value;
  return String(signed ? bytes.view.getBigInt64(at, true) : bytes.view.getBigUint64(at, true));
}

function guidText(bytes: Bytes, at: number): string {
  const part = (start: number, size: number): string => {
    let text = '';
    for (let i = size - 1; i >= 0; i--) text += HEX[bytes.u8(start + i)];
    return text;
  };
  const tail = hexOf(bytes, at + 8, 8);
  return `{${part(at, 4)}-${part(at + 4, 2)}-${part(at + 6, 2)}-${tail.slice(0, 4)}-${tail.slice(4)}}`;
}

/** Bytes that a SID takes, by its count of sub-authorities, or 0 if it does not fit. */
function sidSize(bytes: Bytes, at: number, size: number): number {
  if (size < 8) return 0;
  const whole = 8 + 4 * bytes.u8(at + 1);
  return whole <= size ? whole : 0;
}

function sidText(bytes: Bytes, at: number): string {
  const authority = bytes.view.getUint16(at + 2, false) * 4_294_967_296 + bytes.view.getUint32(at + 4, false);
  let text = `S-${bytes.u8(at)}-${authority >= 4_294_967_296 ? `0x${authority.toString(16)}` : authority}`;
  for (let i = 0; i < bytes.u8(at + 1); i++) text += `-${bytes.u32(at + 8 + 4 * i)}`;
  return text;
}

/** The shortest decimal text that reads back as the same 32-bit float. */
function float32Text(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  for (let digits = 1; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(value);
}

function utf16Text(bytes: Bytes, at: number, size: number): string {
  let units = 0;
  const most = size >> 1;
  while (units < most && bytes.u16(at + units * 2) !== 0) units++;
  return bytes.utf16(at, units);
}

function ansiText(bytes: Bytes, at: number, size: number): string {
  let text = '';
  for (let i = 0; i < size; i++) {
    const byte = bytes.u8(at + i);
    if (byte === 0) break;
    text += byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252[byte - 0x80] : String.fromCharCode(byte);
  }
  return text;
}

function value(type: number, raw: Raw, text = String(raw)): TypedValue {
  return { kind: 'value', type, raw, text };
}

/**
 * Decodes one scalar value. A size below the type's own gives NULL, a greater one is read as far as the type goes; unknown
 * types give their bytes in hex (spec evtx-format §8.1).
 */
export function decodeScalar(bytes: Bytes, at: number, size: number, type: number): TypedValue {
  const natural = SIZE[type];
  if (natural !== undefined && size < natural) return NULL_VALUE;
  switch (type) {
    case 0x00:
      return NULL_VALUE;
    case 0x01:
      return value(type, utf16Text(bytes, at, size));
    case 0x02:
      return value(type, ansiText(bytes, at, size));
    case 0x03:
      return value(type, bytes.view.getInt8(at));
    case 0x04:
      return value(type, bytes.u8(at));
    case 0x05:
      return value(type, bytes.view.getInt16(at, true));
    case 0x06:
      return value(type, bytes.u16(at));
    case 0x07:
      return value(type, bytes.view.getInt32(at, true));
    case 0x08:
      return value(type, bytes.u32(at));
    case 0x09:
      return value(type, integer64(bytes, at, true));
    case 0x0a:
      return value(type, integer64(bytes, at, false));
    case 0x0b:
      return value(type, float32Text(bytes.view.getFloat32(at, true)));
    case 0x0c:
      return value(type, String(bytes.view.getFloat64(at, true)));
    case 0x0d:
      return value(type, bytes.u32(at) !== 0);
    case 0x0f:
      return value(type, guidText(bytes, at));
    case 0x10:
      if (size < 4) return NULL_VALUE;
      return value(type, size >= 8 ? hex64(bytes, at) : `0x${bytes.u32(at).toString(16)}`);
    case 0x11:
      return value(type, formatTime(timeOfFileTime(bytes.u32(at), bytes.u32(at + 4))));
    case 0x12: {
      const text = formatSystemTime(Array.from({ length: 8 }, (_, i) => bytes.u16(at + 2 * i)));
      return text === null ? NULL_VALUE : value(type, text);
    }
    case 0x13:
      return sidSize(bytes, at, size) === 0 ? NULL_VALUE : value(type, sidText(bytes, at));
    case 0x14:
      return value(type, `0x${bytes.u32(at).toString(16)}`);
    case 0x15:
      return value(type, hex64(bytes, at));
    default:
      return value(type, hexOf(bytes, at, size).toUpperCase());
  }
}

/** Items of strings separated by a NUL; a NUL at the end starts no further item (spec evtx-format §8.2). */
function decodeStrings(bytes: Bytes, at: number, size: number, type: number): TypedValue[] {
  const width = type === TYPE.string ? 2 : 1;
  const items: TypedValue[] = [];
  const end = at + size - (size % width);
  for (let start = at; start < end; ) {
    let stop = start;
    while (stop < end && (width === 2 ? bytes.u16(stop) : bytes.u8(stop)) !== 0) stop += width;
    items.push(decodeScalar(bytes, start, stop - start, type));
    start = stop + width;
  }
  return items;
}

/** Decodes an array's items; `type` is the item's type (spec evtx-format §8.2). Items cut off at the end are left out. */
export function decodeArray(bytes: Bytes, at: number, size: number, type: number): TypedValue[] {
  if (type === TYPE.string || type === TYPE.ansi) return decodeStrings(bytes, at, size, type);
  const items: TypedValue[] = [];
  if (type === TYPE.sid) {
    for (let used = 0; used < size; ) {
      const step = sidSize(bytes, at + used, size - used);
      if (step === 0) break;
      items.push(decodeScalar(bytes, at + used, step, type));
      used += step;
    }
    return items;
  }
  const step = SIZE[type] ?? (type === 0x10 ? (size % 8 === 0 ? 8 : 4) : 0);
  if (step === 0) return size === 0 ? [] : [decodeScalar(bytes, at, size, type)];
  for (let used = 0; used + step <= size; used += step) items.push(decodeScalar(bytes, at + used, step, type));
  return items;
}
