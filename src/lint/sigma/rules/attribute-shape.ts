import { entryOf } from '../../../languages/sigma/index.ts';
import type { LintFinding } from '../../rule.ts';
import type { SigmaLintRule } from '../rule.ts';

const LISTS = ['references', 'tags', 'falsepositives', 'fields', 'scope'];
const TEXTS = ['author', 'description', 'license', 'status'];

/** Attributes that are a list where a text is expected, or the other way round. */
export const attributeShape: SigmaLintRule = {
  code: 'lint/attribute-shape',
  severity: 'style',
  title: 'Text where a list is expected, or a list where a text is',
  why: 'Tools that follow the schema refuse the rule, or show only a part of the attribute.',
  help: 'Write a list of one, or the names in one text with commas between.',
  bad: ['author: [A. Author, B. Author]', 'references: https://example.org', 'falsepositives:\n'],
  good: ['author: A. Author, B. Author', 'references: [https://example.org]', 'falsepositives: [Backup jobs]'],
  check({ map, rule }) {
    const lists = LISTS.flatMap((key): LintFinding[] => {
      const entry = entryOf(map, key);
      // The specification lets correlations say their false positives in one text.
      if (!entry || (key === 'falsepositives' && rule?.kind === 'correlation')) return [];
      if (entry.value.kind === 'list' && entry.value.items.length > 0) return [];
      const what = entry.value.kind === 'scalar' && entry.value.value !== null ? 'is one text' : 'is empty';
      return [{ span: entry.keySpan, message: `${key} ${what}; a list of texts is expected` }];
    });
    const texts = TEXTS.flatMap((key): LintFinding[] => {
      const entry = entryOf(map, key);
      if (!entry || entry.value.kind === 'scalar') return [];
      return [{ span: entry.keySpan, message: `${key} is a list; one text is expected` }];
    });
    return [...lists, ...texts];
  },
};
