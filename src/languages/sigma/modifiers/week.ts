import type { ModifierDefinition } from './modifier.ts';
import { timePart } from './time-part.ts';

/** `week`. */
export const week: ModifierDefinition = timePart(
  'week',
  'The week of the year of the time in the field, by ISO 8601.',
  [18, '2024-05-01', '2024-05-06'],
);
