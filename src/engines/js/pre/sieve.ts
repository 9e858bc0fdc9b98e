import {
  type FieldTexts,
  QUERY_FIELDS,
  type SievedValue,
  type TextShape,
  type TextSieve,
} from '../../../event/index.ts';
import type { Condition } from './condition.ts';
import type { Operand, Readings } from './operand.ts';
import { FOUND, MISSING, type Reading, startReading } from './reading.ts';
import { shapeVerdict } from './shape.ts';
import { MAYBE, NO, type Verdict, YES } from './verdict.ts';

/** True if units alone show something of an event. */
export type Shows = (texts: FieldTexts) => boolean;

function sievedValue({ reading }: Operand): SievedValue {
  return { field: QUERY_FIELDS.nameOf(reading.field), isBaseName: reading.whole !== undefined };
}

/** What shows that a condition holds, or that it does not; undefined if texts never show it. */
export function sieveOf(holds: boolean, condition: Condition): TextSieve | undefined {
  switch (condition.kind) {
    case 'unknown':
      return undefined;
    case 'known':
      return condition.holds === holds ? { kind: 'all', items: [] } : undefined;
    case 'not':
      return sieveOf(!holds, condition.item);
    case 'present':
      return { kind: holds ? 'present' : 'missing', value: sievedValue(condition.operand) };
    case 'text': {
      const { operand, shapes } = condition;
      if (holds && !shapes.some((shape) => shape.exact)) return undefined;
      return { kind: holds ? 'like' : 'unlike', value: sievedValue(operand), shapes };
    }
    default: {
      const items = condition.items.map((item) => sieveOf(holds, item));
      const known = items.filter((item) => item !== undefined);
      if ((condition.kind === 'and') === holds)
        return known.length === items.length ? { kind: 'all', items: known } : undefined;
      return known.length === 0 ? undefined : { kind: 'any', items: known };
    }
  }
}

function verdictOf(reading: Reading, shapes: readonly TextShape[], texts: FieldTexts): Verdict {
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

/** The sieve as a test of events that come one by one; `readings` are its own. */
export function showing(sieve: TextSieve, readings: Readings): Shows {
  const shows = compiled(sieve, readings);
  return (texts) => {
    startReading();
    return shows(texts);
  };
}

function compiled(sieve: TextSieve, readings: Readings): Shows {
  if ('items' in sieve) {
    const items = sieve.items.map((item) => compiled(item, readings));
    return sieve.kind === 'all' ? every(items) : some(items);
  }
  if ('screen' in sieve) {
    const { screen } = sieve;
    return (texts) => texts.lacks?.(screen) ?? false;
  }
  const reading = readings.of(sieve.value.field, sieve.value.isBaseName);
  if ('shapes' in sieve) {
    const { shapes } = sieve;
    const wanted = sieve.kind === 'like' ? YES : NO;
    return (texts) => verdictOf(reading, shapes, texts) === wanted;
  }
  const wanted = sieve.kind === 'present' ? FOUND : MISSING;
  return (texts) => reading.read(texts) === wanted;
}
