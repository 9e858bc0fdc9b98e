import { entryOf } from '../../../languages/sigma/index.ts';
import type { SigmaLintRule } from '../rule.ts';

/** What the people who get the alert, and the tools that route it, look for. */
const WANTED = ['id', 'status', 'description', 'author', 'date', 'level'];

/** Rules that do not say what every published rule says of itself. */
export const missingMetadata: SigmaLintRule = {
  code: 'lint/missing-metadata',
  severity: 'style',
  title: 'Rule that leaves out what it is known and routed by',
  why: 'Correlations, filters and suppressions refer to the id, routing looks at the level, and whoever gets the alert reads the rest.',
  help: 'Add the keys that the message names.',
  bad: [
    "title: Shell\nlogsource: {product: windows, category: process_creation}\ndetection:\n  selection:\n    Image|endswith: '\\cmd.exe'\n  condition: selection\n",
  ],
  good: ['tags: [attack.execution]'],
  check({ map }) {
    const first = entryOf(map, 'title') ?? map.entries[0];
    const missing = WANTED.filter((key) => !entryOf(map, key));
    // A filter changes other rules and gives no alert of its own.
    if (!first || missing.length === 0 || entryOf(map, 'filter')) return [];
    return [{ span: first.keySpan, message: `the rule has no ${missing.join(', no ')}` }];
  },
};
