import { type FillValues, nodesOf, type Plan } from '../../../ir/index.ts';
import type { Expression, NameNode, Quantity } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { duplicateColumn, unreadableOption } from '../lower-diagnostics.ts';
import { spanOf } from '../lower-parts.ts';
import { tableCall } from '../lower-table-call.ts';
import type { Lowering } from '../lowering.ts';
import type { OperatorDefinition, Printer } from '../operator.ts';

/** What values of a field must all be there: time slices, listed values, or all values seen. */
export interface FillGenerator {
  readonly kind: 'timeslice' | 'values' | 'all';
  readonly width: Quantity | undefined;
  readonly values: readonly Expression[];
  readonly field: NameNode | undefined;
}

/** A constant for added records. */
export interface FillConstant {
  readonly value: Expression;
  readonly names: readonly NameNode[];
}

/** Arguments of `fillmissing`. */
export interface FillmissingArgs {
  readonly generators: readonly FillGenerator[];
  readonly constants: readonly FillConstant[];
  readonly takeLast: boolean;
}

function parseGenerator(cursor: Cursor): FillGenerator {
  const isSlice = cursor.takeWord('timeslice') !== undefined;
  if (!isSlice) cursor.expectWord('timeslice', 'values');
  let width: Quantity | undefined;
  const values: Expression[] = [];
  const all = !isSlice && cursor.takeWord('all') !== undefined;
  if (cursor.takePunct('(')) {
    if (isSlice) width = cursor.duration();
    else {
      do values.push(cursor.expression());
      while (cursor.takePunct(','));
    }
    cursor.expectPunct(')');
  } else if (isSlice && cursor.isQuantity()) width = cursor.duration();
  const field = cursor.takeWord('in') ? cursor.name() : undefined;
  if (!isSlice && !field) cursor.unexpected('`in` and a field');
  return { kind: isSlice ? 'timeslice' : all ? 'all' : 'values', width, values, field };
}

function parseConstants(cursor: Cursor): FillConstant[] {
  const constants: FillConstant[] = [];
  do {
    const value = cursor.expression();
    cursor.expectWord('for');
    const names = [cursor.name()];
    while (
      cursor.isPunct(',') &&
      cursor.peekMany(3)[2]?.text.toLowerCase() !== 'for' &&
      cursor.peekSecond().kind !== 'number'
    ) {
      cursor.take();
      names.push(cursor.name());
    }
    constants.push({ value, names });
  } while (cursor.takePunct(',') && !cursor.panicking);
  return constants;
}

function printGenerator({ kind, width, values, field }: FillGenerator, printer: Printer): string {
  const written = values.map(printer.expression).join(', ');
  const inField = field ? ` in ${printer.name(field)}` : '';
  if (kind === 'timeslice') return `timeslice${width ? `(${width.raw})` : ''}${inField}`;
  if (kind === 'all') return `values all${written === '' ? '' : ` (${written})`}${inField}`;
  return `values(${written})${inField}`;
}

/** The width of the slices that a `timeslice` before gave a column. */
function sliceWidth(plan: Plan, column: string): number | undefined {
  for (const node of nodesOf(plan).reverse()) {
    if (node.kind !== 'extend') continue;
    const made = node.columns.find(({ name }) => name.toLowerCase() === column.toLowerCase())?.value;
    if (made?.kind !== 'call') continue;
    const width = made.fn === 'time.slice' ? made.args[1] : undefined;
    return width?.kind === 'literal' && typeof width.value === 'number' ? width.value : undefined;
  }
  return undefined;
}

/** True if the columns are those of a `transpose`, in which `fillmissing` always puts null (spec sumo §9.5). */
function isBehindPivot(plan: Plan): boolean {
  const last = nodesOf(plan).findLast((node) => node.kind === 'pivot' || node.kind === 'aggregate');
  return last?.kind === 'pivot';
}

/** A constant: text, number, boolean or null. */
function constantOf(node: Expression, { expression, report }: Lowering): string | number | boolean | null {
  const value = expression(node);
  if (value.kind === 'literal') return value.value;
  const [operand] = value.kind === 'call' && value.fn === 'number.negate' ? value.args : [];
  if (operand?.kind === 'literal' && typeof operand.value === 'number') return -operand.value;
  const message = '`fillmissing` takes constants: a number, a text in double quotes, true, false or null';
  report(unreadableOption.report({ span: node.span, message, data: { option: 'constant', value: '' } }));
  return null;
}

/** `fillmissing timeslice(1h), values all in f` (spec sumo §9.5). */
export const fillmissingOperator: OperatorDefinition<FillmissingArgs> = {
  name: 'fillmissing',
  summary: 'Adds records for combinations of values that do not occur.',
  syntax: 'fillmissing timeslice[(5m)] | values("a") in f | values all in f, … [with v for f] [takelast]',
  evidence: 'spec sumo §9.5',
  chosen:
    'The result comes in ascending order of the filled fields; without a range slices go from the first to the last that occurs.',
  examples: [
    { title: 'empty hours', query: '* | timeslice 1h | count by _timeslice | fillmissing timeslice(1h)' },
    {
      title: 'with a constant',
      query:
        '* | timeslice 1h | count as n by _timeslice, zone | fillmissing timeslice, values("a", "b") in zone with -1 for n takelast',
    },
  ],
  parse(cursor) {
    const generators: FillGenerator[] = [];
    do generators.push(parseGenerator(cursor));
    while (cursor.takePunct(',') && !cursor.panicking);
    const constants: FillConstant[] = [];
    while (cursor.takeWord('with')) constants.push(...parseConstants(cursor));
    return { generators, constants, takeLast: cursor.takeWord('takelast') !== undefined };
  },
  print(args, printer) {
    const generators = args.generators.map((generator) => printGenerator(generator, printer)).join(', ');
    const constants = args.constants.map(
      ({ value, names }) => ` with ${printer.expression(value)} for ${printer.names(names)}`,
    );
    return `fillmissing ${generators}${constants.join('')}${args.takeLast ? ' takelast' : ''}`;
  },
  expressions: (args) => [
    ...args.generators.flatMap(({ values }) => values),
    ...args.constants.map(({ value }) => value),
  ],
  lower(args, lowering) {
    const filled = new Set<string>();
    const generators = args.generators.map(({ kind, width, values, field }): FillValues => {
      const column = field?.name ?? '_timeslice';
      if (filled.has(column.toLowerCase())) {
        const message = `\`fillmissing\` fills \`${column}\` twice`;
        const span = field?.span ?? lowering.stage.span;
        lowering.report(duplicateColumn.report({ span, message, data: { column } }));
      }
      filled.add(column.toLowerCase());
      if (kind === 'timeslice')
        return {
          kind: 'slices',
          column,
          width: width ? spanOf(width, lowering) : sliceWidth(lowering.input, column),
        };
      if (kind === 'all') return { kind: 'seen', column };
      return {
        kind: 'listed',
        column,
        values: values
          .map((value) => constantOf(value, lowering))
          .filter((one) => one !== null)
          .map((one) => (typeof one === 'boolean' ? String(one) : one)),
      };
    });
    const constants = args.constants.flatMap(({ value, names }) =>
      names.map(({ name }) => ({ column: name, value: constantOf(value, lowering) })),
    );
    return tableCall(
      { fn: 'fill-missing', generators, constants, takeLast: args.takeLast, nulls: isBehindPivot(lowering.input) },
      lowering,
    );
  },
};
