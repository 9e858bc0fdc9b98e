import { entryOf, type YamlEntry, type YamlMap } from '../../../languages/sigma/index.ts';
import { nearestName } from '../../../source/index.ts';
import type { LintFinding } from '../../rule.ts';
import type { SigmaLintRule } from '../rule.ts';

const KEYS = [
  ...['title', 'id', 'name', 'related', 'taxonomy', 'status', 'description', 'license', 'author', 'references'],
  ...['date', 'modified', 'logsource', 'detection', 'fields', 'falsepositives', 'level', 'tags', 'scope'],
];
/** Keys that say what kind of document it is; a key that is near one of them by accident must not make it one. */
const KINDS = new Set(['correlation', 'filter', 'generate', 'action']);
const SOURCE_KEYS = ['category', 'product', 'service', 'definition'];
/** Keys of one's own that are near a known one by accident. */
const OWN = new Set(['actions', 'filters', 'source', 'type', 'notes', 'version', 'state']);

function misspelt(
  { entries }: YamlMap,
  known: readonly string[],
): { readonly entry: YamlEntry; readonly near: string }[] {
  const there = new Set(entries.map(({ key }) => key));
  return entries.flatMap((entry) => {
    if (known.includes(entry.key) || OWN.has(entry.key) || KINDS.has(entry.key) || entry.key.length < 4) return [];
    const near = nearestName(entry.key, known);
    return near === undefined || there.has(near) ? [] : [{ entry, near }];
  });
}

/** Keys that are nearly those of the specification, and so are passed over. */
export const misspeltKey: SigmaLintRule = {
  code: 'lint/misspelt-key',
  severity: 'uncertain',
  title: 'Key that looks misspelt',
  why: 'Keys of one’s own are allowed, so a misspelt one is no error: what it says is passed over without a word.',
  help: 'Write the key as the specification does, or choose a name that is not so near.',
  bad: [
    'falsepositive: [Backup jobs]',
    'refrences: [https://example.org]',
    'logsource: {product: windows, catagory: process_creation}',
  ],
  good: [
    'falsepositives: [Backup jobs]',
    'custom: 1',
    'logsource: {product: windows, service: security, definition: audit}',
  ],
  check({ text, map }) {
    const source = entryOf(map, 'logsource')?.value;
    const inside = source?.kind === 'map' ? misspelt(source, SOURCE_KEYS) : [];
    return [...misspelt(map, KEYS), ...inside].map(({ entry: { key, keySpan }, near }): LintFinding => {
      const message = `no key is called ${key}; did you mean ${near}?`;
      if (text.slice(keySpan.start, keySpan.end) !== key) return { span: keySpan, message };
      const edits = [{ span: keySpan, text: near }];
      return { span: keySpan, message, fixes: [{ title: `write \`${near}\``, class: 'suggested', edits }] };
    });
  },
};
