import type { Correlation, Expr, RuleTest } from '../../../ir/index.ts';
import type { Span } from '../../../source/index.ts';
import type { AggregateItem } from '../aggregate-syntax.ts';
import type { Expression, Stage } from '../ast.ts';
import { aggregateOperator } from '../operators/aggregate.ts';
import { expressionOperator } from '../operators/expression.ts';
import { timesliceOperator } from '../operators/timeslice.ts';
import { whereOperator } from '../operators/where.ts';
import type { Emission } from './emission.ts';
import { COMPARISONS } from './numbers.ts';
import { binaryNode, callNode, fieldNode, joined, NOWHERE, nameNode, negated, numberNode, stageOf } from './tree.ts';

/** Values of the rules of a correlation, by the column that the plan has for them. */
export type RuleColumns = ReadonlyMap<string, Expr>;

const UNITS: readonly (readonly [milliseconds: number, unit: string])[] = [
  [604_800_000, 'w'],
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1000, 's'],
];

/** A time in the largest unit that it is a multiple of. */
function spanText(milliseconds: number): string {
  const [size, unit] = UNITS.find(([one]) => milliseconds % one === 0) ?? [1, 'ms'];
  return `${milliseconds / size}${unit}`;
}

function aggregateItem(name: string, of: readonly string[], alias: string, number?: number): AggregateItem {
  const fields = of.map(nameNode);
  const numbers = number === undefined ? [] : [numberNode(number)];
  return { name, nameSpan: NOWHERE, star: false, fields, numbers, alias: nameNode(alias), span: NOWHERE };
}

const where = (condition: Expression): Stage => stageOf(whereOperator, { condition });
const makes = (expression: Expression, name: string): Stage =>
  stageOf(expressionOperator, { expression, alias: nameNode(name) });

const hitName = (index: number): string => `is_rule_${index + 1}`;
const hitsName = (index: number): string => `hits_${index + 1}`;

class CorrelationEmitter {
  readonly #correlation: Correlation;
  readonly #columns: RuleColumns;
  readonly #emission: Emission;
  readonly #write: (expr: Expr) => Expression;
  readonly #origin: Span;
  readonly #stages: Stage[] = [];

  constructor(
    correlation: Correlation,
    columns: RuleColumns,
    emission: Emission,
    write: (expr: Expr) => Expression,
    origin: Span,
  ) {
    this.#correlation = correlation;
    this.#columns = columns;
    this.#emission = emission;
    this.#write = write;
    this.#origin = origin;
  }

  #unsupported(what: string, message: string): void {
    this.#emission.notes.unsupported(this.#origin, what, message);
  }

  #add(stage: Stage): void {
    this.#stages.push(...this.#emission.takeLifted(), stage);
  }

  /** Columns that say which rule a row is a hit of; one rule needs none, as every row is one. */
  #hits(): void {
    const { sources } = this.#correlation;
    if (sources.length === 1) return;
    for (const [index, source] of sources.entries()) {
      const expr = source.kind === 'rule' ? this.#columns.get(source.hit) : undefined;
      if (!expr) this.#unsupported('correlation', 'a search cannot count what another correlation finds');
      else this.#add(makes(callNode('if', this.#write(expr), numberNode(1), numberNode(0)), hitName(index)));
    }
  }

  /** A value that the correlation asks of each rule, under the one name that it has for it. */
  #named(name: string): void {
    const { sources } = this.#correlation;
    const values = sources.map((source) => {
      const column = source.kind === 'rule' ? source.columns.find((one) => one.name === name)?.column : undefined;
      const expr = column === undefined ? undefined : this.#columns.get(column);
      return expr && this.#write(expr);
    });
    const last = values.at(-1);
    if (!last || values.includes(undefined)) return;
    const value = values
      .slice(0, -1)
      .reduceRight<Expression>(
        (rest, one, index) => callNode('if', binaryNode('=', fieldNode(hitName(index)), numberNode(1)), one!, rest),
        last,
      );
    const isSame = values.every(
      (one) => one?.kind === 'field' && one.name === (last.kind === 'field' ? last.name : ''),
    );
    const isItself = isSame && last.kind === 'field' && last.name.toLowerCase() === name.toLowerCase();
    if (!isItself) this.#add(makes(isSame ? last : value, name));
    this.#emission.makes(name);
  }

  #ruleTest(test: RuleTest): Expression {
    switch (test.kind) {
      case 'rule':
        return binaryNode('>', fieldNode(hitsName(test.rule)), numberNode(0));
      case 'not':
        return negated(this.#ruleTest(test.item));
      default:
        return joined(
          test.kind,
          test.items.map((item) => this.#ruleTest(item)),
        );
    }
  }

  /** What is computed of the rows of a group; undefined if a search cannot. */
  #aggregates(): readonly AggregateItem[] | undefined {
    const { measure, values, percentile, sources } = this.#correlation;
    const one = (name: string, alias: string, number?: number): readonly AggregateItem[] => [
      aggregateItem(name, values.slice(0, name === 'count_distinct' ? 16 : 1), alias, number),
    ];
    switch (measure) {
      case 'hits':
        return [aggregateItem('count', [], MEASURE)];
      case 'distinct':
        return one('count_distinct', MEASURE);
      case 'sum':
      case 'avg':
      case 'min':
      case 'max':
        return one(measure, MEASURE);
      case 'percentile':
        return one('pct', MEASURE, percentile);
      case 'rules':
        return sources.map((_, index) => aggregateItem('sum', [hitName(index)], hitsName(index)));
      case 'ordered-rules':
        this.#unsupported('temporal_ordered', 'a search cannot ask in which order the hits of several rules came');
        return undefined;
    }
  }

  stages(): readonly Stage[] {
    const { groupBy, values, timespan, measure, tests, expression, sources } = this.#correlation;
    this.#hits();
    for (const name of [...new Set([...groupBy, ...values])]) this.#named(name);
    const items = this.#aggregates();
    if (!items) return [];
    if (measure === 'rules' && sources.length === 1) this.#add(makes(numberNode(1), hitName(0)));
    if (timespan !== undefined) {
      const raw = spanText(timespan);
      const message = `a window of ${raw} that slides is counted in fixed slices of ${raw}: hits on both sides of a border count apart`;
      this.#emission.notes.approximate(this.#origin, 'window', message);
      this.#add(stageOf(timesliceOperator, { width: numberNode(timespan, raw), buckets: undefined, alias: undefined }));
    }
    const group = [...(timespan === undefined ? [] : ['_timeslice']), ...groupBy].map(nameNode);
    this.#add(stageOf(aggregateOperator, { items, group }));
    if (measure === 'rules') {
      const counts = sources.map((_, index) =>
        callNode('if', this.#ruleTest({ kind: 'rule', rule: index }), numberNode(1), numberNode(0)),
      );
      if (expression) this.#add(where(this.#ruleTest(expression)));
      else
        this.#add(
          makes(
            counts.reduce((left, right) => binaryNode('+', left, right)),
            MEASURE,
          ),
        );
    }
    if (!(measure === 'rules' && expression))
      for (const { op, value } of tests)
        this.#add(where(binaryNode(COMPARISONS[op], fieldNode(MEASURE), numberNode(value))));
    return this.#stages;
  }
}

/** Column of the number that a correlation tests. */
const MEASURE = 'measure';

/** The stages that count the hits of a correlation in slices of its window (spec sigma §11). */
export function correlationStages(
  correlation: Correlation,
  columns: RuleColumns,
  emission: Emission,
  write: (expr: Expr) => Expression,
  origin: Span,
): readonly Stage[] {
  return new CorrelationEmitter(correlation, columns, emission, write, origin).stages();
}
