import { placed } from './affix.ts';
import type { ModifierDefinition } from './modifier.ts';

/** `contains`. */
export const contains: ModifierDefinition = {
  name: 'contains',
  summary: 'The value stands anywhere in the field.',
  evidence: 'spec sigma §4.4, 7.1',
  examples: [
    {
      item: "CommandLine|contains: ' -enc '",
      matches: [{ CommandLine: 'powershell -ENC QQA=' }],
      misses: [{ CommandLine: 'powershell -encoding utf8' }, { Image: 'x' }],
    },
    {
      item: "CurrentDirectory|contains: '\\Tools\\'",
      matches: [{ CurrentDirectory: 'D:\\tools\\x' }],
      misses: [{ CurrentDirectory: 'D:\\Tools' }],
    },
  ],
  apply: (value) => placed(value, 'anywhere'),
};
