import { decodePlain, escapeRegex, hasTemplate, quotedPattern } from '../../languages/sumo/index.ts';
import { quotedMatches } from '../patterns.ts';
import type { LintRule } from '../rule.ts';

/** Regular expression of a wildcard pattern in which `(a|b)` was meant as alternatives; outer stars need no counterpart. */
function toRegex(raw: string): string {
  const value = decodePlain(raw);
  const body = value.replace(/^\*+|\*+$/g, '');
  const written = body
    .split(/(\([^()|]+(?:\|[^()|]+)+\)|\*)/)
    .map((part) => {
      if (part === '*') return '.*';
      if (!/^\(.*\|.*\)$/s.test(part)) return escapeRegex(part);
      const branches = part.slice(1, -1).split('|');
      return `(${branches.map((branch) => branch.split('*').map(escapeRegex).join('.*')).join('|')})`;
    })
    .join('');
  return (value.startsWith('*') ? '' : '^') + written + (value.endsWith('*') ? '' : '$');
}

/** Alternatives in a wildcard pattern, M04 (spec sumo §16.1). */
export const alternativesInWildcard: LintRule = {
  code: 'lint/alternatives-in-wildcard',
  severity: 'never',
  title: 'Alternatives in a wildcard pattern',
  why: 'A wildcard pattern knows only `*`; parentheses and bars stand for themselves, so none of the alternatives is found.',
  help: 'Write a regular expression between slashes, or several `matches` joined by `or`.',
  bad: ['* | where Image matches "*\\\\(mshta|wscript).exe"', '* | where CommandLine matches "*(-enc|-e )*"'],
  good: [
    '* | where Image matches "*\\\\mshta.exe" or Image matches "*\\\\wscript.exe"',
    '* | where path matches "*(x86)*"',
  ],
  check: ({ query }) =>
    quotedMatches(query)
      .filter(({ pattern }) => quotedPattern(pattern.raw) === 'alternatives')
      .map(({ pattern }) => ({
        span: pattern.span,
        message: 'alternatives do not work in a wildcard pattern',
        fixes: [
          {
            title: 'write it as a regular expression',
            class: hasTemplate(pattern.raw) ? ('suggested' as const) : ('repair' as const),
            edits: [{ span: pattern.span, text: `/${toRegex(pattern.raw)}/` }],
          },
        ],
      })),
};
