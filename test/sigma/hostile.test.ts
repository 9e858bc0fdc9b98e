import { describe, expect, test } from 'vitest';
import { type LoadedSigma, loadSigma, parsePipeline, parseSigma } from '../../src/languages/sigma/index.ts';
import { SourceText } from '../../src/source/index.ts';
import { BROKEN_RULES } from './broken-rules.ts';

const load = (text: string): LoadedSigma => loadSigma(parseSigma(new SourceText('r.yml', text)));

const SEEDS: readonly string[] = [
  ...BROKEN_RULES.map((one) => one.text),
  `title: seed
id: 3c1f8f8e-6a55-4c43-9d60-3a6d4b7f1e10
name: seed
logsource: {category: process_creation, product: windows}
detection:
  selection: {Image|endswith|windash: ['\\a -b', "x\\ty"], A|re|i: '(a|b)[[:alpha:]]{1,2}$', B|cidr: ::1/128, C|fieldref: D}
  filter: [{x|exists: true, h|hour|gte: 5}, {y: null}]
  condition: selection and not 1 of filter* or all of them
---
title: many
correlation: {type: value_count, rules: [seed], group-by: [u], timespan: 5m, condition: {field: x, gte: 2}, aliases: {u: {seed: v}}}
`,
  `vars: {a: [b]}
transformations:
- {id: x, type: field_name_mapping, mapping: {a: [b, c]}, rule_conditions: {s: {type: logsource, category: a}}, rule_cond_expr: not s}
- {type: replace_string, regex: '(a)', replacement: '\\1'}
`,
];

/** Numbers that look random, the same each time. */
function* numbers(seed: number): Generator<number> {
  for (;;) {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    yield seed / 0x7fffffff;
  }
}

const PIECES = [
  ':',
  '-',
  ' ',
  '\n',
  '|',
  '*',
  '?',
  '\\',
  "'",
  '"',
  '{',
  '}',
  '[',
  ']',
  '&a',
  '*a',
  '<<: ',
  '!!int ',
  '%',
  '(',
  ')',
  '\u0000',
  '\ud800',
];

describe('texts from anyone', () => {
  test('files with any change are read or refused, never thrown at', () => {
    const random = numbers(7);
    const next = (below: number): number => Math.min(below - 1, Math.floor(random.next().value! * below));
    let refused = 0;
    for (let round = 0; round < 1000; round++) {
      let text = SEEDS[next(SEEDS.length)]!;
      for (let change = next(3); change >= 0; change--) {
        const at = next(text.length + 1);
        const length = next(4);
        text = text.slice(0, at) + (next(3) === 0 ? '' : PIECES[next(PIECES.length)]!) + text.slice(at + length);
      }
      const source = new SourceText('r.yml', text);
      const loaded = loadSigma(parseSigma(source));
      refused += loaded.refused.length;
      for (const one of loaded.refused) {
        const found = one.diagnostics.find(({ severity }) => severity === 'fails');
        expect(found, text).toBeDefined();
        expect(found!.span.start, text).toBeLessThanOrEqual(text.length);
      }
      parsePipeline(source);
    }
    expect(refused).toBeGreaterThan(300);
  });

  test('nesting that the parser cannot follow is refused in words of the rule', () => {
    const text = `title: x\nlogsource: {category: test}\ndetection: {a: ${'['.repeat(9000)}${']'.repeat(9000)}, condition: a}\n`;
    expect(load(text).refused[0]?.diagnostics[0]?.message).toBe('the document is nested too deeply');
  });

  test('aliases that would fill the memory are refused', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `  l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`,
    );
    const text = `title: x\nlogsource: {category: test}\ndetection:\n  l0: &l0 [a, b]\n${levels.join('\n')}\n  condition: l0\n`;
    expect(load(text).refused[0]?.diagnostics[0]).toMatchObject({ code: 'sigma/invalid-yaml' });
  });

  test('an alias of the node that holds it is refused', () => {
    const text = 'title: x\nlogsource: {category: test}\ndetection: &d\n  a: [*d]\n  condition: a\n';
    expect(load(text).refused[0]?.diagnostics[0]).toMatchObject({ code: 'sigma/invalid-yaml' });
  });

  test('deep parentheses and names of built-in properties are only text', () => {
    const rule = (condition: string): string =>
      `title: x\nlogsource: {category: constructor}\ndetection:\n  toString: {__proto__|constructor: a}\n  a: {hasOwnProperty: b}\n  condition: ${condition}\n`;
    expect(load(rule('a')).refused[0]?.diagnostics.map((one) => one.code)).toContain('sigma/unknown-modifier');
    expect(
      load(rule(`${'('.repeat(5000)}a${')'.repeat(5000)}`)).refused[0]?.diagnostics.map((one) => one.code),
    ).toContain('sigma/invalid-condition');
    const fine = rule('a or toString').replace('|constructor', '|contains');
    expect(load(fine).rules).toHaveLength(1);
  });
});
