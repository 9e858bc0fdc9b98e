import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { interpreter } from '../../src/engines/js/interpret.ts';
import { schemaOf } from '../../src/ir/index.ts';
import { loadSigma, parseSigma } from '../../src/languages/sigma/index.ts';
import { eventOf, pipelinesOf, rowsOf } from '../../src/languages/sigma/testing/run-rule.ts';
import { rowObject } from '../../src/scan/index.ts';
import { SourceText } from '../../src/source/index.ts';

type Fields = Readonly<Record<string, unknown>>;

const base = (name: string, extra = ''): string => `title: rule ${name}
name: ${name}
logsource: {category: test}
detection: {selection: {kind: ${name}}, condition: selection}
${extra}---
`;

const correlation = (body: string, head = ''): string => `title: together
${head}correlation:
${body.replace(/^/gm, '  ')}
---
`;

/** An event of a kind at a second of a day. */
const at = (seconds: number, kind: string, fields: Fields = {}): Fields => ({
  TimeCreated: new Date(Date.UTC(2024, 4, 1) + seconds * 1000).toISOString(),
  kind,
  ...fields,
});

/** Rows of all rules, by title, on both engines; the order in which events are given does not matter. */
function firings(text: string, events: readonly Fields[], ...pipelines: readonly string[]): Record<string, unknown>[] {
  const { rules, refused } = loadSigma(parseSigma(new SourceText('c.yml', text)), pipelinesOf(...pipelines));
  if (refused[0]) throw new Error(refused[0].diagnostics.map((one) => one.message).join('; '));
  const [first, second, reversed] = [
    [interpreter, events],
    [compiledEngine, events],
    [compiledEngine, events.toReversed()],
  ].map(([engine, given]) =>
    rules.flatMap(({ head, plan }) =>
      rowsOf(plan, (given as readonly Fields[]).map(eventOf), engine as typeof interpreter).map((row) => ({
        title: head.title,
        ...rowObject(row, schemaOf(plan)),
      })),
    ),
  );
  expect(second).toEqual(first);
  expect(reversed).toEqual(first);
  return first!;
}

const count = (body: string) => (events: readonly Fields[]) =>
  firings(`${base('a')}${correlation(`rules: [a]\n${body}`)}`, events);

describe('event_count', () => {
  const run = count('type: event_count\ngroup-by: [user]\ntimespan: 1m\ncondition: {gte: 3}');

  test('counts hits of a group, without regard to the case of its letters', () => {
    expect(
      run([
        at(0, 'a', { user: 'Bob' }),
        at(1, 'a', { user: 'eve' }),
        at(2, 'a', { user: 'bob' }),
        at(3, 'a', { user: 'BOB' }),
      ]),
    ).toEqual([{ title: 'together', user: 'BOB', measure: 3, events: 3 }]);
  });

  test('case 40: the window slides, its ends included', () => {
    const burst = (last: number): Fields[] => [at(50, 'a'), at(70, 'a'), at(last, 'a')];
    expect(run(burst(110))).toHaveLength(1);
    expect(run(burst(111))).toHaveLength(0);
  });

  test('fires once while it holds, again after the time span, and again after it did not hold', () => {
    const every = (step: number, times: number, from = 0): Fields[] =>
      Array.from({ length: times }, (_, i) => at(from + i * step, 'a'));
    expect(run(every(10, 7))).toHaveLength(1);
    expect(run(every(10, 13))).toHaveLength(2);
    expect(run([...every(1, 3), ...every(1, 3, 200)])).toHaveLength(2);
  });

  test('a missing group is a group of its own', () => {
    expect(run([at(0, 'a'), at(1, 'a'), at(2, 'a', { user: 'x' })])).toEqual([]);
    expect(run([at(0, 'a'), at(1, 'a'), at(2, 'a')])).toMatchObject([{ user: null, measure: 3 }]);
  });

  test('only hits of the rule count, and rules that are referred to are silent', () => {
    expect(run([at(0, 'a'), at(1, 'b'), at(2, 'a')])).toEqual([]);
  });

  test('hits of all rules count together; events without time are left out', () => {
    const text = `${base('a')}${base('b')}${correlation('type: event_count\nrules: [a, b]\ntimespan: 1m\ncondition: {gt: 1}')}`;
    expect(firings(text, [at(0, 'a'), at(1, 'b')])).toHaveLength(1);
    expect(firings(text, [at(0, 'a'), { kind: 'b' }])).toHaveLength(0);
  });
});

describe('conditions that wait for the end of the window', () => {
  test('case 43: eq is decided when the window has ended', () => {
    const run = count('type: event_count\ntimespan: 1m\ncondition: {eq: 2}');
    expect(run([at(0, 'a'), at(1, 'a')])).toMatchObject([{ measure: 2 }]);
    expect(run([at(0, 'a'), at(1, 'a'), at(2, 'a'), at(3, 'a')].slice(0, 1))).toEqual([]);
  });

  test('lt fires once a window', () => {
    const run = count('type: event_count\ntimespan: 1m\ncondition: {lt: 3}');
    expect(run([at(0, 'a'), at(1, 'a'), at(2, 'a')])).toEqual([]);
    expect(run([at(0, 'a'), at(1, 'a'), at(100, 'a')])).toMatchObject([{ measure: 2 }, { measure: 1 }]);
  });

  test('neq, and a range', () => {
    expect(count('type: event_count\ntimespan: 1m\ncondition: {neq: 1}')([at(0, 'a')])).toEqual([]);
    expect(count('type: event_count\ntimespan: 1m\ncondition: {neq: 1}')([at(0, 'a'), at(1, 'a')])).toHaveLength(1);
    const range = count('type: event_count\ntimespan: 1m\ncondition: {gt: 1, lte: 2}');
    expect(range([at(0, 'a'), at(1, 'a')])).toHaveLength(1);
    expect(range([at(0, 'a')])).toHaveLength(0);
  });
});

describe('values', () => {
  const measured = (type: string, condition: string) => count(`type: ${type}\ntimespan: 1m\ncondition: ${condition}`);
  const sizes = (...values: readonly unknown[]): Fields[] =>
    values.map((size, i) => at(i, 'a', { size, host: `H${i % 2}` }));

  test('value_count counts distinct values, and tuples of several fields', () => {
    const run = measured('value_count', '{field: host, gte: 2}');
    expect(run([at(0, 'a', { host: 'x' }), at(1, 'a', { host: 'X' }), at(2, 'a')])).toEqual([]);
    expect(run([at(0, 'a', { host: 'x' }), at(1, 'a', { host: 'y' })])).toMatchObject([{ measure: 2 }]);
    const tuples = measured('value_count', '{field: [host, size], gte: 3}');
    expect(tuples(sizes(1, 1, 1))).toEqual([]);
    expect(tuples(sizes(1, 1, 2))).toMatchObject([{ measure: 3 }]);
  });

  test('value_sum, value_avg and value_median take numbers, as text too', () => {
    expect(measured('value_sum', '{field: size, gt: 10}')(sizes('5', 'x', 6))).toMatchObject([
      { measure: 11, events: 3 },
    ]);
    expect(measured('value_avg', '{field: size, gte: 2.5}')(sizes(1, 4))).toMatchObject([{ measure: 2.5 }]);
    expect(measured('value_median', '{field: size, gte: 3}')(sizes(1, 3, 9))).toMatchObject([{ measure: 3 }]);
    expect(measured('value_sum', '{field: size, lt: 10}')(sizes('x'))).toEqual([]);
  });

  test('value_percentile interpolates', () => {
    const run = measured('value_percentile', '{field: size, percentile: 75, gte: 3.25}');
    expect(run(sizes(1, 2, 3, 4))).toMatchObject([{ measure: 3.25 }]);
    expect(run(sizes(1, 2, 3, 3))).toEqual([]);
  });
});

describe('temporal', () => {
  const text = (type: string, rest = ''): string =>
    `${base('a')}${base('b')}${base('c')}${correlation(`type: ${type}\nrules: [a, b]\ngroup-by: [user]\ntimespan: 1m\n${rest}`)}`;
  const bob = { user: 'bob' };

  test('case 41: all rules in one group and window', () => {
    expect(firings(text('temporal'), [at(0, 'b', bob), at(60, 'a', bob)])).toMatchObject([
      { user: 'bob', measure: 2, events: 2 },
    ]);
    expect(firings(text('temporal'), [at(0, 'b', bob), at(1, 'a', { user: 'eve' })])).toEqual([]);
    expect(firings(text('temporal'), [at(0, 'b', bob), at(61, 'a', bob)])).toEqual([]);
    expect(firings(text('temporal'), [at(0, 'a', bob), at(1, 'a', bob)])).toEqual([]);
  });

  test('hits without a group are not joined', () => {
    expect(firings(text('temporal'), [at(0, 'a'), at(1, 'b')])).toEqual([]);
  });

  test('some of the rules are enough where the condition says so', () => {
    expect(firings(text('temporal', 'condition: {gte: 1}'), [at(0, 'a', bob)])).toHaveLength(1);
  });

  test('case 42: temporal_ordered asks for the order of the rules', () => {
    expect(firings(text('temporal_ordered'), [at(0, 'b', bob), at(1, 'a', bob)])).toEqual([]);
    expect(firings(text('temporal_ordered'), [at(0, 'a', bob), at(1, 'b', bob)])).toHaveLength(1);
    expect(firings(text('temporal_ordered'), [at(0, 'b', bob), at(1, 'a', bob), at(2, 'b', bob)])).toHaveLength(1);
    expect(firings(text('temporal_ordered'), [at(0, 'b', bob), at(0, 'a', bob)])).toHaveLength(1);
  });

  test('temporal_ordered needs events of its own for each rule, temporal does not', () => {
    const both = (type: string): string =>
      `title: x\nname: a\nlogsource: {category: test}\ndetection: {s: {kind: z}, condition: s}\n---\n${base('a').replace('name: a', 'name: b').replace('kind: a', 'kind: z')}${correlation(`type: ${type}\nrules: [a, b]\ntimespan: 1m`)}`;
    expect(firings(both('temporal'), [at(0, 'z')])).toHaveLength(1);
    expect(firings(both('temporal_ordered'), [at(0, 'z')])).toHaveLength(0);
    expect(firings(both('temporal_ordered'), [at(0, 'z'), at(5, 'z')])).toHaveLength(1);
  });

  test('an expression over rules', () => {
    const extended = (condition: string): string =>
      `${base('a')}${base('b')}${base('c')}${correlation(`type: temporal\ntimespan: 1m\ncondition: ${condition}`)}`;
    expect(firings(extended('a and (b or c)'), [at(0, 'c'), at(1, 'a')])).toHaveLength(1);
    expect(firings(extended('a and (b or c)'), [at(0, 'c'), at(1, 'b')])).toHaveLength(0);
    expect(firings(extended('a and not (b or c)'), [at(0, 'a')])).toHaveLength(1);
    expect(firings(extended('a and not (b or c)'), [at(0, 'a'), at(9, 'b')])).toHaveLength(0);
  });

  const ordered = (condition: string, rules = ''): string =>
    `${base('a')}${base('b')}${base('c')}${correlation(`type: temporal_ordered\n${rules}timespan: 1m\ncondition: ${condition}`)}`;

  test('an expression over rules whose hits follow one another', () => {
    const run = (condition: string, kinds: string, rules?: string): number =>
      firings(
        ordered(condition, rules),
        [...kinds].map((kind, i) => at(i, kind)),
      ).length;
    expect([run('a and b', 'ab'), run('a and b', 'ba'), run('a and b', 'bab')]).toEqual([1, 0, 1]);
    expect([run('a and (b or c)', 'ca'), run('a and (b or c)', 'ac'), run('a and (b or c)', 'cab')]).toEqual([0, 1, 1]);
    expect([run('a and b or b and c', 'bac'), run('a and b or b and c', 'cba')]).toEqual([1, 0]);
    expect([
      run('a and b and not c', 'ab'),
      run('a and b and not c', 'abc'),
      run('not (not a or not b)', 'ab'),
    ]).toEqual([1, 0, 1]);
    expect([run('a and b', 'ab', 'rules: [b, a]\n'), run('a and b', 'ba', 'rules: [b, a]\n')]).toEqual([0, 1]);
  });

  test('an expression in order has hits of one window, and of events of their own', () => {
    expect(firings(ordered('a and b'), [at(0, 'a'), at(60, 'b')])).toHaveLength(1);
    expect(firings(ordered('a and b'), [at(0, 'a'), at(61, 'b')])).toHaveLength(0);
    expect(firings(ordered('a and b'), [at(0, 'b'), at(0, 'a')])).toHaveLength(1);
    const same = ordered('a and b').replace('kind: b', 'kind: a');
    expect(firings(same, [at(0, 'a')])).toHaveLength(0);
    expect(firings(same, [at(0, 'a'), at(1, 'a')])).toHaveLength(1);
  });

  test('an expression in order fires where some choice of hits is in order', () => {
    const conditions = ['a and b and c', 'a and c or b', 'a and (b or c)', '(a or b) and c'];
    const sets = [['abc'], ['ac', 'b'], ['ab', 'ac'], ['ac', 'bc']];
    /** True if the letters stand one after the other within a minute. */
    const follow = (letters: string, hits: readonly (readonly [string, number])[]): boolean =>
      hits.some(([kind, start], index) => {
        if (kind !== letters[0]) return false;
        let found = 1;
        for (const [next, time] of hits.slice(index + 1)) if (time - start <= 60 && next === letters[found]) found++;
        return found === letters.length;
      });
    fc.assert(
      fc.property(
        fc.nat(conditions.length - 1),
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 45 })), { maxLength: 7 }),
        (number, steps) => {
          let time = 0;
          const hits = steps.map(([kind, step]) => [kind, (time += step)] as const);
          const found = firings(
            ordered(conditions[number]!),
            hits.map(([kind, seconds]) => at(seconds, kind)),
          );
          expect(found.length > 0).toBe(sets[number]!.some((letters) => follow(letters, hits)));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('an expression with too many ways is refused where order counts', () => {
    const names = Array.from({ length: 22 }, (_, i) => `r${i}`);
    const pairs = names.flatMap((name, i) => (i % 2 === 0 ? [`(${name} or ${names[i + 1]!})`] : [])).join(' and ');
    const text = (type: string): string =>
      `${names.map((name) => base(name)).join('')}${correlation(`type: ${type}\ntimespan: 1m\ncondition: ${pairs}`)}`;
    const codes = (type: string): string[] =>
      loadSigma(parseSigma(new SourceText('c', text(type)))).refused.flatMap((one) =>
        one.diagnostics.map((found) => found.code),
      );
    expect(codes('temporal_ordered')).toContain('sigma/unsupported');
    expect(codes('temporal')).toEqual([]);
  });

  test('aliases name the fields of each rule', () => {
    const aliased = `${base('a')}${base('b')}${correlation('type: temporal\nrules: [a, b]\ntimespan: 1m\ngroup-by: [ip]\naliases:\n  ip: {a: src, b: dst}')}`;
    expect(firings(aliased, [at(0, 'a', { src: '1.1.1.1' }), at(1, 'b', { dst: '1.1.1.1', src: 'x' })])).toMatchObject([
      { ip: '1.1.1.1' },
    ]);
    expect(firings(aliased, [at(0, 'a', { src: '1.1.1.1' }), at(1, 'b', { src: '1.1.1.1' })])).toEqual([]);
  });
});

describe('chains, and what gives alerts', () => {
  const chain = `${base('a')}${base('b')}title: many
name: many
correlation: {type: event_count, rules: [a], group-by: [user, ip], timespan: 10m, condition: {gte: 3}}
---
title: guessed
level: high
correlation: {type: temporal_ordered, rules: [many, b], group-by: [user], timespan: 15m}
`;
  const tries = [0, 1, 2].map((i) => at(i, 'a', { user: 'bob', ip: 'x' }));

  test('a correlation over a correlation', () => {
    expect(firings(chain, [...tries, at(60, 'b', { user: 'bob' })])).toEqual([
      { title: 'guessed', user: 'bob', measure: 2, events: 4 },
    ]);
    expect(firings(chain, [...tries, at(60, 'b', { user: 'eve' })])).toEqual([]);
    expect(firings(chain, [at(-9, 'b', { user: 'bob' }), ...tries])).toEqual([]);
  });

  test('the outermost alone gives alerts; `generate` lets the others, too', () => {
    const { rules, parts } = loadSigma(parseSigma(new SourceText('c', chain)));
    expect(rules.map((one) => one.head.title)).toEqual(['guessed']);
    expect(parts.map((one) => one.head.title)).toEqual(['rule a', 'rule b', 'many']);
    const loud = `${base('a')}${correlation('type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: 1}\ngenerate: true')}`;
    expect(loadSigma(parseSigma(new SourceText('c', loud))).rules).toHaveLength(2);
  });

  test('pipelines rename what a correlation asks for', () => {
    const text = `${base('a')}${correlation('type: value_count\nrules: [a]\ngroup-by: [user]\ntimespan: 1m\ncondition: {field: host, gte: 2}')}`;
    const pipeline = 'transformations:\n- {type: field_name_mapping, mapping: {user: u, host: [h, h2], kind: k}}\n';
    const events = [at(0, '-', { k: 'a', u: 'bob', h: '1' }), at(1, '-', { k: 'a', u: 'bob', h2: '2' })];
    expect(firings(text, events, pipeline)).toMatchObject([{ user: 'bob', measure: 2 }]);
  });

  test('items for correlations rename what they ask for, and not what their rules test', () => {
    const text = `${base('a')}${correlation('type: event_count\nrules: [a]\ngroup-by: [user]\ntimespan: 1m\ncondition: {gte: 2}', 'tags: [x.y]\n')}`;
    const of = (...conditions: string[]): string =>
      `transformations:\n${conditions.map((one) => `- type: field_name_mapping\n  mapping: {user: u, kind: k}\n  rule_conditions: [${one}]\n`).join('')}`;
    const events = (kind: string, user: string): Fields[] =>
      [0, 1].map((i) => at(i, '-', { [kind]: 'a', [user]: 'bob' }));
    const user = (pipeline: string, kind: string, name: string): unknown =>
      firings(text, events(kind, name), pipeline)[0]?.user;
    expect(user(of('{type: is_sigma_correlation_rule}'), 'kind', 'u')).toBe('bob');
    expect(user(of('{type: tag, tag: x.y}'), 'kind', 'u')).toBe('bob');
    expect(user(of('{type: is_sigma_rule}'), 'k', 'user')).toBe('bob');
    expect(user(of('{type: contains_field, field: kind}'), 'k', 'user')).toBe('bob');
    expect(user(of('{type: logsource, category: test}'), 'k', 'u')).toBe('bob');
    const nested =
      'transformations:\n- type: nest\n  items: [{type: field_name_mapping, mapping: {user: u, kind: k}}]\n  rule_conditions: [{type: is_sigma_correlation_rule}]\n';
    expect(user(nested, 'kind', 'u')).toBe('bob');
  });

  test('a pipeline refuses a correlation, by its own attributes too', () => {
    const text = `${base('a')}${correlation('type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: 1}', 'level: high\n')}`;
    const refusedBy = (conditions: string): string[] => {
      const item = `transformations:\n- {type: set_custom_attribute, attribute: stage, value: 2}\n- type: rule_failure\n  message: not here\n  rule_conditions: [${conditions}]\n`;
      return loadSigma(parseSigma(new SourceText('c', text)), pipelinesOf(item)).refused.map((one) => one.title);
    };
    expect(refusedBy('{type: is_sigma_correlation_rule}')).toEqual(['together']);
    expect(
      refusedBy(
        '{type: rule_attribute, attribute: level, value: high}, {type: rule_attribute, attribute: stage, value: 2}',
      ),
    ).toEqual(['together']);
    expect(refusedBy('{type: tag, tag: x.y}')).toEqual([]);
    expect(refusedBy('{type: is_sigma_rule}')).toContain('rule a');
  });

  test.each([
    [
      'a rule that is not there',
      correlation('type: event_count\nrules: [none]\ntimespan: 1m\ncondition: {gte: 1}'),
      'sigma/unknown-rule',
    ],
    [
      'a rule that does not load',
      `${base('a').replace('condition: selection', 'condition: none')}${correlation('type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: 1}')}`,
      'sigma/unknown-rule',
    ],
    [
      'itself',
      correlation('type: event_count\nrules: [me]\ntimespan: 1m\ncondition: {gte: 1}', 'name: me\n'),
      'sigma/invalid-correlation',
    ],
    [
      'a circle',
      `title: one\nname: one\ncorrelation: {type: temporal, rules: [two], timespan: 1m}\n---\ntitle: two\nname: two\ncorrelation: {type: temporal, rules: [one], timespan: 1m}\n`,
      'sigma/invalid-correlation',
    ],
    [
      'an expression that leaves out a rule',
      `${base('a')}${base('b')}${correlation('type: temporal\nrules: [a, b]\ntimespan: 1m\ncondition: a')}`,
      'sigma/invalid-correlation',
    ],
  ])('a correlation over %s is refused', (_, text, code) => {
    const { rules, refused } = loadSigma(parseSigma(new SourceText('c', text)));
    expect(rules.filter((one) => one.head.title === 'together')).toEqual([]);
    expect(refused.flatMap((one) => one.diagnostics.map((found) => found.code))).toContain(code);
  });
});

describe('aggregations of old rules', () => {
  const old = (condition: string, timeframe = '1m'): string => `title: old
logsource: {category: test}
detection:
  search: {kind: a}
  other: {kind: b}
  third: {kind: c}
  timeframe: ${timeframe}
  condition: ${condition}
`;
  test('count, by a field and over distinct values', () => {
    const events = [at(0, 'a', { u: 'x', h: 1 }), at(1, 'a', { u: 'x', h: 1 }), at(90, 'a', { u: 'x', h: 2 })];
    expect(firings(old('search | count() by u > 1'), events)).toMatchObject([{ u: 'x', measure: 2 }]);
    expect(firings(old('search | count(h) by u >= 2', '1h'), events)).toMatchObject([{ measure: 2 }]);
    expect(firings(old('search | count() == 3', '1h'), events)).toMatchObject([{ measure: 3 }]);
  });

  test('sum, avg, min and max', () => {
    const events = [at(0, 'a', { n: 1 }), at(1, 'a', { n: '5' })];
    expect(firings(old('search | sum(n) > 5'), events)).toMatchObject([{ measure: 6 }]);
    expect(firings(old('search | avg(n) >= 3'), events)).toMatchObject([{ measure: 3 }]);
    expect(firings(old('search | max(n) > 4'), events)).toMatchObject([{ measure: 5 }]);
    expect(firings(old('search | min(n) < 2'), events)).toMatchObject([{ measure: 1 }]);
  });

  test('near, before and behind, and without another', () => {
    expect(firings(old('search | near other'), [at(0, 'b'), at(30, 'a')])).toHaveLength(1);
    expect(firings(old('search | near other'), [at(0, 'a'), at(61, 'b')])).toHaveLength(0);
    expect(firings(old('search | near other and not third'), [at(0, 'a'), at(1, 'b'), at(2, 'c')])).toHaveLength(0);
    expect(firings(old('search | near other and not third'), [at(0, 'a'), at(1, 'b')])).toHaveLength(1);
  });
});
