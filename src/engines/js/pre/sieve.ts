import type { FieldTexts } from '../../../event/index.ts';
import type { Condition } from './condition.ts';
import type { Operand } from './operand.ts';
import { FOUND, MISSING, startReading } from './reading.ts';
import { type Shape, shapeVerdict } from './shape.ts';
import { MAYBE, NO, type Verdict, YES } from './verdict.ts';

/** True if units alone show something of an event. */
export type Shows = (texts: FieldTexts) => boolean;

function verdictOf({ reading }: Operand, shapes: readonly Shape[], texts: FieldTexts): Verdict {
  const found = reading.read(texts);
  if (found !== FOUND) return found === MISSING ? NO : MAYBE;
  let verdict: Verdict = NO;
  const { units, start, end } = reading;
  for (let i = 0; i < shapes.length; i++) {
    const one = shapeVerdict(shapes[i]!, units, start, end);
    if (one === YES) return YES;
    if (one === MAYBE) verdict = MAYBE;
  }
  return verdict;
}

function every(items: readonly Shows[]): Shows {
  if (items.length === 1) return items[0]!;
  return (texts) => {
    for (let i = 0; i < items.length; i++) if (!items[i]!(texts)) return false;
    return true;
  };
}

function some(items: readonly Shows[]): Shows {
  if (items.length === 1) return items[0]!;
  return (texts) => {
    for (let i = 0; i < items.length; i++) if (items[i]!(texts)) return true;
    return false;
  };
}

/**
 * The test that shows that a condition holds, or that it does not; undefined if units never show it. Where the test is false, nothing
 * is known.
 */
export function showing(holds: boolean, condition: Condition): Shows | undefined {
  const shows = showingAt(holds, condition);
  return (
    shows &&
    ((texts) => {
      startReading();
      return shows(texts);
    })
  );
}

function showingAt(holds: boolean, condition: Condition): Shows | undefined {
  switch (condition.kind) {
    case 'unknown':
      return undefined;
    case 'known':
      return condition.holds === holds ? () => true : undefined;
    case 'not':
      return showingAt(!holds, condition.item);
    case 'present': {
      const { reading } = condition.operand;
      const wanted = holds ? FOUND : MISSING;
      return (texts) => reading.read(texts) === wanted;
    }
    case 'text': {
      const { operand, shapes } = condition;
      const wanted = holds ? YES : NO;
      if (holds && !shapes.some((shape) => shape.exact)) return undefined;
      return (texts) => verdictOf(operand, shapes, texts) === wanted;
    }
    default: {
      const items = condition.items.map((item) => showingAt(holds, item));
      const known = items.filter((item) => item !== undefined);
      if ((condition.kind === 'and') === holds) return known.length === items.length ? every(known) : undefined;
      return known.length === 0 ? undefined : some(known);
    }
  }
}
