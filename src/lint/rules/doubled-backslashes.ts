import { quotedPattern } from '../../languages/sumo/index.ts';
import { quotedMatches } from '../patterns.ts';
import type { LintRule } from '../rule.ts';

/** Fields that hold whole messages, in which JSON writes two backslashes for one. */
const MESSAGE_FIELDS = new Set(['_raw', 'message', 'msg', 'event_data', 'eventdata']);

/** Backslashes that are doubled twice, M33 (spec sumo §16.1). */
export const doubledBackslashes: LintRule = {
  code: 'lint/doubled-backslashes',
  severity: 'uncertain',
  title: 'Backslashes doubled twice',
  why: 'In a quoted pattern two backslashes stand for one, so four stand for two, which a path has only at its beginning.',
  help: 'Write two backslashes for each one of the path.',
  bad: ['* | where TargetFilename matches "*\\\\\\\\AppData\\\\\\\\Local\\\\\\\\*"'],
  good: [
    '* | where TargetFilename matches "*\\\\AppData\\\\Local\\\\*"',
    '* | where share matches "\\\\\\\\fileserver\\\\*"',
    '* | where _raw matches "*C:\\\\\\\\Temp\\\\\\\\*"',
  ],
  check: ({ query }) =>
    quotedMatches(query)
      .filter(({ node, pattern }) => {
        const isMessage = node.left.kind === 'field' && MESSAGE_FIELDS.has(node.left.name.toLowerCase());
        return !isMessage && quotedPattern(pattern.raw) === 'doubled';
      })
      .map(({ pattern }) => ({
        span: pattern.span,
        message: 'four backslashes in a quoted pattern stand for two; a path has one',
        fixes: [
          {
            title: 'write two backslashes',
            class: 'suggested' as const,
            edits: [{ span: pattern.span, text: `"${pattern.raw.replace(/\\{4}/g, '\\\\')}"` }],
          },
        ],
      })),
};
