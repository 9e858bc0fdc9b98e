import { columnOf, type Plan, schemaOf } from '../../../ir/index.ts';
import type { Value } from '../../../value/index.ts';
import type { ResultRow } from '../../engine.ts';
import { provenanceOf } from '../row.ts';
import { type CompileScope, compileExpression, type Evaluate } from './expression.ts';
import type { SlotRow } from './slot-row.ts';

const NOWHERE = { start: 0, end: 0 } as const;

/**
 * Gives out the rows of a plan that is compiled to its end, straight from their slots; undefined if its rows are no messages or print
 * other than named columns, which is left to the interpreter.
 */
export function streamedRows(
  plan: Plan,
  scope: CompileScope,
  onRow: (row: ResultRow) => void,
): ((row: SlotRow, file: number, position: number) => void) | undefined {
  const schema = schemaOf(plan);
  if (schema.rows !== 'messages' || !schema.projected) return undefined;
  const readers = new Map<string, Evaluate>();
  const readerOf = (name: string): Evaluate => {
    let reader = readers.get(name);
    if (!reader) {
      reader = compileExpression({ kind: 'field', name, origin: NOWHERE }, scope);
      readers.set(name, reader);
    }
    return reader;
  };
  const columns = schema.projected.map((name) => ({
    name: columnOf(schema, name)?.name ?? name,
    read: readerOf(name),
  }));
  return (row, file, position) =>
    onRow({
      get cells() {
        return columns.map(({ name, read }): [string, Value] => [name, read(row)]);
      },
      get: (name) => readerOf(name)(row),
      event: row.event,
      provenance: provenanceOf(row.event, file, position),
    });
}
