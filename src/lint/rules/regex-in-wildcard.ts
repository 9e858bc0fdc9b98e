import type { Fix } from '../../diagnostic/index.ts';
import { hasTemplate, quotedPattern, regexFromQuoted, type StringNode } from '../../languages/sumo/index.ts';
import { parseRegex } from '../../value/index.ts';
import { quotedMatches } from '../patterns.ts';
import type { LintRule } from '../rule.ts';

function isValid(pattern: string): boolean {
  return parseRegex(pattern, { dialect: 're2' }).diagnostics.length === 0;
}

/** The literal that was meant, or undefined when it would not be a valid one; stars around a regex are dropped if it needs that. */
function literalOf({ raw }: StringNode): string | undefined {
  const candidates = [raw, raw.replace(/^\*+/, '').replace(/(?<![.\])])\*+$/, '')].map(regexFromQuoted);
  return candidates.find((candidate) => candidate !== '' && isValid(candidate));
}

function fixOf(pattern: StringNode): readonly Fix[] {
  const literal = literalOf(pattern);
  if (literal === undefined) return [];
  return [
    {
      title: 'write it as a regular expression',
      class: hasTemplate(pattern.raw) ? 'suggested' : 'repair',
      edits: [{ span: pattern.span, text: `/${literal}/` }],
    },
  ];
}

/** A regular expression in quotes behind `matches`, M02 (spec sumo §16.3). */
export const regexInWildcard: LintRule = {
  code: 'lint/regex-in-wildcard',
  severity: 'never',
  title: 'Regular expression in quotes',
  why: 'Text in quotes behind `matches` is a wildcard pattern in which only `*` is special, so the value would have to hold the signs of the expression literally.',
  help: 'Write the expression between slashes: `matches /(?i)whoami/`.',
  bad: [
    '* | where CommandLine matches "(?i).*whoami.*"',
    '* | where Image matches "(?i)rundll32\\\\.exe$"',
    '* | where url matches "^https?://[^/]+/login"',
    '* | where CommandLine matches "(?i)certutil\\s+-urlcache"',
    '* | if(User matches "svc_\\d+", 1, 0) as is_service',
  ],
  good: [
    '* | where CommandLine matches "*whoami*"',
    '* | where CommandLine matches /(?i)whoami/',
    '* | where share matches "\\\\\\\\*\\\\ADMIN$"',
    '* | where log matches "*[]*" and path matches "*(x86)*"',
    '* | where host matches "{{host}}"',
  ],
  check: ({ query }) =>
    quotedMatches(query)
      .filter(({ pattern }) => quotedPattern(pattern.raw) === 'regex')
      .map(({ pattern }) => ({
        span: pattern.span,
        message: 'text in quotes is a wildcard pattern (only `*` is special); this looks like a regular expression',
        fixes: fixOf(pattern),
      })),
};
