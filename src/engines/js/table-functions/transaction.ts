import type { Transaction } from '../../../ir/index.ts';
import { compileWildcard, isNull, toText, type Value } from '../../../value/index.ts';
import type { Cell, Row } from '../row.ts';
import { groupRows, recordRow } from '../row-groups.ts';
import { inTime, timeOf } from './in-time.ts';
import type { TableRun, TableTools } from './table-run.ts';

interface Step {
  readonly state: string;
  readonly row: Row;
}

/** The states that rows stand for, in the order of time; a row that fits none is left out, of several the first counts. */
function stepsOf({ states }: Transaction, rows: readonly Row[], { read }: TableTools): Step[] {
  const tests = states.map(({ name, column, pattern }) => ({
    name,
    column,
    test: compileWildcard(pattern, { case: 'sensitive', question: false }),
  }));
  return inTime(rows).flatMap((row) => {
    const found = tests.find(({ column, test }) => {
      const text = toText(read(row, column));
      return text !== null && test(text);
    });
    return found ? [{ state: found.name, row }] : [];
  });
}

/** True if a transaction may go on outside the window (spec sumo §11.4, fringe). */
function isFringe(steps: readonly Step[], fringe: number | undefined, range: TableTools['context']['range']): boolean {
  if (fringe === undefined || !range) return false;
  const [first, last] = [timeOf(steps[0]!.row), timeOf(steps.at(-1)!.row)];
  return first === undefined || last === undefined || first < range.from + fringe || last >= range.to - fringe;
}

/** Follows transactions, which are rows of the same keys, through states. */
export const transaction: TableRun<'transaction'> = (call, rows, tools) => {
  const { read, context } = tools;
  const keysOf = (row: Row): Value[] => call.on.map((name) => read(row, name));
  const whole = rows.filter((row) => keysOf(row).every((value) => !isNull(value)));
  const transactions = [...groupRows(whole, keysOf).values()]
    .map((group) => stepsOf(call, group, tools))
    .filter((steps) => steps.length > 0 && !isFringe(steps, call.fringe, context.range));
  const keyCells = (row: Row): Cell[] => call.on.map((name) => ({ name, value: read(row, name) }));
  switch (call.results) {
    case 'states':
      return call.states.map(({ name }) => {
        const own = transactions.flatMap((steps) => steps.filter(({ state }) => state === name));
        return recordRow(
          [
            { name: 'state', value: name },
            { name: '_count', value: own.length },
          ],
          own.map(({ row }) => row),
        );
      });
    case 'flow':
      return transactions.flatMap((steps) =>
        steps.slice(1).map(({ state, row }, index) => {
          const before = steps[index]!;
          const [from, to] = [timeOf(before.row), timeOf(row)];
          return recordRow(
            [
              ...keyCells(row),
              { name: 'fromstate', value: before.state },
              { name: 'tostate', value: state },
              { name: 'latency', value: from === undefined || to === undefined ? null : to - from },
            ],
            [before.row, row],
          );
        }),
      );
    case 'transactions':
      return transactions.map((steps) =>
        recordRow(
          [
            ...keyCells(steps[0]!.row),
            { name: '_start_time', value: timeOf(steps[0]!.row) ?? null },
            { name: '_end_time', value: timeOf(steps.at(-1)!.row) ?? null },
            ...call.states.map(({ name }) => ({ name, value: steps.filter(({ state }) => state === name).length })),
          ],
          steps.map(({ row }) => row),
        ),
      );
  }
};
