import { kindText, type ModifierDefinition } from './modifier.ts';

/** `re`. */
export const re: ModifierDefinition = {
  name: 're',
  summary: 'The value is a regular expression, found anywhere in the field; upper and lower case are told apart.',
  evidence: 'spec sigma §7.5',
  examples: [
    { item: "CommandLine|re: 'ab'", matches: [{ CommandLine: 'xab' }], misses: [{ CommandLine: 'xAB' }] },
    { item: "CommandLine|re: '^\\d+$'", matches: [{ CommandLine: '12' }], misses: [{ CommandLine: '12a' }] },
    { item: "CommandLine|re: '(?i)ab'", matches: [{ CommandLine: 'xAB' }], misses: [{ CommandLine: 'a' }] },
    {
      item: "CommandLine|re: '\\\\Temp\\\\'",
      matches: [{ CommandLine: 'C:\\Temp\\x' }],
      misses: [{ CommandLine: 'C:Temp' }],
    },
  ],
  apply: (value) => {
    if (value.kind !== 'string') return `takes a text, not ${kindText(value)}`;
    if (value.raw === undefined) return 'must be the first modifier that changes the value';
    return { kind: 'regex', span: value.span, source: value.raw, flags: [] };
  },
};
