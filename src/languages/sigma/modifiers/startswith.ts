import { placed } from './affix.ts';
import type { ModifierDefinition } from './modifier.ts';

/** `startswith`. */
export const startswith: ModifierDefinition = {
  name: 'startswith',
  summary: 'The field begins with the value.',
  evidence: 'spec sigma §4.4, 7.1',
  examples: [
    {
      item: "Image|startswith: 'C:\\Users\\'",
      matches: [{ Image: 'c:\\users\\a\\x.exe' }],
      misses: [{ Image: 'D:\\C:\\Users\\x.exe' }],
    },
  ],
  apply: (value) => placed(value, 'start'),
};
