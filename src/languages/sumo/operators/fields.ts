import type { NameNode } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import type { OperatorDefinition } from '../operator.ts';
import { isNoExpression } from '../operator-start.ts';
import * as problems from '../syntax-diagnostics.ts';

/** Arguments of `fields`. */
export interface FieldsArgs {
  readonly mode: 'keep' | 'remove';
  readonly names: readonly NameNode[];
}

/** Each name that stood before already; the repair takes it out with the comma in front (spec sumo §7.2). */
function reportRepeated(cursor: Cursor, names: readonly NameNode[]): void {
  const seen = new Set<string>();
  for (const [index, { name, span }] of names.entries()) {
    const folded = name.toLowerCase();
    if (seen.has(folded)) {
      const edit = { span: { start: names[index - 1]!.span.end, end: span.end }, text: '' };
      cursor.report(
        problems.repeatedField.report({
          span,
          message: `\`${name}\` is listed already`,
          data: { field: name },
          fixes: [{ title: 'remove it', class: 'repair', edits: [edit] }],
        }),
      );
    }
    seen.add(folded);
  }
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
    if (!cursor.panicking) reportRepeated(cursor, names);
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
