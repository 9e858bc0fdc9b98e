import type { LintFinding } from '../../rule.ts';
import { hasOnly, plainStart, valueEntries } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';
import { wildcardsIn } from '../wildcards.ts';

/** Several stars in a row. */
export const repeatedWildcard: SigmaLintRule = {
  code: 'lint/repeated-wildcard',
  severity: 'style',
  title: 'Several stars in a row',
  why: 'One star takes any run of characters, so the next takes nothing; where a literal star was meant it needs a backslash.',
  help: 'Keep one star, or write `\\*` for a literal one.',
  bad: ["detection:\n  selection:\n    CommandLine|contains: 'a**b'\n  condition: selection"],
  good: [
    "detection:\n  selection:\n    CommandLine|contains: 'a*b*c'\n    User: 'a\\**'\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|re: 'a**'\n  condition: selection",
  ],
  check({ text, map }) {
    return valueEntries(map, text).flatMap((entry) => {
      if (!hasOnly(entry, ['contains', 'startswith', 'endswith', 'all', 'neq', 'cased', 'windash'])) return [];
      return entry.values.flatMap((value): LintFinding[] => {
        if (typeof value.value !== 'string') return [];
        const stars = wildcardsIn(value.text).flatMap(({ kind, at }) => (kind === '*' ? [at] : []));
        const again = stars.filter((at) => stars.includes(at - 1));
        if (again.length === 0) return [];
        const message = `\`${value.text}\` has several stars in a row, which take what one takes`;
        const start = value.isQuoted ? plainStart(value, text) : undefined;
        if (start === undefined) return [{ span: value.span, message }];
        const edits = again.map((at) => ({ span: { start: start + at, end: start + at + 1 }, text: '' }));
        return [{ span: value.span, message, fixes: [{ title: 'keep one', class: 'safe', edits }] }];
      });
    });
  },
};
