import type { NameNode } from '../ast.ts';
import type { OperatorDefinition } from '../operator.ts';
import { parseAsNames, parseSource, printSource } from '../stage-parts.ts';
import type { Anchor } from './parse.ts';

/** Arguments of `sessionize`; `$name` in an anchor refers to a field of an anchor before it. */
export interface SessionizeArgs {
  readonly field: NameNode | undefined;
  readonly anchors: readonly Anchor[];
}

/** `sessionize "…" as (a), "… $a *" as (b)` (spec sumo §11.4). */
export const sessionizeOperator: OperatorDefinition<SessionizeArgs> = {
  name: 'sessionize',
  summary: 'Joins messages by anchors that refer to each other.',
  syntax: 'sessionize "… *" as (a), "… $a … *" as (b)',
  evidence: 'spec sumo §11.4',
  examples: [
    { title: 'a job', query: '* | sessionize "task * queued" as (task), "task $task done in * s" as (seconds)' },
  ],
  parse(cursor) {
    const field = parseSource(cursor);
    const anchors: Anchor[] = [];
    do anchors.push({ pattern: cursor.string(), names: parseAsNames(cursor) });
    while (cursor.takePunct(',') && !cursor.panicking);
    return { field, anchors };
  },
  print(args, printer) {
    const anchors = args.anchors.map(({ pattern, names }) => {
      return printer.string(pattern) + (names.length > 0 ? ` as (${printer.names(names)})` : '');
    });
    return `sessionize${printSource(args.field, printer)} ${anchors.join(', ')}`;
  },
};
