import { optionFor } from '../../table.ts';
import type { EvaluationContext } from '../evaluate.ts';
import { type OpenTable, openTable } from './open-table.ts';

/** Warnings about tables. */
export const TABLE_WARNINGS = {
  unknown: 'table/unknown',
  keys: 'table/unknown-key',
  column: 'table/unknown-column',
} as const;

/** The table of a name; without one a warning says once that its columns are null. */
export function tableOf(name: string, context: EvaluationContext): OpenTable | undefined {
  const table = context.tables?.get(name);
  if (table) return openTable(table);
  context.warn(
    TABLE_WARNINGS.unknown,
    `the table ${name} was not given, so nothing is found in it; ${optionFor(name)} gives it`,
  );
  return undefined;
}
