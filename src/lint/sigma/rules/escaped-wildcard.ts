import type { LintFinding } from '../../rule.ts';
import { hasOnly, plainStart, valueEntries } from '../entries.ts';
import { isPathField } from '../fields.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Places of stars that a backslash makes literal, by the place of the backslash. */
function literalStars(raw: string): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at < raw.length - 1; at++) {
    if (raw[at] !== '\\' || !/[\\*?]/.test(raw[at + 1]!)) continue;
    if (raw[at + 1] === '*') found.push(at);
    at++;
  }
  return found;
}

/** Paths in which a star is literal because of the backslash before it. */
export const escapedWildcard: SigmaLintRule = {
  code: 'lint/escaped-wildcard',
  severity: 'never',
  title: 'Path with a literal star',
  why: 'A backslash before a star makes it literal, and no file of Windows has a star in its path.',
  help: 'Write `\\\\*` for a backslash and any run of characters.',
  bad: ["detection:\n  selection:\n    TargetFilename|contains: '\\Users\\*\\Downloads\\'\n  condition: selection"],
  good: [
    "detection:\n  selection:\n    TargetFilename|contains: '\\Users\\\\*\\Downloads\\'\n    CommandLine|contains: 'C:\\*'\n  condition: selection",
    "logsource: {category: proxy}\ndetection:\n  selection:\n    Image|contains: '\\*'\n  condition: selection",
  ],
  check({ text, map, rule }) {
    if (rule?.kind !== 'rule' || rule.logSource.product !== 'windows') return [];
    return valueEntries(map, text).flatMap((entry) => {
      const { field, values } = entry;
      if (
        field === undefined ||
        !isPathField(field) ||
        !hasOnly(entry, ['contains', 'startswith', 'endswith', 'all', 'neq', 'cased'])
      )
        return [];
      return values.flatMap((value): LintFinding[] => {
        const stars = typeof value.value === 'string' ? literalStars(value.text) : [];
        if (stars.length === 0) return [];
        const message = `\`\\*\` is a literal star, which no path holds`;
        const start = plainStart(value, text);
        if (start === undefined) return [{ span: value.span, message }];
        const edits = stars.map((at) => ({ span: { start: start + at, end: start + at }, text: '\\' }));
        const title = 'make it a backslash and any run of characters';
        return [{ span: value.span, message, fixes: [{ title, class: 'suggested', edits }] }];
      });
    });
  },
};
