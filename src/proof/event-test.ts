import { compileCondition } from '../detection/index.ts';
import { invariant } from '../diagnostic/index.ts';
import { type EvaluationContext, holds } from '../engines/js/evaluate.ts';
import { messageRow } from '../engines/js/row.ts';
import type { Event } from '../event/index.ts';

/** Tests single events. */
export type EventTest = (event: Event) => boolean;

/** A condition of a package, checked when it was loaded, as a test of events. */
export function eventTest(text: string, context: Omit<EvaluationContext, 'fieldsAs'>): EventTest {
  const { condition } = compileCondition(text);
  invariant(condition, `a condition that was not checked: ${text}`);
  return (event) => holds(condition, messageRow(event, 0, 0), { ...context, fieldsAs: 'text' });
}
