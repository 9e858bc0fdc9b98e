import { catalogFields, foldName, SYSTEM_NAMES } from '../../../event/index.ts';
import { type EventKind, fieldsOf, reachOf } from '../../../languages/sigma/index.ts';
import { nearestName } from '../../../source/index.ts';
import type { LintFinding } from '../../rule.ts';
import { catalogNames } from '../../rules/event-without-field.ts';
import { hasKey, oneOfKeys, valueEntries } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Shorter names are near too many others. */
const LEAST_LENGTH = 5;
/** Names that no event of the catalog has, and that log sources, pipelines or other sensors give all the same. */
const GIVEN = [
  'Hash',
  'Imphash',
  'md5',
  'sha1',
  'sha256',
  'GrandparentImage',
  'GrandParentImage',
  'ParentIntegrityLevel',
];

/** Fields of the events of kinds that say their ids, and those of their headers. */
function fieldsIn(kinds: readonly EventKind[]): readonly string[] {
  const found = kinds.flatMap(({ channels, eventIds, fields }) => [
    ...channels.flatMap((channel) => eventIds.flatMap((id) => catalogFields(channel, id) ?? [])),
    ...Object.keys(fields ?? {}),
  ]);
  return [...new Set([...found, ...SYSTEM_NAMES])];
}

/** Names that are nearly those of a field. */
export const misspeltField: SigmaLintRule = {
  code: 'lint/misspelt-field',
  severity: 'uncertain',
  title: 'Field that looks misspelt',
  why: 'No event of the log source has a field of this name, but one whose name is nearly the same.',
  help: 'Write the name as the events have it; Sigma tells upper and lower case of it apart.',
  bad: [
    'detection:\n  selection:\n    CommandLien|contains: x\n  condition: selection',
    'detection:\n  selection:\n    commandline|contains: x\n  condition: selection',
    'logsource: {product: windows, category: registry_set}\ndetection:\n  selection:\n    TargetObjekt|contains: x\n  condition: selection',
  ],
  good: [
    'detection:\n  selection:\n    CommandLine|contains: x\n    AcmeScore: 5\n    Imphash: x\n  condition: selection',
    'logsource: {product: acme}\ndetection:\n  selection:\n    CommandLien: x\n  condition: selection',
  ],
  check({ text, map, rule }) {
    if (rule?.kind !== 'rule') return [];
    const reach = reachOf(rule.logSource);
    if (reach.kind !== 'channels' || reach.kinds.some(({ eventIds }) => eventIds.length === 0)) return [];
    const names = fieldsIn(reach.kinds);
    const written = new Set(names);
    const doubtful = new Map<string, string>();
    for (const field of fieldsOf(rule.selections)) {
      if (field.length < LEAST_LENGTH || written.has(field) || GIVEN.includes(field)) continue;
      const folded = foldName(field);
      const same = names.find((name) => foldName(name) === folded && /[A-Z]/.test(name));
      // A field of other events is spelt right, and another finding.
      const near = same ?? (catalogNames().has(folded) ? undefined : nearestName(field, names));
      if (near !== undefined && near !== field && Math.abs(near.length - field.length) <= 2) doubtful.set(field, near);
    }
    if (doubtful.size === 0) return [];
    return valueEntries(map, text).flatMap((one): LintFinding[] => {
      const { field, entry, beside } = one;
      const near = field === undefined ? undefined : doubtful.get(field);
      if (near === undefined || !entry) return [];
      const { keySpan } = entry;
      const message = `no event of this log source has a field ${field}; did you mean ${near}?`;
      if (!text.startsWith(field!, keySpan.start)) return [{ span: keySpan, message }];
      const key = near + entry.key.slice(field!.length);
      const span = { start: keySpan.start, end: keySpan.start + field!.length };
      if (hasKey(beside, key)) return [{ span, message }];
      const edits = [{ span, text: near }];
      return [{ span, message, fixes: [{ title: `write \`${near}\``, class: 'suggested', edits, ...oneOfKeys(one) }] }];
    });
  },
};
