import { entryOf } from '../../../languages/sigma/index.ts';
import type { LintFinding } from '../../rule.ts';
import { plainStart } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Longer titles are cut in lists of alerts. */
const MOST = 120;

/** Titles that read as sentences. */
export const titleForm: SigmaLintRule = {
  code: 'lint/title-form',
  severity: 'style',
  title: 'Title that is no heading',
  why: 'Titles stand in lists of alerts, where they are cut, and where a word such as “Detects” tells no rule from another.',
  help: 'Name what the alert means in a few words; the description has room for the rest.',
  bad: [
    'title: Detects a shell that a service started\nlogsource: {product: windows, category: process_creation}\ndetection: {s: {Image: x}, condition: s}\n',
    'title: A service started a shell.\nid: 6f6d1c32-6d0f-4d6e-9c4b-0f4b1f3d2a11\nlogsource: {product: windows, category: process_creation}\ndetection: {s: {Image: x}, condition: s}\n',
    "title: 'Shell started. '\nlogsource: {product: windows, category: process_creation}\ndetection: {s: {Image: x}, condition: s}\n",
  ],
  good: ['status: test'],
  check({ text, map }) {
    const node = entryOf(map, 'title')?.value;
    if (node?.kind !== 'scalar') return [];
    const title = node.text;
    const found: LintFinding[] = [];
    const say = (message: string, fixes?: LintFinding['fixes']): void => {
      found.push({ span: node.span, message, ...(fixes && { fixes }) });
    };
    if (/^detects?\b/i.test(title)) say('a title names what is found; that a rule detects it goes without saying');
    if (title.length > MOST) say(`the title has ${title.length} characters, more than the ${MOST} that lists show`);
    const start = plainStart(node, text);
    const end = /(?:(?<!\.)\.)?\s*$/.exec(title)![0];
    if (end !== '' && !/\b(?:[A-Z]|etc|inc)\.$/i.test(title)) {
      const span =
        start === undefined ? undefined : { start: start + title.length - end.length, end: start + title.length };
      const edits = span ? [{ span, text: '' }] : [];
      say('a title ends without a full stop and blanks', span && [{ title: 'cut its end', class: 'suggested', edits }]);
    }
    return found;
  },
};
