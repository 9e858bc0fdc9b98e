import type { NameNode, Quantity } from './ast.ts';
import type { Cursor } from './cursor.ts';
import type { Printer } from './operator.ts';
import { printAlias, printBy } from './stage-parts.ts';

/** Arguments of the operators that go along a series: `accum`, `total`, `diff`, `backshift`, `smooth`, `rollingstd`. */
export interface SeriesArgs {
  readonly field: NameNode;
  /** Number of rows, for operators that have one. */
  readonly length: Quantity | undefined;
  readonly alias: NameNode | undefined;
  readonly by: readonly NameNode[];
}

/** Reads `f [, n] [as g] [by k]` (spec sumo §10). */
export function parseSeries(cursor: Cursor): SeriesArgs {
  const isWrapped = cursor.takePunct('(') !== undefined;
  const field = cursor.name();
  const length = cursor.takePunct(',') ? cursor.quantity() : undefined;
  if (isWrapped) cursor.expectPunct(')');
  const early = cursor.byNames();
  const alias = cursor.alias();
  return { field, length, alias, by: early.length > 0 ? early : cursor.byNames() };
}

/** Writes a stage of the series operators. */
export function printSeries(operator: string, args: SeriesArgs, printer: Printer): string {
  const length = args.length ? `, ${args.length.raw}` : '';
  return `${operator} ${printer.name(args.field)}${length}${printAlias(args.alias, printer)}${printBy(args.by, printer)}`;
}
