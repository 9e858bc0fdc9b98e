import type { NameNode } from '../ast.ts';
import type { OperatorDefinition } from '../operator.ts';
import { isNoExpression } from '../operator-start.ts';

/** Arguments of `fields`. */
export interface FieldsArgs {
  readonly mode: 'keep' | 'remove';
  readonly names: readonly NameNode[];
}

/** `fields a, b` and `fields - a` (spec sumo §7.2). */
export const fieldsOperator: OperatorDefinition<FieldsArgs> = {
  name: 'fields',
  summary: 'Keeps only the listed fields, or removes them when a minus stands in front.',
  syntax: 'fields [-] a, b',
  evidence: 'spec sumo §7.2',
  examples: [
    { title: 'keep', query: '* | count by Computer, User | fields Computer, _count' },
    { title: 'remove', query: '* | count by Computer, User | fields - User' },
  ],
  begins(_keyword, next, cursor) {
    if (next.text === '-' || next.text === '+') return !['string', 'number'].includes(cursor.peekMany(3)[2]!.kind);
    return next.kind === 'punct' ? next.text === '(' || next.text === '%' : isNoExpression(next);
  },
  parse(cursor) {
    const mode = cursor.takePunct('-') ? 'remove' : 'keep';
    if (mode === 'keep') cursor.takePunct('+');
    const isWrapped = cursor.takePunct('(') !== undefined;
    const names = cursor.names();
    if (isWrapped) cursor.expectPunct(')');
    return { mode, names };
  },
  print: (args, printer) => `fields ${args.mode === 'remove' ? '- ' : ''}${printer.names(args.names)}`,
  lower: (args, { input, stage }) => ({
    kind: 'project',
    origin: stage.span,
    input,
    mode: args.mode === 'keep' ? 'keep' : 'drop',
    names: args.names.map(({ name }) => name),
  }),
};
