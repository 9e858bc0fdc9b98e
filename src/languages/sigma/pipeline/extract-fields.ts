import type { Selection, SelectionItem, SigmaValue } from '../rule.ts';
import { parseParts } from '../string.ts';
import { escapedText } from './escaped-text.ts';
import { faulty, flagOf, regexOf, textOf } from './parameters.ts';
import type { TransformationDefinition } from './pipeline.ts';

/** Makes fields of the named groups that a regular expression finds in text values (spec sigma §14.2). */
export const EXTRACT_FIELDS: TransformationDefinition = {
  type: 'extract_fields',
  summary:
    'Makes a field of each named group that a regular expression finds in a text value; a value without a match refuses the rule, unless `preserve_unmatched` leaves it as it is.',
  keys: ['regex', 'field_prefix', 'preserve_unmatched'],
  read(map, reading) {
    const regex = regexOf(map, 'regex', reading);
    const prefix = textOf(map, 'field_prefix', reading, false) ?? '';
    const keeps = flagOf(map, 'preserve_unmatched', reading);
    if (!regex) return undefined;
    const named = regex.groupNames.filter((name) => name !== undefined);
    if (named.length === 0) return faulty(reading, map.span, 'regex', 'a named group is needed, such as (?P<user>.+)');
    /** The entries that a value becomes; undefined where nothing is found in it. */
    const partsOf = (value: SigmaValue, entry: SelectionItem): Selection | undefined => {
      if (value.kind !== 'string') return undefined;
      const text = escapedText(value);
      const found = regex.find(text);
      if (!found) return undefined;
      const items = regex.groupNames.flatMap((name, index): SelectionItem[] => {
        const group = name === undefined ? undefined : found.groups[index];
        if (group === undefined || group === null) return [];
        const parts = parseParts(group);
        const part: SigmaValue = { ...value, parts, raw: undefined };
        return [{ ...entry, field: prefix + name, values: [part], join: 'any', isNegated: false }];
      });
      return items.length === 0 ? undefined : { kind: 'all', span: value.span, items };
    };
    return {
      entry(entry, run) {
        const made = entry.values.map((value) => ({ value, parts: partsOf(value, entry) }));
        const other = made.find(({ parts }) => !parts);
        if (made.every(({ parts }) => !parts) && keeps) return entry;
        if (other && !keeps) {
          run.refuse('extract_fields: the regular expression finds nothing in a value', other.value.span);
          return entry;
        }
        if (entry.isNegated) {
          run.refuse('extract_fields: an entry with neq cannot be taken apart', entry.span);
          return entry;
        }
        const items = made.map(
          ({ value, parts }): Selection => parts ?? { ...entry, values: [value], join: 'any', isNegated: false },
        );
        return items.length === 1 ? items[0] : { kind: entry.join, span: entry.span, items };
      },
    };
  },
};
