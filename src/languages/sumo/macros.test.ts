import { describe, expect, it } from 'vitest';
import { expandMacros, type Macro } from './macros.ts';

const MACROS = new Map<string, Macro>([
  ['plain', { text: 'where a = 1', arguments: [] }],
  ['two', { text: 'where {{A}} = {{ B }} and c = "{{A}}" | {{other}}', arguments: ['A', 'B'] }],
  ['outer', { text: '`plain` | `two({{X}}, 2)`', arguments: ['X'] }],
  ['round', { text: '* | `about`', arguments: [] }],
  ['about', { text: '`round`', arguments: [] }],
]);
const expand = (text: string) => expandMacros(text, MACROS);

describe('expandMacros', () => {
  it.each([
    ['* | `plain` | count', '* | where a = 1 | count'],
    ['* | `two(f, "x, (y")`', '* | where f = "x, (y" and c = "f" | {{other}}'],
    ['* | `outer(g(1, 2))`', '* | where a = 1 | where g(1, 2) = 2 and c = "g(1, 2)" | {{other}}'],
    ['`plain`', 'where a = 1'],
    ['* | where a = "`plain`" // `plain`', '* | where a = "`plain`" // `plain`'],
    ['* | where a matches /`plain`/', '* | where a matches /`plain`/'],
  ])('%s', (text, expected) => {
    const { text: expanded, diagnostics } = expand(text);
    expect(expanded).toBe(expected);
    expect(diagnostics).toEqual([]);
  });

  it('leads back to the call', () => {
    const text = '* | `plain` | count';
    const { text: expanded, map } = expand(text);
    const at = expanded.indexOf('= 1');
    expect(map.outerSpan({ start: at, end: at + 1 })).toEqual({ start: 4, end: 11 });
    const count = expanded.indexOf('count');
    expect(map.outerSpan({ start: count, end: count + 5 })).toEqual({ start: 14, end: 19 });
  });

  it.each([
    ['* | `plian`', 'sumo/unknown-macro', 'no macro `plian` is in spoor.yaml; did you mean `plain`?'],
    ['* | `zzzzzz`', 'sumo/unknown-macro', 'no macro `zzzzzz` is in spoor.yaml'],
    ['* | `two(1)`', 'sumo/invalid-macro', 'the macro `two` takes 2 arguments, not 1'],
    ['* | `plain(1)`', 'sumo/invalid-macro', 'the macro `plain` takes 0 arguments, not 1'],
    ['`round`', 'sumo/invalid-macro', 'the macro `round` calls itself'],
    [`* ${'| `plain`'.repeat(51)}`, 'sumo/invalid-macro', 'more than 50 macros are put into this query'],
  ])('reports %s', (text, code, message) => {
    expect(expand(text).diagnostics).toMatchObject([{ code, message }]);
  });
});
