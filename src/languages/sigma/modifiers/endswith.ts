import { placed } from './affix.ts';
import type { ModifierDefinition } from './modifier.ts';

/** `endswith`. */
export const endswith: ModifierDefinition = {
  name: 'endswith',
  summary: 'The field ends with the value.',
  evidence: 'spec sigma §4.4, 7.1',
  examples: [
    {
      item: "Image|endswith: '\\cmd.exe'",
      matches: [{ Image: 'C:\\W\\CMD.EXE' }],
      misses: [{ Image: 'cmd.exe' }, { Image: 'C:\\W\\cmd.exe ' }],
    },
    { item: "Image|endswith: '\\'", matches: [{ Image: 'C:\\a\\' }], misses: [{ Image: 'C:\\a' }] },
  ],
  apply: (value) => placed(value, 'end'),
};
