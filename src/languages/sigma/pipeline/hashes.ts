import type { SelectionItem, SigmaValue } from '../rule.ts';
import { literalString, shownParts } from '../string.ts';
import { flagOf, textOf, textsOf } from './parameters.ts';
import type { TransformationDefinition } from './pipeline.ts';

/** Digests by the number of their hexadecimal digits. */
const BY_LENGTH: Readonly<Record<number, string>> = { 32: 'MD5', 40: 'SHA1', 64: 'SHA256', 128: 'SHA512' };

/** The algorithm and digest that a value such as `*MD5=…*` names; undefined for anything else. */
function digestOf(value: SigmaValue, known: readonly string[]): readonly [string, string] | undefined {
  if (value.kind !== 'string') return undefined;
  const text = shownParts(value.parts).replace(/^\*|\*$/g, '');
  const [, name, digest] = /^(?:(\w+)[=|])?([0-9a-f]+)$/i.exec(text) ?? [];
  const algorithm = (name ?? BY_LENGTH[digest?.length ?? 0])?.toUpperCase();
  const found = known.find((one) => one.toUpperCase() === algorithm);
  return found && digest ? [found, digest] : undefined;
}

/** Cuts tests of a list of digests into tests of a field for each algorithm (spec sigma §14.2). */
export const HASHES_FIELDS: TransformationDefinition = {
  type: 'hashes_fields',
  summary: 'Cuts tests of a list of digests into one field for each algorithm.',
  keys: ['valid_hash_algos', 'field_prefix', 'drop_algo_prefix', 'field_to_parse'],
  read(map, reading) {
    const algorithms = textsOf(map, 'valid_hash_algos', reading);
    const prefix = textOf(map, 'field_prefix', reading, false) ?? '';
    const dropsAlgorithm = flagOf(map, 'drop_algo_prefix', reading);
    const fields = textsOf(map, 'field_to_parse', reading, false) ?? ['Hashes', 'Hash'];
    if (!algorithms) return undefined;
    return {
      entry(entry, run) {
        if (entry.field === undefined || !fields.includes(entry.field)) return entry;
        const items: SelectionItem[] = [];
        for (const value of entry.values) {
          const digest = digestOf(value, algorithms);
          if (!digest) {
            run.refuse('hashes_fields: a value names no digest of the algorithms that it takes', value.span);
            return entry;
          }
          const field = dropsAlgorithm ? prefix : prefix + digest[0];
          items.push({ ...entry, field, values: [literalString(digest[1], value.span)], join: 'any' });
        }
        if (items.length === 1) return items[0]!;
        // Not one of them is: each of them is not.
        const isAll = (entry.join === 'all') !== entry.isNegated;
        return { kind: isAll ? 'all' : 'any', span: entry.span, items };
      },
    };
  },
};
