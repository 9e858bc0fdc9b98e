import { type Expression, visitExpressions } from '../../languages/sumo/index.ts';
import type { LintFinding, LintRule } from '../rule.ts';

/** A drive, and two names each behind a single backslash, so that the first backslash makes a class or a sign of a letter. */
const PATH = /(?<![\w\\])[A-Za-z]:(?:\\[A-Za-z][\w .-]*(?<![\s])){2,}/g;

/** The pattern with the single backslashes of its paths doubled. */
function doubled(source: string): string {
  return source.replace(PATH, (path) => path.replace(/\\(?=[A-Za-z])/g, '\\\\'));
}

function patternOf(node: Expression): Expression | undefined {
  return node.kind === 'matches' ? node.pattern : undefined;
}

/** Single backslashes of a path in a regular expression, where two stand for one (spec sumo §5.5, M33). */
export const backslashInRegex: LintRule = {
  code: 'lint/backslash-in-regex',
  severity: 'never',
  title: 'Single backslash of a path in a regular expression',
  why: 'In a regular expression `\\w` is a letter of a word and `\\t` a tab, so a path written with single backslashes is never found.',
  help: 'Write two backslashes for each one of the path: `/(?i)c:\\\\windows\\\\temp/`.',
  bad: ['* | where Image matches /(?i)c:\\windows\\temp/', '* | where Image matches /C:\\windows\\debug\\.*\\.exe/'],
  good: [
    '* | where Image matches /(?i)c:\\\\windows\\\\temp/',
    '* | where msg matches /n:\\d+\\s\\w+/',
    '* | where msg matches /id:\\s*\\w+/',
  ],
  check({ text, query }) {
    const findings: LintFinding[] = [];
    visitExpressions(query, (node) => {
      const pattern = patternOf(node);
      if (pattern?.kind !== 'regex') return;
      const source = text.slice(pattern.span.start, pattern.span.end);
      const mended = doubled(source);
      if (mended === source) return;
      findings.push({
        span: pattern.span,
        message:
          'a backslash of a path is written twice in a regular expression; one makes a class of the letter behind it',
        fixes: [{ title: 'write two backslashes', class: 'repair', edits: [{ span: pattern.span, text: mended }] }],
      });
    });
    return findings;
  },
};
