import type { LintFinding } from '../../rule.ts';
import { hasModifier, itemRemoval, valueEntries } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Modifiers under which upper and lower case are told apart, or are part of what is encoded. */
const CASED = ['cased', 're', 'base64', 'base64offset', 'utf16', 'utf16le', 'utf16be', 'fieldref', 'expand'];

/** Values that stand twice in a list. */
export const repeatedValue: SigmaLintRule = {
  code: 'lint/repeated-value',
  severity: 'style',
  title: 'Value that stands twice in a list',
  why: 'The second one finds nothing that the first does not; another value may have been meant.',
  help: 'Take it out, or write the value that was meant.',
  bad: [
    "detection:\n  selection:\n    Image|endswith:\n      - '\\cmd.exe'\n      - '\\pwsh.exe'\n      - '\\CMD.exe'\n  condition: selection",
    'detection:\n  selection:\n    EventID: [1, 3, 1]\n  condition: selection',
  ],
  good: [
    "detection:\n  selection:\n    Image|endswith: ['\\cmd.exe', '\\pwsh.exe']\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|re: ['a', 'A']\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|contains|cased: ['a', 'A']\n  condition: selection",
  ],
  check({ text, map }) {
    return valueEntries(map, text).flatMap((entry) => {
      const isCased = CASED.some((name) => hasModifier(entry, name));
      const seen = new Set<string>();
      return entry.values.flatMap((value): LintFinding[] => {
        const own = typeof value.value === 'string' && !isCased ? value.text.toLowerCase() : value.text;
        const key = `${typeof value.value} ${own}`;
        if (!seen.has(key)) {
          seen.add(key);
          return [];
        }
        const message = `\`${value.text}\` stands twice in this list`;
        const removal = itemRemoval(entry.list, value, text);
        if (!removal) return [{ span: value.span, message }];
        return [{ span: value.span, message, fixes: [{ title: 'take it out', class: 'safe', edits: [removal] }] }];
      });
    });
  },
};
