import { kindText, type ModifierDefinition } from './modifier.ts';

/** `cased`. */
export const cased: ModifierDefinition = {
  name: 'cased',
  summary: 'Upper and lower case are told apart.',
  evidence: 'spec sigma §7.1',
  examples: [
    { item: "CommandLine|contains|cased: 'Ab'", matches: [{ CommandLine: 'xAb' }], misses: [{ CommandLine: 'xab' }] },
    { item: "CommandLine|cased|endswith: 'Ab'", matches: [{ CommandLine: 'xAb' }], misses: [{ CommandLine: 'xAB' }] },
  ],
  apply: (value) => {
    if (value.kind === 'string') return { ...value, cased: true, raw: undefined };
    if (value.kind === 'bytes') return { ...value, cased: true };
    return `takes a text, not ${kindText(value)}`;
  },
};
