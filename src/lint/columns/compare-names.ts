import type { Timeshift } from '../../languages/sumo/operators/compare.ts';

/** The shift as written, without a sign, as it stands behind a column's name. */
function plainShift(raw: string): string {
  return raw.replace(/^-/, '');
}

function multiplied(raw: string, factor: number): string | undefined {
  const found = /^(\d+)([a-z]+)$/.exec(plainShift(raw));
  return found ? `${Number(found[1]) * factor}${found[2]}` : undefined;
}

/**
 * What `compare` puts behind a column's name for the runs of one shift, underscore aside; undefined where the specification
 * does not say (spec sumo §10).
 */
export function shiftSuffixes({ shift, count, fold, alias }: Timeshift): readonly string[] | undefined {
  if (shift.kind !== 'number' || (count && count.kind !== 'number')) return undefined;
  const runs = count?.kind === 'number' ? count.value : 1;
  if (alias) return runs === 1 || fold ? [alias.name] : undefined;
  const last = multiplied(shift.raw, runs);
  if (last === undefined) return undefined;
  if (fold) return [`${last}_${fold}`];
  return Array.from({ length: runs }, (_, i) => multiplied(shift.raw, i + 1) ?? '');
}
