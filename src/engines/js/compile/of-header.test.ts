import { expect, test } from 'vitest';
import type { EventHeader } from '../../../event/index.ts';
import type { Expr } from '../../../ir/index.ts';
import { Layout } from './layout.ts';
import { isOfHeader, oncePerHeader } from './of-header.ts';
import type { SlotRow } from './slot-row.ts';

const origin = { start: 0, end: 0 };
const field = (name: string): Expr => ({ kind: 'field', name, origin });
const present = (name: string): Expr => ({ kind: 'match', value: field(name), pattern: { kind: 'present' }, origin });
const nothing = (name: string): Expr => ({ kind: 'call', fn: 'test.null', args: [field(name)], origin });
const both = (...items: Expr[]): Expr => ({ kind: 'and', items, origin });

test('what reads the channel, the provider and the id alone is of the header', () => {
  const is = (expr: Expr, layout = Layout.EMPTY): boolean => isOfHeader(expr, layout);
  expect(is(both(present('_event.ID'), { kind: 'not', item: nothing('_event.channel'), origin }))).toBe(true);
  expect(is(both(present('_event.id'), present('Image')))).toBe(false);
  expect(is(present('_event.values'))).toBe(false);
  expect(is({ kind: 'search', text: 'a', form: 'terms', origin } as unknown as Expr)).toBe(false);
  // A column of the name hides the header, and some functions say something or end the row.
  expect(is(present('_event.id'), Layout.EMPTY.with('_event.id', 'any'))).toBe(false);
  expect(is({ kind: 'call', fn: 'network.inCidr', args: [field('_event.id')], origin })).toBe(false);
});

test('it is asked again when the header is another, and after it failed', () => {
  const asked: (number | undefined)[] = [];
  const holds = oncePerHeader(({ event: { header } }) => {
    asked.push(header.eventId);
    if (header.eventId === 0) throw new Error('no');
    return header.eventId === 1;
  });
  const row = (header: EventHeader) => ({ event: { header } }) as unknown as SlotRow;
  const [one, two, zero] = [row({ eventId: 1 }), row({ eventId: 2 }), row({ eventId: 0 })];
  expect([one, one, two, one].map(holds)).toEqual([true, true, false, true]);
  expect(asked).toEqual([1, 2, 1]);
  expect(() => holds(zero)).toThrow('no');
  expect(() => holds(zero)).toThrow('no');
});
