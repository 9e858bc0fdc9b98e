import { foldName } from '../event/index.ts';
import type { Span } from '../source/index.ts';
import type { Field } from './expr.ts';
import type { Plan } from './plan.ts';
import { columnOf } from './schema.ts';
import { schemaOf } from './schema-of.ts';
import { expressionsOf, inputsOf, nodesOf, walkExpr } from './walk.ts';

/** A field that a plan reads from events as given: no stage made it and it is no built-in. */
export interface AssumedField {
  readonly name: string;
  readonly origin: Span;
}

/** Fields that a plan takes for granted, each once, where it is read first. */
export function assumedFields(plan: Plan): AssumedField[] {
  const found = new Map<string, AssumedField>();
  const note = (field: Pick<Field, 'name' | 'origin'>): void => {
    const folded = foldName(field.name);
    if (!folded.startsWith('_') && !found.has(folded)) found.set(folded, { name: field.name, origin: field.origin });
  };
  for (const node of nodesOf(plan)) {
    const input = inputsOf(node)[0];
    if (!input) continue;
    let schema = schemaOf(input);
    const visit = (field: Field): void => {
      if (schema.rows === 'messages' && !schema.open && !columnOf(schema, field.name)) note(field);
    };
    const visitNode = (expr: Parameters<typeof walkExpr>[0]): void =>
      walkExpr(expr, (one) => {
        if (one.kind === 'field') visit(one);
      });
    if (node.kind === 'extend') {
      for (const column of node.columns) {
        visitNode(column.value);
        schema = schemaOf({ ...node, columns: node.columns.slice(0, node.columns.indexOf(column) + 1) });
      }
    } else for (const expr of expressionsOf(node)) visitNode(expr);
    if (node.kind === 'project' && node.mode === 'keep') {
      for (const name of node.names) visit({ kind: 'field', name, origin: node.origin });
    }
  }
  return [...found.values()];
}
