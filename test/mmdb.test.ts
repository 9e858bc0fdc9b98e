import { describe, expect, it } from 'vitest';
import { openMmdb, parseIp } from '../src/value/index.ts';
import { writeMmdb } from './write-mmdb.ts';

const ENTRIES = [
  ['192.0.2.0/24', { city: { names: { en: 'Springfield' } }, location: { latitude: 1.5 }, flags: [true, 'x'] }],
  ['198.51.100.128/25', { city: { names: { en: 'Köln' } } }],
] as const;

const address = (text: string): Uint8Array => Uint8Array.from(parseIp(text)!.bytes);

describe('MaxMind databases', () => {
  it.each([24, 28, 32] as const)('are read with records of %i bits', (recordSize) => {
    const reader = openMmdb(writeMmdb('Test-City', ENTRIES, recordSize))!;
    expect(reader.type).toBe('Test-City');
    expect(reader.find(address('192.0.2.77'))).toEqual(ENTRIES[0][1]);
    expect(reader.find(address('198.51.100.200'))).toEqual(ENTRIES[1][1]);
    expect(reader.find(address('198.51.100.1'))).toBeUndefined();
    expect(reader.find(address('2001:db8::1'))).toBeUndefined();
  });

  it('are told from other files', () => {
    expect(openMmdb(new TextEncoder().encode('no database'))).toBeUndefined();
    expect(openMmdb(new Uint8Array(0))).toBeUndefined();
  });

  it('cut or changed anywhere give an answer, never an exception', () => {
    const bytes = writeMmdb('Test-City', ENTRIES);
    for (let at = 0; at < bytes.length; at++) {
      for (const damaged of [bytes.slice(0, at), bytes.map((byte, index) => (index === at ? byte ^ 255 : byte))]) {
        expect(() => openMmdb(damaged)?.find(address('192.0.2.77'))).not.toThrow();
      }
    }
  });
});
