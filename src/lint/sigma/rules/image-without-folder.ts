import type { LintFinding } from '../../rule.ts';
import { hasOnly, plainStart, valueEntries } from '../entries.ts';
import { isProgramField } from '../fields.ts';
import type { SigmaLintRule } from '../rule.ts';

const FILE_NAME = /^[a-z\d][\w.+-]*\.(?:exe|dll|com|scr|sys|cpl|ocx)$/i;

/** Names of programs without the backslash before them. */
export const imageWithoutFolder: SigmaLintRule = {
  code: 'lint/image-without-folder',
  severity: 'misses',
  title: 'Program without the folder before it',
  why: 'The field holds a whole path: a name alone is never equal to it, and as an end of it the name of any program that ends so fits too.',
  help: 'Write endswith and a backslash before the name.',
  bad: [
    'detection:\n  selection:\n    Image: cmd.exe\n  condition: selection',
    "detection:\n  selection:\n    ParentImage|endswith: ['\\winword.exe', 'excel.exe']\n  condition: selection",
  ],
  good: [
    "detection:\n  selection:\n    Image|endswith: '\\cmd.exe'\n    OriginalFileName: cmd.exe\n    ParentImage|endswith: '.docx.exe'\n  condition: selection",
    "logsource: {product: linux, category: process_creation}\ndetection:\n  selection:\n    Image|endswith: 'x.exe'\n  condition: selection",
  ],
  check({ text, map, rule }) {
    if (rule?.kind !== 'rule' || rule.logSource.product !== 'windows') return [];
    return valueEntries(map, text).flatMap((entry) => {
      const { field, values, modifiers } = entry;
      if (field === undefined || !isProgramField(field) || !hasOnly(entry, ['endswith', 'startswith', 'cased']))
        return [];
      const isEnd = modifiers.some(({ name }) => name === 'endswith');
      return values.flatMap((value): LintFinding[] => {
        if (typeof value.value !== 'string' || !FILE_NAME.test(value.text)) return [];
        if (!isEnd)
          return [
            {
              span: value.span,
              severity: 'never',
              message: `${field} is a whole path and never begins with \`${value.text}\``,
            },
          ];
        const message = `without a backslash before it \`${value.text}\` is also the end of other names`;
        const start = plainStart(value, text);
        if (start === undefined) return [{ span: value.span, severity: 'style', message }];
        const edits = [{ span: { start, end: start }, text: '\\' }];
        const fixes = [{ title: 'put a backslash before it', class: 'suggested' as const, edits }];
        return [{ span: value.span, severity: 'style', message, fixes }];
      });
    });
  },
};
