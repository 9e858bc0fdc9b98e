import { nearestName } from '../../../source/index.ts';
import { all } from './all.ts';
import { base64 } from './base64.ts';
import { base64offset } from './base64offset.ts';
import { cased } from './cased.ts';
import { cidr } from './cidr.ts';
import { contains } from './contains.ts';
import { day } from './day.ts';
import { endswith } from './endswith.ts';
import { exists } from './exists.ts';
import { expand } from './expand.ts';
import { fieldref } from './fieldref.ts';
import { gt } from './gt.ts';
import { gte } from './gte.ts';
import { hour } from './hour.ts';
import { ignoreCase } from './i.ts';
import { lt } from './lt.ts';
import { lte } from './lte.ts';
import { multiline } from './m.ts';
import { minute } from './minute.ts';
import type { ModifierDefinition } from './modifier.ts';
import { month } from './month.ts';
import { neq } from './neq.ts';
import { re } from './re.ts';
import { dotAll } from './s.ts';
import { startswith } from './startswith.ts';
import { utf16 } from './utf16.ts';
import { utf16be } from './utf16be.ts';
import { utf16le } from './utf16le.ts';
import { week } from './week.ts';
import { windash } from './windash.ts';
import { year } from './year.ts';

/** Every modifier, sorted by name. */
export const SIGMA_MODIFIERS: readonly ModifierDefinition[] = [
  all,
  base64,
  base64offset,
  cased,
  cidr,
  contains,
  day,
  endswith,
  exists,
  expand,
  fieldref,
  gt,
  gte,
  hour,
  ignoreCase,
  lt,
  lte,
  multiline,
  minute,
  month,
  neq,
  re,
  dotAll,
  startswith,
  utf16,
  utf16be,
  utf16le,
  week,
  windash,
  year,
];

const BY_NAME = new Map(
  SIGMA_MODIFIERS.flatMap((one) => [one.name, ...(one.aliases ?? [])].map((name) => [name, one])),
);

/** The modifier of a name, or of one of its aliases. */
export function modifierNamed(name: string): ModifierDefinition | undefined {
  return BY_NAME.get(name);
}

/** The modifier whose name is nearest to a misspelt one. */
export function nearestModifier(name: string): string | undefined {
  return nearestName(name, BY_NAME.keys());
}
