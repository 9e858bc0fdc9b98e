import type { GroupBound, Transactionize } from '../../../ir/index.ts';
import { compileWildcard, isNull, toText } from '../../../value/index.ts';
import { type Cell, type Row, withCells } from '../row.ts';
import { recordRow } from '../row-groups.ts';
import { inTime, timeOf } from './in-time.ts';
import { mergedCells } from './merge.ts';
import type { TableRun, TableTools } from './table-run.ts';

interface Group {
  readonly rows: Row[];
  isOrphaned: boolean;
}

/** Components of rows linked by a shared value, transitively; rows with no value at all stand alone. */
function linked(rows: readonly Row[], { columns }: Transactionize, { read }: TableTools): Row[][] {
  const parent = rows.map((_row, index) => index);
  const find = (from: number): number => {
    let at = from;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  const firstWith = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    for (const [place, name] of columns.entries()) {
      const value = read(row, name);
      if (isNull(value) || value === '') continue;
      const id = `${place}:${toText(value)}`;
      const other = firstWith.get(id);
      if (other === undefined) firstWith.set(id, index);
      else parent[find(index)] = find(other);
    }
  }
  const groups = new Map<number, Row[]>();
  for (const [index, row] of rows.entries()) {
    const root = find(index);
    const group = groups.get(root);
    if (group) group.push(row);
    else groups.set(root, [row]);
  }
  return [...groups.values()];
}

type Bound = ((row: Row) => boolean) | undefined;

function boundOf(bound: GroupBound | undefined, { read }: TableTools): Bound {
  if (!bound) return undefined;
  const test = compileWildcard(bound.text.includes('*') ? bound.text : `*${bound.text}*`, {
    case: 'sensitive',
    question: false,
  });
  return (row) => test(toText(read(row, '_raw')) ?? '');
}

/** Cuts a component, in the order of time, where a limit is passed or a bound says that a group begins or ended. */
function cut(rows: readonly Row[], call: Transactionize, starts: Bound, ends: Bound): Group[] {
  const groups: Group[] = [];
  let group: Row[] = [];
  let isEnded = false;
  const isPassed = (row: Row): boolean => {
    const [time, first, last] = [row, group[0]!, group.at(-1)!].map(timeOf);
    if (call.maxLogs !== undefined && group.length >= call.maxLogs) return true;
    if (time === undefined || first === undefined || last === undefined) return false;
    return (
      (call.maxSpan !== undefined && time - first > call.maxSpan) ||
      (call.maxPause !== undefined && time - last > call.maxPause)
    );
  };
  const close = (): void => {
    if (group.length === 0) return;
    const lacks = (bound: Bound, isStrict: boolean | undefined, row: Row): boolean =>
      isStrict === true && bound !== undefined && !bound(row);
    const isOrphaned =
      lacks(starts, call.startsWith?.strict, group[0]!) || lacks(ends, call.endsWith?.strict, group.at(-1)!);
    groups.push({ rows: group, isOrphaned });
    group = [];
    isEnded = false;
  };
  for (const row of rows) {
    if (group.length > 0 && (isEnded || isPassed(row) || starts?.(row))) close();
    group.push(row);
    isEnded = ends?.(row) ?? false;
  }
  close();
  return groups;
}

/** Groups rows that share values, directly or through others (spec sumo §11.4). */
export const transactionize: TableRun<'transactionize'> = (call, rows, tools) => {
  const hasKey = (row: Row): boolean =>
    call.columns.some((name) => {
      const value = tools.read(row, name);
      return !isNull(value) && value !== '';
    });
  const [starts, ends] = [boundOf(call.startsWith, tools), boundOf(call.endsWith, tools)];
  const chronological = inTime(rows);
  const groups: Group[] = [
    ...linked(chronological.filter(hasKey), call, tools).flatMap((component) => cut(component, call, starts, ends)),
    ...chronological.filter((row) => !hasKey(row)).map((row) => ({ rows: [row], isOrphaned: true })),
  ];
  const places = new Map(chronological.map((row, index) => [row, index]));
  groups.sort((a, b) => places.get(a.rows[0]!)! - places.get(b.rows[0]!)!);
  const kept = call.keepOrphans ? groups : groups.filter(({ isOrphaned }) => !isOrphaned);
  const cellsOf = ({ rows: own, isOrphaned }: Group, number: number): Cell[] => {
    const [first, last] = [timeOf(own[0]!), timeOf(own.at(-1)!)];
    return [
      { name: call.name, value: number },
      { name: '_group_duration', value: first === undefined || last === undefined ? null : last - first },
      { name: '_group_size', value: own.length },
      { name: '_group_orphaned', value: isOrphaned },
    ];
  };
  if (call.merge) {
    const columns = call.merge;
    return kept.map((group, index) =>
      recordRow([...cellsOf(group, index + 1), ...mergedCells(columns, group.rows, tools)], group.rows),
    );
  }
  const cells = new Map<Row, Cell[]>();
  for (const [index, group] of kept.entries()) for (const row of group.rows) cells.set(row, cellsOf(group, index + 1));
  return rows.filter((row) => cells.has(row)).map((row) => withCells(row, cells.get(row)!));
};
