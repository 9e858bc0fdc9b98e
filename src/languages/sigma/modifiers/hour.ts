import type { ModifierDefinition } from './modifier.ts';
import { timePart } from './time-part.ts';

/** `hour`. */
export const hour: ModifierDefinition = timePart('hour', 'The hour of the time in the field, 0 to 23, in UTC.', [
  23,
  '2024-05-01 23:10:00.000',
  '2024-05-01 10:23:00.000',
]);
