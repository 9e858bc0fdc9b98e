import type { ModifierDefinition } from './modifier.ts';
import { timePart } from './time-part.ts';

/** `minute`. */
export const minute: ModifierDefinition = timePart('minute', 'The minute of the time in the field, 0 to 59.', [
  7,
  '2024-05-01T23:07:00Z',
  '2024-05-01T07:23:00Z',
]);
