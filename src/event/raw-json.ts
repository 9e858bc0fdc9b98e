import type { Event } from './event.ts';

/** The compact JSON of spec windows-telemetry §6.4 without `Message`. */
export function rawJsonOf(event: Event): string {
  return JSON.stringify(Object.fromEntries(event.payload()));
}
