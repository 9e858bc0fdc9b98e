import type { Raw, RawField } from '../event/index.ts';

const NONE: readonly string[] = [];

/** The further names that a field has by its own name alone: without its blanks, and with underscores for them. */
export function derivedNames(name: string): readonly string[] {
  return name !== 'Data' && name.includes(' ') ? [name.replaceAll(' ', ''), name.replaceAll(' ', '_')] : NONE;
}

/**
 * Further names of payload fields: `Data[0]` … for the items of unnamed Data, and names without their blanks or with
 * underscores for them, `Threat Name` = `ThreatName` = `Threat_Name` (spec evtx-format §10.3, windows-telemetry §8.5).
 */
export function derivedFields(payload: readonly RawField[]): RawField[] {
  const derived: [string, Raw][] = [];
  for (const [name, value] of payload) {
    if (name === 'Data' && Array.isArray(value)) {
      for (const [i, item] of (value as readonly Raw[]).entries()) derived.push([`Data[${i}]`, item]);
    } else {
      for (const one of derivedNames(name)) derived.push([one, value]);
    }
  }
  return derived;
}
