import type { LintFinding } from '../../rule.ts';
import { hasKey, hasModifier, oneOfKeys, valueEntries } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Fragments of Base64 that are compared with a whole value. */
export const base64offsetAsWhole: SigmaLintRule = {
  code: 'lint/base64offset-as-whole',
  severity: 'misses',
  title: 'Fragment of Base64 as a whole value',
  why: 'base64offset gives what stands inside a longer Base64 text, cut at both ends; a whole value is hardly ever equal to that.',
  help: 'Write contains behind it.',
  bad: ["detection:\n  selection:\n    CommandLine|base64offset: 'IEX'\n  condition: selection"],
  good: [
    "detection:\n  selection:\n    CommandLine|base64offset|contains: 'IEX'\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|base64: 'IEX'\n  condition: selection",
  ],
  check({ text, map }) {
    return valueEntries(map, text).flatMap((entry): LintFinding[] => {
      if (entry.field === undefined || !hasModifier(entry, 'base64offset')) return [];
      if (['contains', 'startswith', 'endswith'].some((name) => hasModifier(entry, name))) return [];
      const { key, keySpan } = entry.entry!;
      const message = 'base64offset without `contains` is compared with the whole value';
      const isPlain = text.slice(keySpan.start, keySpan.end) === key;
      if (!isPlain || hasKey(entry.beside, `${key}|contains`)) return [{ span: keySpan, message }];
      const edits = [{ span: { start: keySpan.end, end: keySpan.end }, text: '|contains' }];
      return [
        {
          span: keySpan,
          message,
          fixes: [{ title: 'add `|contains`', class: 'suggested', edits, ...oneOfKeys(entry) }],
        },
      ];
    });
  },
};
