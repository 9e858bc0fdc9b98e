import type { LintFinding, LintRule } from '../rule.ts';

const QUOTED = /"(?:\\[\s\S]|[^"\\])*"|[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]+/g;

/** Spaces of other kinds, as documents and chats make them (spec sumo §17). */
export const invisibleSpace: LintRule = {
  code: 'lint/invisible-space',
  severity: 'fails',
  title: 'Space that is none',
  why: 'A non-breaking space looks like a space and is a letter to the platform, which then reads two words as one.',
  help: 'Type the space anew.',
  bad: ['*\u00a0| where\u00a0User = "root"', '* | count by User\u200b'],
  good: ['* | where User = "root"', '* | where text = "a\u00a0b"'],
  check: ({ text }) =>
    [...text.matchAll(QUOTED)]
      .filter((found) => !found[0].startsWith('"'))
      .map((found): LintFinding => {
        const span = { start: found.index, end: found.index + found[0].length };
        const isWidthless = /^[\u200b\u2060\ufeff]+$/.test(found[0]);
        return {
          span,
          message: 'this looks like a space and is another character',
          fixes: [{ title: 'write a space', class: 'repair', edits: [{ span, text: isWidthless ? '' : ' ' }] }],
        };
      }),
};
