import type { Fix } from '../../../diagnostic/index.ts';
import type { YamlScalar } from '../../../languages/sigma/index.ts';
import { wholeText } from '../../../value/index.ts';
import type { LintFinding } from '../../rule.ts';
import { hasModifier, valueEntries } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Plain values that loaders of YAML 1.1, the reference implementation's among them, read as something else (spec sigma §3). */
const OTHERWISE: readonly (readonly [RegExp, string])[] = [
  [/^(?:yes|no|on|off)$/i, 'true or false'],
  [/^[-+]?0[0-7_]*[1-7][0-7_]*$/, 'an octal number'],
  [/^[-+]?0x[0-9a-f_]+$/i, 'a decimal number'],
  [/^[-+]?0b[01_]+$/, 'a number'],
  [/^[-+]?[1-9]\d*_[\d_]*$/, 'a number without the lines'],
  [/^[-+]?[1-9]\d*(?::[0-5]?\d)+$/, 'a number to the base of 60'],
  [/^\d{4}-\d\d?-\d\d?$/, 'a date'],
  [/^[-+]?\d+\.?\d*e[-+]?\d+$/i, 'a text or a number'],
];

/** Modifiers that take numbers only. */
const BOUNDS = ['gt', 'gte', 'lt', 'lte'];

function inQuotes({ span, text, value }: YamlScalar): Fix {
  // A number is also found in its other spellings, a text is not.
  const fixClass = typeof value === 'string' ? 'safe' : 'suggested';
  return { title: 'put it into quotes', class: fixClass, edits: [{ span, text: `'${text}'` }] };
}

function inDecimal({ span, text }: YamlScalar): Fix | undefined {
  const whole = wholeText(text);
  return whole === undefined
    ? undefined
    : { title: `write ${whole}`, class: 'suggested', edits: [{ span, text: whole }] };
}

/** Unquoted values that tools do not read alike. */
export const loaderDependentValue: SigmaLintRule = {
  code: 'lint/loader-dependent-value',
  severity: 'uncertain',
  title: 'Unquoted value that tools do not read alike',
  why: 'YAML 1.1 and 1.2 give such a value different types, so the same rule searches for different things in different tools.',
  help: 'Put the value into quotes.',
  bad: [
    'detection:\n  selection:\n    LogonId: 0x3e7\n  condition: selection',
    'detection:\n  selection:\n    Answer: [yes, 010, 1:30]\n  condition: selection',
    'detection:\n  selection:\n    Day: 2026-01-31\n  condition: selection',
  ],
  good: [
    "detection:\n  selection:\n    LogonId: '0x3e7'\n    EventID: 4624\n    Initiated: true\n    Count: 0\n  condition: selection",
  ],
  check({ text, map }) {
    return valueEntries(map, text).flatMap((entry) =>
      entry.values.flatMap((value): LintFinding[] => {
        if (value.isQuoted || value.value === null) return [];
        const found = OTHERWISE.find(([pattern]) => pattern.test(value.text));
        if (!found || text.slice(value.span.start, value.span.end) !== value.text) return [];
        const fix = BOUNDS.some((one) => hasModifier(entry, one)) ? inDecimal(value) : inQuotes(value);
        const message = `\`${value.text}\` without quotes is ${found[1]} to some tools`;
        return [{ span: value.span, message, ...(fix && { fixes: [fix] }) }];
      }),
    );
  },
};
