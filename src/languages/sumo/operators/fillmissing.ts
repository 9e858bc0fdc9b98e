import type { Expression, NameNode, Quantity } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
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

/** `fillmissing timeslice(1h), values all in f` (spec sumo §9.5). */
export const fillmissingOperator: OperatorDefinition<FillmissingArgs> = {
  name: 'fillmissing',
  summary: 'Adds records for combinations of values that do not occur.',
  syntax: 'fillmissing timeslice[(5m)] | values("a") in f | values all in f, … [with v for f] [takelast]',
  evidence: 'spec sumo §9.5',
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
};
