import type { TableScan } from '../../../ir/index.ts';
import { optionFor } from '../../table.ts';
import type { EvaluationContext } from '../evaluate.ts';
import { recordRow } from '../row-groups.ts';
import { TABLE_WARNINGS } from '../tables/unknown-table.ts';
import type { Output, Stage } from './stage.ts';

/** The rows of a table at the end; events that are pushed are not read. */
export function tableStage(node: TableScan, context: EvaluationContext, output: Output): Stage {
  return {
    push: () => undefined,
    keeper: output.keeper,
    finish() {
      const table = context.tables?.get(node.table);
      if (table?.kind !== 'rows')
        context.warn(
          TABLE_WARNINGS.unknown,
          `the table ${node.table} was not given; ${optionFor(node.table)} gives it`,
        );
      else {
        for (const [index, row] of table.rows.entries()) {
          const cells = table.columns.map((name, at) => ({ name, value: row[at] ?? null }));
          output.push({ ...recordRow(cells, []), order: [index] });
        }
      }
      output.finish();
    },
  };
}
