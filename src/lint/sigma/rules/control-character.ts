import type { LintFinding } from '../../rule.ts';
import { valueEntries } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

const NAMES: Readonly<Record<string, string>> = {
  '\t': '\\t, a tab',
  '\n': '\\n, a line feed',
  '\r': '\\r, a carriage return',
  '\b': '\\b, a backspace',
  '\f': '\\f, a form feed',
  '\v': '\\v, a vertical tab',
  '\u0007': '\\a, a bell',
  '\u001b': '\\e, an escape',
  '\u00a0': 'a no-break space',
  '\u200b': 'a blank of no width',
};

const HIDDEN = /[\t\n\r\f\v\u0007\u0008\u001b]|\w[\u00a0\u200b]\w/;

/** Characters that no one sees, most often made by a backslash in double quotes. */
export const controlCharacter: SigmaLintRule = {
  code: 'lint/control-character',
  severity: 'misses',
  title: 'Character that no one sees',
  why: 'In double quotes a backslash makes escapes: "C:\\temp" holds a tab, so the path that was meant is never found.',
  help: 'Use single quotes, in which a backslash is a backslash.',
  bad: [
    'detection:\n  selection:\n    Image|contains: "\\\\Users\\temp"\n  condition: selection',
    "detection:\n  selection:\n    CommandLine|contains: 'a\u00a0b'\n  condition: selection",
  ],
  good: [
    "detection:\n  selection:\n    Image|contains: '\\Users\\temp'\n  condition: selection",
    'detection:\n  selection:\n    ScriptBlockText|re: "a\\tb"\n  condition: selection',
  ],
  check({ text, map }) {
    return valueEntries(map, text).flatMap(({ values, modifiers, field }) => {
      if (modifiers.some(({ name }) => name === 're')) return [];
      return values.flatMap((value): LintFinding[] => {
        if (typeof value.value !== 'string') return [];
        // A value of nothing but blanks is meant to be them, and blanks of other kinds beside signs are looked for, too.
        const found = HIDDEN.exec(value.text.trim())?.[0].replace(/[^\W\u00a0\u200b]/g, '');
        if (found === undefined) return [];
        // Texts of several lines are logged; paths and command lines of this kind are not.
        if (found === '\n' && field !== undefined && /script|message|data|payload|details|query/i.test(field))
          return [];
        return [{ span: value.span, message: `the value holds ${NAMES[found]}` }];
      });
    });
  },
};
