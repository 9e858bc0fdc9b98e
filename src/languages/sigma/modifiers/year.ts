import type { ModifierDefinition } from './modifier.ts';
import { timePart } from './time-part.ts';

/** `year`. */
export const year: ModifierDefinition = timePart('year', 'The year of the time in the field.', [
  2024,
  '2024-12-31',
  '2025-01-01',
]);
