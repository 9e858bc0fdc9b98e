import { describe, expect, it } from 'vitest';
import { fillTemplates } from './fill-templates.ts';

const VALUES = new Map([
  ['x', 'value'],
  ['a.b-c', '9'],
]);

describe('fillTemplates', () => {
  it.each([
    ['{{x}} {{{x}}} {{ x }} $$x ${x} {{a.b-c}}', 'value value value value value 9'],
    ['* | limit {{n}} | where a = "{{x}}"', '* | limit {{n}} | where a = "value"'],
    ['* | replace(a, /(?<x>b)/, "${x}-{{x}}") as c', '* | replace(a, /(?<x>b)/, "${x}-value") as c'],
    ['* | replace(a, /(?<y>b)/, "${x}") as c', '* | replace(a, /(?<y>b)/, "value") as c'],
  ])('%s', (text, expected) => {
    expect(fillTemplates(text, VALUES).text).toBe(expected);
  });

  it('leads back to the template', () => {
    const { text, map } = fillTemplates('a {{x}} b', VALUES);
    expect(map.outerSpan({ start: text.indexOf('alu'), end: text.indexOf('b') })).toEqual({ start: 2, end: 8 });
  });
});
