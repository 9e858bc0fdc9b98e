import { describe, expect, it } from 'vitest';
import type { ScopeNode } from './ast.ts';
import { parseSumo } from './parser.ts';

/** The scope as nested lists, short enough to compare. */
function shape(node: ScopeNode): unknown {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { [node.kind]: node.items.map(shape) };
    case 'not':
      return { not: shape(node.item) };
    case 'term':
      return node.text;
    case 'phrase':
      return `"${node.value}"`;
    case 'fieldTest':
      return `${node.name.name}${node.operator}${node.quoted ? `"${node.value}"` : node.value}`;
    default:
      return node.kind;
  }
}

describe('parseScope', () => {
  it.each<[string, unknown]>([
    ['', 'all'],
    ['*', 'all'],
    ['| count', 'all'],
    ['// note\nerror', 'error'],
    ['a b OR c d', { or: [{ and: ['a', 'b'] }, { and: ['c', 'd'] }] }],
    ['!"x y" and NOT (a or b)', { and: [{ not: '"x y"' }, { not: { or: ['a', 'b'] } }] }],
    ['a AND !_sourceName=x*', { and: ['a', { not: '_sourceName=x*' }] }],
    ['_sourceCategory = Labs/windows*', '_sourceCategory=Labs/windows*'],
    ['"x-event"="Merge Request" host.name=web*', { and: ['x-event="Merge Request"', 'host.name=web*'] }],
    ['a != b', 'a!=b'],
    ['"\\"Channel\\":\\"Security\\""', '""Channel":"Security""'],
    ['10.1.2.3 C:/x a@b.example', { and: ['10.1.2.3', 'C:/x', 'a@b.example'] }],
    ['{{scope}}', 'template'],
    ['_index={{i}}_x', '_index={{i}}_x'],
    ['x [subquery: y | compose z]', { and: ['x', 'subquery'] }],
    ['geo://location', 'geo://location'],
    ['or_ order not_a', { and: ['or_', 'order', 'not_a'] }],
  ])('reads %j', (text, expected) => {
    const { query, diagnostics } = parseSumo(text);
    expect(diagnostics).toEqual([]);
    expect(shape(query.scope)).toEqual(expected);
  });

  it.each([
    ['(a or b | count', 'expected'],
    ['a or | count', 'expected'],
    ['a) | count', 'expected'],
    ['_index= | count', 'expected a value'],
    ['"abc | count', 'no closing quote'],
  ])('reports %j and still reads the stages', (text, message) => {
    const { query, diagnostics } = parseSumo(text);
    expect(diagnostics[0]?.message).toContain(message);
    expect(diagnostics[0]?.severity).toBe('fails');
    if (!text.startsWith('"')) expect(query.stages.map((stage) => stage.operator)).toEqual(['aggregate']);
  });
});
