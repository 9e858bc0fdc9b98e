import type { LintFinding } from '../../rule.ts';
import { hasOnly, valueEntries } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';
import { looksLikeRegex } from '../wildcards.ts';

/** Values that look like a regular expression and are read as a text. */
export const regexAsText: SigmaLintRule = {
  code: 'lint/regex-as-text',
  severity: 'uncertain',
  title: 'Regular expression read as a text',
  why: 'Without `re` a value is a text in which only * and ? are special: dots, brackets and the like have to stand in the event.',
  help: 'Write the modifier `re`, or take the signs of the regular expression out.',
  bad: [
    "detection:\n  selection:\n    CommandLine: '.*mimikatz.*'\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|contains:\n      - 'foo'\n      - '-p \\d+'\n  condition: selection",
    "detection:\n  selection:\n    User|startswith: '(?i)admin'\n  condition: selection",
    "detection:\n  keywords:\n    - '^cmd[0-9]$'\n  condition: keywords",
  ],
  good: [
    "detection:\n  selection:\n    CommandLine|re: '.*mimikatz.*'\n  condition: selection",
    "detection:\n  selection:\n    Image|endswith: '\\cmd.*'\n    CommandLine|contains: ['a.*b', '[a-', '\\data', '(', 'C:\\Windows\\*']\n  condition: selection",
  ],
  check({ text, map }) {
    return valueEntries(map, text).flatMap((entry): LintFinding[] => {
      if (!hasOnly(entry, ['contains', 'startswith', 'endswith', 'all', 'neq', 'cased', 'windash'])) return [];
      return entry.values
        .filter(({ value, text: written }) => typeof value === 'string' && looksLikeRegex(written))
        .map(({ span, text: written }) => ({
          span,
          message: `\`${written}\` looks like a regular expression, and is read as a text`,
        }));
    });
  },
};
