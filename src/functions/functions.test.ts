import { describe, expect, test } from 'vitest';
import type { Value } from '../value/index.ts';
import { EXAMPLE_CONTEXT, FUNCTIONS, type FunctionContext } from './index.ts';

function run(
  name: string,
  args: readonly Value[],
  context: Partial<FunctionContext> = {},
): { result: unknown; codes: string[] } {
  const codes: string[] = [];
  const result = FUNCTIONS.get(name)!.evaluate(args, {
    ...EXAMPLE_CONTEXT,
    warn: (code) => codes.push(code),
    ...context,
  });
  return { result, codes };
}

describe.each([...FUNCTIONS.values()].map((definition) => [definition.name, definition] as const))(
  '%s',
  (name, definition) => {
    test('has examples, a summary and a name of its own', () => {
      expect(definition.examples.length).toBeGreaterThan(0);
      expect(definition.summary).toMatch(/^[A-Zex].*\.$/);
      expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z0-9]*$/);
    });

    test.each(definition.examples.map((example) => [JSON.stringify(example.args), example] as const))(
      'of %s',
      (_title, { args, result }) => {
        const required = definition.parameters.filter((one) => !one.optional && !one.variadic).length;
        expect(args.length).toBeGreaterThanOrEqual(required);
        expect(definition.evaluate(args, EXAMPLE_CONTEXT)).toEqual(result);
      },
    );

    test('null in means null out, where it says so', () => {
      if (definition.nulls === 'own' || definition.parameters.length === 0) return;
      const args = definition.parameters.filter((one) => !one.variadic).map(() => null);
      expect(definition.evaluate(args, EXAMPLE_CONTEXT)).toBeNull();
    });

    test('any value may come in', () => {
      const values: readonly Value[] = [
        null,
        undefined,
        '',
        'x',
        '5',
        -1,
        1e300,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        true,
      ];
      const count = Math.max(1, definition.parameters.length);
      for (const a of values) {
        for (const b of values)
          expect(() => definition.evaluate([a, b, a, b].slice(0, count), EXAMPLE_CONTEXT)).not.toThrow();
      }
    });
  },
);

describe('warnings', () => {
  test.each<[string, readonly Value[], string]>([
    ['text.substring', ['abc', -1], 'function/substring-bounds'],
    ['text.format', ['%x', 'ff'], 'function/format'],
    ['ip.isPrivate', ['host-1'], 'function/not-an-address'],
    ['time.format', [0, 'HH', 'europe/berlin'], 'function/unknown-zone'],
    ['time.format', ['0', 'HH'], 'function/format-text'],
    ['time.format', [0, 'bb'], 'function/date-pattern'],
    ['hash.hex', ['x', 'crc32'], 'function/unknown-hash'],
    ['text.replaceRegex', ['x', '(?=a)', ''], 'function/replace-pattern'],
  ])('%s of %j', (name, args, code) => expect(run(name, args).codes).toEqual([code]));

  test('no search window', () => {
    expect(run('time.rangeStart', [], { range: undefined })).toEqual({ result: null, codes: ['function/no-range'] });
    expect(run('time.bucket', [0, 5], { range: undefined }).codes).toEqual(['function/no-range']);
  });
});

describe('slices keep the clock of the zone at the start of the window (spec sumo §9.3)', () => {
  const range = { from: Date.parse('2024-03-30T00:00:00+01:00'), to: Date.parse('2024-04-02T00:00:00+02:00') };
  const day = (time: string): unknown => {
    const { result } = run('time.slice', [Date.parse(time), 86_400_000], { timeZone: 'Europe/Berlin', range });
    return new Date(result as number).toISOString();
  };
  test('days begin at local midnight, and an hour late behind the change', () => {
    expect(day('2024-03-30T12:00:00Z')).toBe('2024-03-29T23:00:00.000Z');
    expect(day('2024-04-01T12:00:00Z')).toBe('2024-03-31T23:00:00.000Z');
  });
});
