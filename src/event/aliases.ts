import type { EventHeader } from './header.ts';

/** Folded names under which a field may stand in an event of this shape, best first (spec windows-telemetry §7). */
export function aliasesOf(_folded: string, _shape: string, _header: EventHeader): readonly string[] {
  return [];
}
