import type { Diagnostic, FixClass } from '../../../diagnostic/index.ts';
import type { Edit, Span } from '../../../source/index.ts';
import type { Stage } from '../ast.ts';
import type { Cursor } from '../cursor.ts';
import * as mistakes from './diagnostics.ts';

/** A stage that other languages have: how it is read as the stages that were meant. */
export interface ForeignOperator {
  /** First words in lower case. */
  readonly words: readonly string[];
  /** A whole query with the mistake, for tests and documentation. */
  readonly bad: string;
  /** The query that the fix makes of it. */
  readonly good: string;
  /** Class of that fix; a repair unless told otherwise. */
  readonly class?: FixClass;
  /** Reads the stage; undefined when the word is something else here. */
  parse(cursor: Cursor): readonly Stage[] | undefined;
}

/** Makes a stage of a tree built from a mistake. */
export function stageOf<Args>(operator: string, nameSpan: Span, span: Span, args: Args): Stage<Args> {
  return { kind: 'stage', operator, nameSpan, span, args };
}

/** A finding on a foreign operator with the edits that mend it. */
export function foreignStage(name: string, span: Span, right: string, edits: readonly Edit[]): Diagnostic {
  return mistakes.foreignOperator.report({
    span,
    message: `there is no operator \`${name}\`; write \`${right}\``,
    data: { name, right },
    fixes: [{ title: `write ${right}`, class: 'repair', edits }],
  });
}
