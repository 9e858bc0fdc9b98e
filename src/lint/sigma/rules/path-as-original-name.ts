import type { LintFinding } from '../../rule.ts';
import { hasOnly, valueEntries } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Paths where a program's own name of itself is looked for. */
export const pathAsOriginalName: SigmaLintRule = {
  code: 'lint/path-as-original-name',
  severity: 'misses',
  title: 'Path where a program names itself',
  why: 'OriginalFileName is what the version data of the program say; it is a name, hardly ever with a folder.',
  help: 'Write the name alone, without a backslash before it, or test Image.',
  bad: ["detection:\n  selection:\n    OriginalFileName|endswith: '\\cmd.exe'\n  condition: selection"],
  good: [
    "detection:\n  selection:\n    OriginalFileName: Cmd.Exe\n    Image|endswith: '\\cmd.exe'\n  condition: selection",
  ],
  check({ text, map }) {
    return valueEntries(map, text).flatMap((entry) => {
      if (entry.field !== 'OriginalFileName' || !hasOnly(entry, ['contains', 'startswith', 'endswith', 'all', 'cased']))
        return [];
      return entry.values.flatMap((value): LintFinding[] => {
        if (typeof value.value !== 'string' || !/\\[^*?]/.test(value.text)) return [];
        return [{ span: value.span, message: `OriginalFileName is a name and hardly ever holds \`${value.text}\`` }];
      });
    });
  },
};
