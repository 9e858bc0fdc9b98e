import { type Seen, valuesSeen } from '../../engines/js/trace.ts';
import type { Value } from '../../value/index.ts';
import { fitText } from './table.ts';

/** Values of a field that are shown; the rest is counted. */
const SHOWN_VALUES = 5;

/** Columns that each of several values gets. */
const VALUE_WIDTH = 60;

/** The value of a field, or its values, each cut, and how many more there are. */
export function seenText(seen: Seen, show: (value: Value) => string): string {
  const values = valuesSeen(seen);
  if (values.length === 1) return show(values[0]);
  const more = values.length > SHOWN_VALUES ? ` and ${values.length - SHOWN_VALUES} more` : '';
  return `${values
    .slice(0, SHOWN_VALUES)
    .map((value) => fitText(show(value), VALUE_WIDTH))
    .join(', ')}${more}`;
}
