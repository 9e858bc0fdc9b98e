import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type EvaluationContext, evaluate, holds } from '../../engines/js/evaluate.ts';
import type { Row } from '../../engines/js/row.ts';
import { and, call, type Expr, field, literal, not, or, type Pattern, type Plan, printExpr } from '../../ir/index.ts';
import type { CompareOp, Value } from '../../value/index.ts';
import { formulaAt } from './condition.ts';
import { type Site, sitesOf } from './flow.ts';
import { canNeverHold, impossibleParts } from './impossible.ts';
import { Names } from './names.ts';
import { Effort, extend, NOTHING_KNOWN } from './terms.ts';

/** Random cases of a property; `npm run test:full` asks for more. */
const RUNS = process.env.SPOOR_FULL ? 20_000 : 900;
if (process.env.SPOOR_FULL) vi.setConfig({ testTimeout: 300_000 });

const AT = { start: 0, end: 0 };
const TEXTS = [
  '',
  'a',
  'b',
  'A',
  'ab',
  'Ab',
  'ba',
  'aab',
  'bab',
  '1',
  '01',
  '1.0',
  '2',
  ' 2',
  'true',
  'TRUE',
  '1a',
  '-1',
  'NaN',
  '0x1',
  '0X01',
  'k',
  'É',
];
const VALUES: readonly Value[] = [null, ...TEXTS];

const text = fc.constantFrom(...TEXTS);
const wildcard = fc.stringMatching(/^[abA1*]{0,5}$/);
const regex = fc.constantFrom(
  ...[
    'a',
    '^a',
    'a$',
    '^ab?$',
    '(?i)ab',
    '^(a|b)',
    'a.b',
    '[ab]b',
    '[Aa]b',
    '^$',
    'b+',
    '(?i)^B',
    '(?m)^b$',
    '\\d',
    '',
    'a|b$',
  ],
);

const value: fc.Arbitrary<Expr> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b').map((name) => field(name, AT)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('text.lower', 'text.upper'), fc.constantFrom('a', 'b'))
      .map(([fn, name]) => call(fn, [field(name, AT)], AT)),
  },
);

const pattern: fc.Arbitrary<Pattern> = fc.oneof(
  wildcard.map((one): Pattern => ({ kind: 'wildcard', text: one, case: 'sensitive', question: false })),
  wildcard.map((one): Pattern => ({ kind: 'wildcard', text: one, case: 'unicode', question: false })),
  regex.map((source): Pattern => ({ kind: 'regex', source, dialect: 're2' })),
  fc.constant<Pattern>({ kind: 'present' }),
  text.map((one): Pattern => ({ kind: 'literal', text: one, case: 'unicode', part: 'whole' })),
);

const part = fc.oneof(
  fc.constantFrom('a', 'b', 'A', '1', 'ab').map((one) => ({ kind: 'literal' as const, text: one })),
  fc.constantFrom({ kind: 'any' as const }, { kind: 'one' as const }),
);

/** Patterns as rules of Sigma have them. */
const sigmaPattern: fc.Arbitrary<Pattern> = fc.oneof(
  fc
    .tuple(text, fc.constantFrom('sensitive', 'unicode'), fc.constantFrom('start', 'end'))
    .map(([one, rule, at]): Pattern => ({ kind: 'affix', text: one, case: rule, part: at })),
  fc
    .tuple(text, fc.constantFrom('sensitive', 'unicode'), fc.constantFrom('whole', 'anywhere'))
    .map(([one, rule, at]): Pattern => ({ kind: 'literal', text: one, case: rule, part: at })),
  fc
    .tuple(fc.array(part, { minLength: 2, maxLength: 4 }), fc.constantFrom('sensitive', 'unicode'))
    .map(([pieces, rule]): Pattern => ({ kind: 'pieces', pieces, case: rule })),
  fc
    .tuple(
      fc.constantFrom<CompareOp>('eq', 'ne', 'gt', 'ge', 'lt', 'le'),
      fc.constantFrom('1', '2', '-1', '01', '1.0', '1.5', '0x1', '0'),
    )
    .map(([op, one]): Pattern => ({ kind: 'number', op, text: one })),
);

const compare = (left: Expr, op: CompareOp, right: Expr, numbers: 'either' | 'never' = 'either'): Expr => ({
  kind: 'compare',
  origin: AT,
  op,
  left,
  right,
  textCase: 'sensitive',
  numbers,
  nulls: 'false',
});

const operator = fc.constantFrom<CompareOp>('eq', 'ne', 'lt', 'le', 'gt', 'ge');
const constantText = text.map((one) => literal(one, AT));
const constantNumber = fc.constantFrom(-1, 0, 1, 1.5, 2).map((one) => literal(one, AT));

const test: fc.Arbitrary<Expr> = fc.oneof(
  fc.tuple(value, fc.constantFrom<CompareOp>('eq', 'ne'), constantText).map(([l, op, r]) => compare(l, op, r)),
  fc.tuple(value, operator, constantNumber).map(([l, op, r]) => compare(l, op, r)),
  fc.tuple(constantNumber, operator, value).map(([l, op, r]) => compare(l, op, r)),
  fc
    .tuple(value, fc.oneof(pattern, sigmaPattern))
    .map(([left, one]): Expr => ({ kind: 'match', origin: AT, value: left, pattern: one })),
  fc.tuple(value, fc.array(text, { minLength: 1, maxLength: 3 })).map(([left, texts]) =>
    or(
      texts.map((one) => compare(left, 'eq', literal(one, AT), 'never')),
      AT,
    ),
  ),
  value.map((one) => call('test.null', [one], AT)),
  value.map((one) => call('test.empty', [one], AT)),
  value.map((one) => call('test.blank', [one], AT)),
  fc.tuple(value, text).map(([one, part]) => call('text.contains', [one, literal(part, AT)], AT)),
  fc.constantFrom<Expr>(field('a', AT), literal(true, AT), literal('x', AT)),
);

const condition: fc.Arbitrary<Expr> = fc.letrec<{ node: Expr; chosen: Expr }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    test,
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((items) => and(items, AT)),
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((items) => or(items, AT)),
    tie('node').map((item) => not(item, AT)),
    fc
      .tuple(tie('chosen'), fc.constantFrom<CompareOp>('eq', 'ne'), constantText)
      .map(([l, op, r]) => compare(l, op, r)),
    fc.tuple(tie('chosen'), pattern).map(([one, p]): Expr => ({ kind: 'match', origin: AT, value: one, pattern: p })),
  ),
  chosen: fc
    .tuple(tie('node'), fc.oneof(constantText, value), fc.oneof(constantText, value))
    .map(([when, one, otherwise]): Expr => ({ kind: 'case', origin: AT, branches: [{ when, value: one }], otherwise })),
})).node;

const context = {
  now: 0,
  timeZone: 'UTC',
  warn: () => {},
  fieldsAs: 'text',
  params: new Map(),
  metadata: () => ({}),
} as EvaluationContext;

const rowOf = (a: Value, b: Value): Row =>
  ({
    event: undefined,
    columns: new Map([
      ['a', { name: 'a', value: a }],
      ['b', { name: 'b', value: b }],
    ]),
    sees: () => true,
  }) as unknown as Row;

const ROWS = VALUES.flatMap((a) => VALUES.map((b) => rowOf(a, b)));
const reading = () => ({ names: new Names(), isDoubtful: () => false });

describe('what is said of conditions is true of every row', () => {
  it('a condition that can never hold holds for none', () => {
    let found = 0;
    fc.assert(
      fc.property(condition, (expr) => {
        if (!canNeverHold(NOTHING_KNOWN, formulaAt(expr, reading()), new Effort())) return;
        found++;
        expect(ROWS.some((row) => holds(expr, row, context))).toBe(false);
      }),
      { numRuns: RUNS },
    );
    expect(found).toBeGreaterThan(40);
  });

  it('a condition that implies another holds only where the other does', () => {
    let found = 0;
    fc.assert(
      fc.property(condition, condition, (one, other) => {
        const left = extend(NOTHING_KNOWN, formulaAt(one, reading()), new Effort());
        if (!canNeverHold(left, formulaAt(other, reading(), true), new Effort())) return;
        found++;
        expect(ROWS.filter((row) => holds(one, row, context)).every((row) => holds(other, row, context))).toBe(true);
      }),
      { numRuns: RUNS },
    );
    expect(found).toBeGreaterThan(40);
  });

  it('of each two tests of a number or a whole text that can never hold together, no value passes both', () => {
    const number = (op: CompareOp, one: string): Pattern => ({ kind: 'number', op, text: one });
    const whole = (one: string, rule: 'sensitive' | 'unicode'): Pattern => ({
      kind: 'literal',
      text: one,
      case: rule,
      part: 'whole',
    });
    const patterns = [
      ...(['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const).flatMap((op) =>
        ['-1', '0', '1', '1.5', '2'].map((one) => number(op, one)),
      ),
      ...TEXTS.flatMap((one) => [whole(one, 'sensitive'), whole(one, 'unicode')]),
    ];
    const rows = VALUES.map((one) => rowOf(one, null));
    const a = field('a', AT);
    const matches = patterns.map((one): Expr => ({ kind: 'match', origin: AT, value: a, pattern: one }));
    const compares = (['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const).flatMap((op) =>
      [0, 1, 1.5].map((one) => compare(a, op, literal(one, AT))),
    );
    const tests = [...matches, ...compares]
      .flatMap((one) => [one, not(one, AT)])
      .map((expr) => {
        return { expr, passing: new Set(rows.filter((row) => holds(expr, row, context))) };
      });
    let found = 0;
    for (const one of tests)
      for (const other of tests) {
        const both = and([one.expr, other.expr], AT);
        if (!canNeverHold(NOTHING_KNOWN, formulaAt(both, reading()), new Effort())) continue;
        found++;
        const passing = rows.filter((row) => one.passing.has(row) && other.passing.has(row));
        expect(passing, printExpr(both)).toEqual([]);
      }
    expect(found).toBeGreaterThan(tests.length);
  });

  it('simple contradictions are seen: two equal tests, one of them negated', () => {
    fc.assert(
      fc.property(test, (expr) => {
        const both = and([expr, not(expr, AT)], AT);
        expect(canNeverHold(NOTHING_KNOWN, formulaAt(both, reading()), new Effort())).toBe(true);
      }),
    );
  });
});

/** A stage: a condition, or a column with the value of an expression. */
type Step = { readonly when: Expr } | { readonly name: string; readonly value: Expr };

const step: fc.Arbitrary<Step> = fc.oneof(
  condition.map((when): Step => ({ when })),
  fc
    .tuple(fc.constantFrom('a', 'b'), fc.oneof(value, constantText, condition))
    .map(([name, one]): Step => ({ name, value: one })),
);

function planOf(steps: readonly Step[]): Plan {
  let plan: Plan = { kind: 'scan', origin: AT, fieldsAs: 'text' };
  for (const one of steps) {
    if ('when' in one) plan = { kind: 'filter', origin: AT, input: plan, condition: one.when, role: 'where' };
    else {
      const type = 'any' as const;
      plan = { kind: 'extend', origin: AT, input: plan, columns: [{ name: one.name, type, value: one.value }] };
    }
  }
  return plan;
}

/** Rows as they reach each condition, in order. */
function arrivals(steps: readonly Step[]): Row[][] {
  let rows = ROWS;
  const found: Row[][] = [];
  for (const one of steps) {
    if ('when' in one) {
      found.push(rows);
      rows = rows.filter((row) => holds(one.when, row, context));
    } else {
      rows = rows.map((row) => {
        const columns = new Map(row.columns).set(one.name, {
          name: one.name,
          value: evaluate(one.value, row, context),
        });
        return { ...row, columns };
      });
    }
  }
  return found;
}

describe('what is said of a pipeline is true of every row', () => {
  it('a part that can never hold is of a condition that no row passes by it', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
        const effort = new Effort();
        const sites = sitesOf([{ plan: planOf(steps), rows: 'events' }], effort, () => false);
        const filters = sites.filter((site): site is Extract<Site, { kind: 'filter' }> => site.kind === 'filter');
        const rows = arrivals(steps);
        let isSettled = false;
        for (const [i, site] of filters.entries()) {
          if (isSettled) return;
          if (!canNeverHold(site.before, formulaAt(site.condition, site.reading), effort)) {
            // A branch that is never taken can be left out.
            if (site.condition.kind !== 'or') continue;
            const isLess = (item: Expr) =>
              impossibleParts(item, site.before, site.reading, effort).length > 0 &&
              canNeverHold(site.before, formulaAt(item, site.reading), effort);
            for (const item of site.condition.items.filter(isLess)) {
              expect(rows[i]!.some((row) => holds(item, row, context))).toBe(false);
            }
            continue;
          }
          found++;
          isSettled = true;
          expect(rows[i]!.some((row) => holds(site.condition, row, context))).toBe(false);
        }
      }),
      { numRuns: RUNS },
    );
    expect(found).toBeGreaterThan(40);
  });
});
