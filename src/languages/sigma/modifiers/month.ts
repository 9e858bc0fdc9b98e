import type { ModifierDefinition } from './modifier.ts';
import { timePart } from './time-part.ts';

/** `month`. */
export const month: ModifierDefinition = timePart('month', 'The month of the time in the field, 1 to 12.', [
  5,
  '2024-05-01',
  '2024-06-05',
]);
