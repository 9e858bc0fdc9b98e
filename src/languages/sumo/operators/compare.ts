import { type CompareRuns, columnOf, nodesOf, type Plan, type RowSchema } from '../../../ir/index.ts';
import type { NameNode, Quantity } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import { unsupportedConstruct } from '../lower-diagnostics.ts';
import { spanOf, wholeOf } from '../lower-parts.ts';
import { tableCall } from '../lower-table-call.ts';
import type { Lowering } from '../lowering.ts';
import type { OperatorDefinition } from '../operator.ts';
import { printAlias } from '../stage-parts.ts';

/** One shifted run, or several that a function folds. */
export interface Timeshift {
  /** Shift in milliseconds; the sign means nothing. */
  readonly shift: Quantity;
  readonly count: Quantity | undefined;
  readonly fold: 'avg' | 'min' | 'max' | undefined;
  readonly alias: NameNode | undefined;
}

/** Arguments of `compare`. */
export interface CompareArgs {
  readonly shifts: readonly Timeshift[];
}

function parseShift(cursor: Cursor): Timeshift {
  cursor.takeWord('timeshift');
  const shift = cursor.duration();
  const count = cursor.isQuantity() ? cursor.quantity() : undefined;
  const fold = cursor.takeWord('avg', 'min', 'max')?.text.toLowerCase() as Timeshift['fold'];
  return { shift, count, fold, alias: cursor.alias() };
}

const makesRecords = (node: Plan): boolean =>
  node.kind === 'aggregate' ||
  node.kind === 'pivot' ||
  node.kind === 'join' ||
  (node.kind === 'table-call' && ['merge', 'transaction', 'transactionize'].includes(node.call.fn));

/** The columns that tell the records of a plan apart; undefined where nothing says which they are. */
function keysOf(plan: Plan): readonly string[] | undefined {
  const last = nodesOf(plan).findLast(makesRecords);
  if (last?.kind === 'aggregate') return last.keys.map(({ name }) => name);
  return last?.kind === 'pivot' ? last.rows : undefined;
}

/** Why the records before cannot be compared: a key that is gone, or columns whose names only the data tell. */
function obstacle(keys: readonly string[] | undefined, schema: RowSchema): string | undefined {
  if (!keys) return 'behind a stage that groups by no field; put an aggregate in front of it';
  const gone = keys.find((name) => !columnOf(schema, name));
  if (gone !== undefined)
    return `without the field \`${gone}\` that its records are grouped by; drop it behind \`compare\``;
  return schema.open
    ? 'with columns whose names only the data tell; list them: in `transpose` by `as`, in `lookup` in place of the star'
    : undefined;
}

/** A span as it stands in a name: without sign and blanks, multiplied. */
function spanText(raw: string, times: number): string {
  const [, amount, unit] = /^-?\s*(\d+(?:\.\d+)?)\s*(\w+)$/.exec(raw.trim()) ?? [];
  return amount === undefined ? raw : `${Number(amount) * times}${unit}`;
}

/** The columns of one shift: one for each run, or one for all that a function folds (spec sumo §10, 18.19). */
function columnsOf(
  { shift, count, fold, alias }: Timeshift,
  table: string,
  lowering: Lowering,
): CompareRuns['columns'] {
  const width = spanOf(shift, lowering, true);
  const times = count ? wholeOf(count, lowering, 1) : 1;
  const runs = Array.from({ length: times }, (_one, index) => ({
    table: `${table}.${index}`,
    shift: width * (index + 1),
  }));
  if (fold) return [{ suffix: `_${alias?.name ?? `${spanText(shift.raw, times)}_${fold}`}`, runs, fold }];
  return runs.map((run, index) => {
    const span = spanText(shift.raw, index + 1);
    const name = alias ? (times === 1 ? alias.name : `${alias.name}_${span}`) : span;
    return { suffix: `_${name}`, runs: [run], fold: undefined };
  });
}

/** `compare with timeshift 1d` (spec sumo §10). */
export const compareOperator: OperatorDefinition<CompareArgs> = {
  name: 'compare',
  summary: 'Sets the result beside that of earlier time ranges.',
  syntax: 'compare [with] timeshift 1d [n] [avg|min|max] [as g], …',
  evidence: 'spec sumo §10',
  chosen:
    'Several runs without a function are named `n_2d`, `n_4d`, …, with an alias `n_alias_2d` (18.19); records found in an earlier run only come last.',
  examples: [
    { title: 'with the day before', query: '* | count as n by Computer | compare with timeshift 1d as before' },
    {
      title: 'with the mean of four weeks',
      query: '* | count as n by Computer | compare timeshift 7d 4 avg, timeshift 1d',
    },
  ],
  parse(cursor) {
    cursor.takeWord('with');
    const shifts = [parseShift(cursor)];
    while (cursor.takePunct(',') && !cursor.panicking) shifts.push(parseShift(cursor));
    return { shifts };
  },
  print(args, printer) {
    const shifts = args.shifts.map(({ shift, count, fold, alias }) => {
      const several = (count ? ` ${count.raw}` : '') + (fold ? ` ${fold}` : '');
      return `timeshift ${shift.raw}${several}${printAlias(alias, printer)}`;
    });
    return `compare with ${shifts.join(', ')}`;
  },
  lower(args, lowering) {
    const { stage, input, schema } = lowering;
    const keys = keysOf(input) ?? [];
    const reason = obstacle(keysOf(input), schema);
    if (reason !== undefined) {
      const message = `\`compare\` cannot be run ${reason}`;
      lowering.report(unsupportedConstruct.report({ span: stage.nameSpan, message, data: { construct: 'compare' } }));
    }
    const isKey = new Set(keys.map((name) => name.toLowerCase()));
    const values = [...schema.columns.values()]
      .map(({ name }) => name)
      .filter((name) => !isKey.has(name.toLowerCase()));
    const columns = args.shifts.flatMap((shift, index) =>
      columnsOf(shift, `compare@${stage.span.start}.${index}`, lowering),
    );
    return tableCall({ fn: 'compare', columns, keys, values }, lowering);
  },
};
