import { describe, expect, test } from 'vitest';
import { type EventMetadata, type PayloadKind, type RawField, RecordEvent } from '../event/index.ts';
import { canonicalEvent, canonicalLine } from './canonical.ts';

function eventOf(
  system: readonly RawField[],
  payload: readonly RawField[],
  payloadKind: PayloadKind,
  metadata: EventMetadata = {},
): RecordEvent {
  return new RecordEvent({
    header: {},
    origin: { file: 'a.ndjson', record: 1, offset: 0 },
    time: undefined,
    shape: 'windows-flat',
    ...{ payloadKind, system, payload, metadata },
  });
}

const NAMES = ['Image', 'User', 'EventData', '_index', '__proto__', 'a"b', 'é', '7', '07', '7a', '', 'Computer'];
const VALUES = ['x', '', '"\\\u2028\ud800', 1, -0, 2 ** 60, true, null, undefined, ['a', null, 2], []] as const;
const KINDS: readonly PayloadKind[] = ['EventData', 'UserData', 'fields'];

describe('the line of an event is the JSON of its object', () => {
  test('a name met twice keeps its first place and has its last value', () => {
    const twice: RawField[] = [
      ['a', 1],
      ['b', 2],
      ['a', 3],
    ];
    expect(canonicalLine(eventOf(twice, [['b', 4]], 'fields'))).toBe('{"a":3,"b":4}');
  });

  test('of any fields', () => {
    let seed = 7;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % below;
    };
    const fields = (): RawField[] =>
      Array.from({ length: next(6) }, () => [NAMES[next(NAMES.length)]!, VALUES[next(VALUES.length)]!] as RawField);
    for (let i = 0; i < 20_000; i++) {
      const metadata = next(3) === 0 ? { _index: 'main', _x: ['y'] } : {};
      const event = eventOf(fields(), fields(), KINDS[next(KINDS.length)]!, metadata);
      expect(canonicalLine(event)).toBe(JSON.stringify(canonicalEvent(event)));
    }
  });
});
