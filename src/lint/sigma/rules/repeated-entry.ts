import { entryOf } from '../../../languages/sigma/index.ts';
import type { LintFinding } from '../../rule.ts';
import { itemRemoval } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Lists that the specification wants to be of different entries. */
const LISTS = ['tags', 'references', 'falsepositives', 'fields', 'scope'];

/** Entries of lists of attributes that stand twice. */
export const repeatedEntry: SigmaLintRule = {
  code: 'lint/repeated-entry',
  severity: 'style',
  title: 'Entry of a list of attributes that stands twice',
  why: 'The specification wants different entries, and strict tools refuse the rule.',
  help: 'Take the second one out.',
  bad: [
    'tags:\n  - attack.execution\n  - attack.t1059\n  - attack.execution\n',
    'falsepositives: [Backup jobs, Backup jobs]',
    'references:\n  - https://example.org/a\n  - https://example.org/a # again',
  ],
  good: ['tags:\n  - attack.execution\n  - attack.t1059\n', 'fields: [Image, image2]'],
  check({ text, map }) {
    return LISTS.flatMap((key) => {
      const list = entryOf(map, key)?.value;
      if (list?.kind !== 'list') return [];
      const seen = new Set<string>();
      return list.items.flatMap((item): LintFinding[] => {
        if (item.kind !== 'scalar') return [];
        const known = key === 'tags' ? item.text.toLowerCase() : item.text;
        if (!seen.has(known)) {
          seen.add(known);
          return [];
        }
        const removal = itemRemoval(list, item, text);
        const message = `${item.text} stands twice in ${key}`;
        if (!removal) return [{ span: item.span, message }];
        return [{ span: item.span, message, fixes: [{ title: 'take it out', class: 'safe', edits: [removal] }] }];
      });
    });
  },
};
