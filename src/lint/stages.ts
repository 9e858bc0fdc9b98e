import { argsOf, blocksOf, type OperatorDefinition, type Query, type Stage } from '../languages/sumo/index.ts';
import { type Edit, type Span, spanAt } from '../source/index.ts';

/** All stages of a query, those of subqueries and inner pipelines included. */
export function allStages(query: Query): readonly Stage[] {
  return blocksOf(query).flatMap((block) => block.stages);
}

/** All stages of one operator with their arguments. */
export function stagesOf<Args>(
  query: Query,
  operator: OperatorDefinition<Args>,
): readonly { readonly stage: Stage; readonly args: Args }[] {
  return allStages(query).flatMap((stage) => {
    const args = argsOf(stage, operator);
    return args === undefined ? [] : [{ stage, args }];
  });
}

/** The text of a part of the query. */
export function sourceAt(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}

/** False for a stage that the parser read out of a statement of another language, whose repair says what becomes of it. */
export function isWritten({ span }: Stage, name: string, text: string): boolean {
  return text.slice(span.start).toLowerCase().startsWith(name);
}

/** Adds `nodrop` to a parse stage. */
export function addNodrop(stage: Stage): Edit {
  return { span: spanAt(stage.span.end), text: ' nodrop' };
}

/** Operators that take fields out of a text and drop rows in which they find none. */
export const EXTRACTING: ReadonlySet<string> = new Set(['json', 'keyvalue', 'parse', 'parse regex', 'parse xml']);

/** True if a parse stage drops the rows that do not match. */
export function dropsRows(stage: Stage): boolean {
  return EXTRACTING.has(stage.operator) && !(stage.args as { readonly nodrop: boolean }).nodrop;
}
