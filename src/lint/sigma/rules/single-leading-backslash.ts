import type { LintFinding } from '../../rule.ts';
import { hasModifier, hasOnly, plainStart, valueEntries } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Names of shares and devices that begin with one backslash where two were written. */
export const singleLeadingBackslash: SigmaLintRule = {
  code: 'lint/single-leading-backslash',
  severity: 'misses',
  title: 'Two backslashes that stand for one',
  why: 'Two backslashes in a value stand for one, so the value does not begin as the name of a share does.',
  help: 'Write four backslashes for two.',
  bad: [
    "detection:\n  selection:\n    ShareName: '\\\\server\\c$'\n  condition: selection",
    "detection:\n  selection:\n    Image|startswith: '\\\\tsclient\\'\n  condition: selection",
  ],
  good: [
    "detection:\n  selection:\n    ShareName: '\\\\\\\\server\\c$'\n    TargetFilename|contains: '\\\\server\\'\n    Image|endswith: '\\\\cmd.exe'\n  condition: selection",
    "detection:\n  selection:\n    PipeName: '\\lsass'\n    Path: '\\\\\\*\\x'\n  condition: selection",
  ],
  check({ text, map }) {
    return valueEntries(map, text).flatMap((entry) => {
      if (entry.field === undefined || !hasOnly(entry, ['startswith', 'all', 'neq', 'cased'])) return [];
      if (hasModifier(entry, 'contains')) return [];
      return entry.values.flatMap((value): LintFinding[] => {
        // Where each backslash is doubled, the author knew what two stand for.
        const isDoubled = /^\\\\[^\\]/.test(value.text) && /[^\\]\\[^\\*?]/.test(value.text.slice(2));
        const isName = /^\\\\[\w.-]+\\?$/.test(value.text);
        if (typeof value.value !== 'string' || !(isDoubled || isName)) return [];
        const message = `\`${value.text}\` begins with one backslash: two stand for one`;
        const start = plainStart(value, text);
        if (start === undefined) return [{ span: value.span, message }];
        const edits = [{ span: { start, end: start }, text: '\\\\' }];
        return [{ span: value.span, message, fixes: [{ title: 'begin with four', class: 'suggested', edits }] }];
      });
    });
  },
};
