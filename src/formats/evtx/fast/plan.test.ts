import { expect, test } from 'vitest';
import type { PatternContent, PatternElement } from '../pattern.ts';
import { INNER } from './layout.ts';
import { payloadPartOf, USE } from './plan.ts';

function element(name: string, content: readonly PatternContent[], label?: string): PatternElement {
  const attributes = label === undefined ? [] : [{ name: 'Name', pieces: [{ kind: 'text' as const, text: label }] }];
  return { kind: 'pattern', name, selfClosing: false, dependency: -1, attributes, content: [...content] };
}

const slot = (index: number): PatternContent => ({ kind: 'slot', index });
const text: PatternContent = { kind: 'text', text: 'x' };

/** How slots of the payload with these elements are used. */
function usesOf(...data: PatternElement[]): (number | undefined)[] {
  const { uses } = payloadPartOf(element('Event', [slot(0)]), 0, element('EventData', data));
  return [0, 1].map((index) => uses.get(INNER + index));
}

test('an array repeats an element that holds it alone, and changes any other', () => {
  expect(usesOf(element('Data', [slot(0)], 'A'), element('Data', [slot(1), text], 'B'))).toEqual([
    USE.repeatable,
    USE.plain,
  ]);
  expect(usesOf(element('Data', [slot(0)], 'A'), element('Data', [slot(0), text], 'B'))[0]).toBe(USE.plain);
});
