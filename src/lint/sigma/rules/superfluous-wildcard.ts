import type { LintFinding } from '../../rule.ts';
import { hasModifier, hasOnly, plainStart, type ValueEntry, valueEntries } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';
import { outerStars } from '../wildcards.ts';

/** The ends at which a modifier, or the search of keywords, adds a run of any characters. */
function openEnds(entry: ValueEntry): { readonly start: boolean; readonly end: boolean } {
  if (entry.field === undefined) return { start: true, end: true };
  const isAnywhere = hasModifier(entry, 'contains');
  return {
    start: isAnywhere || hasModifier(entry, 'endswith'),
    end: isAnywhere || hasModifier(entry, 'startswith'),
  };
}

/** Stars where a modifier stands for them already. */
export const superfluousWildcard: SigmaLintRule = {
  code: 'lint/superfluous-wildcard',
  severity: 'style',
  title: 'Wildcard that a modifier adds anyway',
  why: 'It changes nothing, but a reader asks whether it was meant, and some platforms run it as a slower wildcard search.',
  help: 'Take the star at the open end out.',
  bad: [
    "detection:\n  selection:\n    CommandLine|contains: ['*mimikatz*', 'x']\n  condition: selection",
    "detection:\n  selection:\n    Image|endswith: '*\\cmd.exe'\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|contains: '*\ufe0f\u20e3'\n  condition: selection",
    "detection:\n  keywords:\n    - '*mimikatz*'\n    - sekurlsa\n  condition: keywords",
  ],
  good: [
    "detection:\n  selection:\n    CommandLine|contains: ['a*b', '*', 'x\\*']\n  condition: selection",
    "detection:\n  selection:\n    Image|endswith: '\\cmd*'\n  condition: selection",
  ],
  check({ text, map }) {
    return valueEntries(map, text).flatMap((entry) => {
      if (!hasOnly(entry, ['contains', 'startswith', 'endswith', 'all', 'neq', 'cased', 'windash'])) return [];
      const ends = openEnds(entry);
      return entry.values.flatMap((value): LintFinding[] => {
        if (typeof value.value !== 'string') return [];
        const stars = outerStars(value.text);
        const [lead, trail] = [ends.start ? stars.lead : 0, ends.end ? stars.trail : 0];
        if (lead + trail === 0) return [];
        const start = value.isQuoted ? plainStart(value, text) : undefined;
        // A sign made of a star, as that of its key: the star itself was meant.
        if (lead > 0 && /^\p{M}/u.test(value.text.slice(lead))) {
          const edits = start === undefined ? [] : [{ span: { start, end: start }, text: '\\' }];
          const fixes = edits.length > 0 ? [{ title: 'make it literal', class: 'suggested' as const, edits }] : [];
          return [
            { span: value.span, message: 'this star is a wildcard, not the sign', ...(edits.length > 0 && { fixes }) },
          ];
        }
        const message = `the star at the ${lead === 0 ? 'end' : trail === 0 ? 'start' : 'ends'} of \`${value.text}\` adds nothing here`;
        if (start === undefined) return [{ span: value.span, message }];
        const end = start + value.text.length;
        const edits = [
          ...(lead > 0 ? [{ span: { start, end: start + lead }, text: '' }] : []),
          ...(trail > 0 ? [{ span: { start: end - trail, end }, text: '' }] : []),
        ];
        return [{ span: value.span, message, fixes: [{ title: 'take it out', class: 'safe', edits }] }];
      });
    });
  },
};
