import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../source/index.ts';
import { DEFAULT_CHECK } from '../check-query.ts';
import { checkSigma, fixSigma } from './check-sigma.ts';
import { yamlNotes } from './comments.ts';
import { SIGMA_LINT_RULES } from './rules/index.ts';
import { exampleRule } from './testing/example-rule.ts';

const RUNS = process.env.SPOOR_FULL ? 5000 : 300;

describe('comments of YAML', () => {
  it('are told from what only looks like one, at their place', () => {
    const text = "a: '# no' # one\n# two\nb: |\n  # no\nc: x#no\n---\n  # three\nd: [1, # four\n 2]";
    const { comments } = yamlNotes(text);
    expect(comments.map((one) => one.text)).toEqual(['# one', '# two', '# three', '# four']);
    for (const { text: own, span } of comments) expect(text.slice(span.start, span.end)).toBe(own);
    expect(comments.map(({ next }) => text[next!])).toEqual(['b', 'b', 'd', '2']);
    expect(yamlNotes('\ufeff# x\na: 1').comments[0]!.span).toEqual({ start: 1, end: 4 });
  });

  it('aliases and merge keys are seen', () => {
    expect(yamlNotes('a: &x 1\nb: *x').hasAliases).toBe(true);
    expect(yamlNotes('a: &x {c: 1}\nb:\n  <<: *x').hasAliases).toBe(true);
    expect(yamlNotes("a: '*x'\nb: a*").hasAliases).toBe(false);
  });
});

describe('whatever stands in a file', () => {
  const examples = SIGMA_LINT_RULES.flatMap(({ bad, good }) => [...bad, ...good]).map(exampleRule);
  const pieces = [
    '*',
    '\\',
    "'",
    '"',
    '|',
    ':',
    '- ',
    '\n',
    '[',
    '{',
    '#',
    '&a ',
    '*a',
    '\t',
    'not ',
    '|all',
    '~',
    '\r\n',
    '---\n',
    '0x1',
    '(?',
  ];
  const change = fc.tuple(fc.nat(), fc.nat(8), fc.constantFrom(...pieces));
  const texts = fc
    .tuple(fc.constantFrom(...examples), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([text, changes]) =>
      changes.reduce((left, [at, length, piece]) => {
        const start = at % (left.length + 1);
        return left.slice(0, start) + piece + left.slice(start + length);
      }, text),
    );

  it('is checked and fixed without an end of its own, findings lie in the text, and fixing twice changes nothing more', () => {
    let mended = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const source = new SourceText('1.yml', text);
        const [checked] = checkSigma([source], DEFAULT_CHECK);
        for (const { span } of checked!.findings) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
        const classes = ['repair', 'safe', 'suggested'] as const;
        const fixed = fixSigma(source, classes, DEFAULT_CHECK);
        if (fixed.applied.length > 0) mended++;
        expect(fixSigma(fixed.source, classes, DEFAULT_CHECK).source.text).toBe(fixed.source.text);
        const refusals = (one: SourceText): number =>
          checkSigma([one], DEFAULT_CHECK)[0]!.findings.filter(({ severity }) => severity === 'fails').length;
        const sure = fixSigma(source, ['repair', 'safe'], DEFAULT_CHECK).source;
        expect(refusals(sure), sure.text).toBeLessThanOrEqual(refusals(source));
      }),
      { numRuns: RUNS },
    );
    expect(mended).toBeGreaterThan(RUNS / 20);
  }, 300_000);
});

describe('fixes that change keys of one mapping', () => {
  const fixedSelection = (...lines: string[]): string => {
    const head = 'title: T\nlogsource: {product: acme}\ndetection:\n  a:\n';
    const body = lines.map((line) => `    ${line}\n`).join('');
    const { text } = fixSigma(
      new SourceText('1.yml', `${head}${body}  condition: a\n`),
      ['safe'],
      DEFAULT_CHECK,
    ).source;
    return text.slice(head.length, text.indexOf('  condition'));
  };

  it.each([
    ['of another entry', ["y|startswith: '10'", "y|all: 'a*'"]],
    ['of each other', ["y: 'a*'", "y|startswith|all: 'b'"]],
  ])('do not make one key of two: %s', (_, lines) => {
    const keys = fixedSelection(...lines).match(/y[|\w]*/g);
    expect(new Set(keys).size).toBe(2);
  });

  it('are made one after the other', () => {
    expect(fixedSelection("x: 'a*'", "y|all: '*b'")).toBe("    x|startswith: 'a'\n    y|endswith: 'b'\n");
  });
});
