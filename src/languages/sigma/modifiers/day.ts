import type { ModifierDefinition } from './modifier.ts';
import { timePart } from './time-part.ts';

/** `day`. */
export const day: ModifierDefinition = timePart('day', 'The day of the month of the time in the field.', [
  31,
  '2024-05-31',
  '2024-05-30',
]);
