import { catalogFields, foldName, SYSTEM_NAMES } from '../../../event/index.ts';
import { type EventKind, reachOf } from '../../../languages/sigma/index.ts';
import type { Leaf } from '../../logic/leaves.ts';
import type { LintFinding } from '../../rule.ts';
import { catalogNames, type Events, isForeign, textsOf } from '../../rules/event-without-field.ts';
import { hasModifier, valueEntries } from '../entries.ts';
import { leafOf } from '../logic.ts';
import type { SigmaLintRule } from '../rule.ts';

const system = new Set(SYSTEM_NAMES.map(foldName));

/** The names under which an event of a kind has a field of the rule. */
function namesIn(field: string, { fields }: EventKind): readonly string[] {
  const folded = foldName(field);
  const source = fields && Object.hasOwn(fields, folded) ? fields[folded] : undefined;
  if (!source) return [folded];
  switch (source.kind) {
    case 'account':
      return source.pairs.flat().map(foldName);
    case 'part':
      return [folded, foldName(source.of)];
    case 'registry-path':
      return [source.key, source.value].map(foldName);
    case 'registry-data':
      return [source.data, source.type].map(foldName);
    default:
      return [foldName(source.name)];
  }
}

/** The ids that a test stands beside; undefined if it may be asked of events of any. */
function idsBeside(leaf: Leaf): readonly number[] | undefined {
  const { names } = leaf.site.reading;
  const ids = leaf.beside.map((term) => {
    const test = term.find(
      ({ atom, negated }) =>
        !negated && atom.field !== undefined && names.sourceOf(atom.field).eventField === 'eventid',
    );
    return test && textsOf(test.atom)?.map(Number);
  });
  return ids.length > 0 && ids.every((one) => one?.every(Number.isInteger))
    ? [...new Set(ids.flatMap((one) => one!))]
    : undefined;
}

/** True if the event has a field of such a name with blanks in it, as Defender's have. */
function isWithoutBlanks(name: string, { channel, ids }: Events): boolean {
  return ids.some(
    (id) => catalogFields(channel, id)?.some((one) => foldName(one.replaceAll(' ', '')) === name) === true,
  );
}

/** The ids of the events that a test is asked of, if none of them has the field. */
function isMissing(field: string, kinds: readonly EventKind[], leaf: Leaf): readonly number[] | undefined {
  const found = new Set<number>();
  for (const kind of kinds) {
    const ids = kind.eventIds.length > 0 ? kind.eventIds : idsBeside(leaf);
    if (!ids || ids.length === 0) return undefined;
    for (const channel of kind.channels) {
      const events: Events = { channel, ids };
      const isThere = (name: string): boolean => !isForeign(name, events) || isWithoutBlanks(name, events);
      if (namesIn(field, kind).some(isThere)) return undefined;
    }
    for (const id of ids) found.add(id);
  }
  return [...found];
}

/** Fields that the events of the log source do not have. */
export const fieldNotInEvent: SigmaLintRule = {
  code: 'lint/field-not-in-event',
  severity: 'never',
  title: 'Field that the events of the rule do not have',
  why: 'The catalog of Windows events lists every field that an event has in any of its versions; this one belongs to others.',
  help: 'Test the field that these events have in its place, or change the log source.',
  bad: [
    "detection:\n  selection:\n    TargetFilename|endswith: '.exe'\n  condition: selection",
    "logsource: {product: windows, service: security}\ndetection:\n  selection:\n    EventID: 4624\n    NewProcessName|endswith: '.exe'\n  condition: selection",
    "detection:\n  selection:\n    Image|endswith: '\\cmd.exe'\n  filter:\n    DestinationIp: 10.0.0.1\n  condition: selection and not filter",
  ],
  good: [
    'detection:\n  selection:\n    OriginalFileName: Cmd.Exe\n    ParentCommandLine: x\n    MandatoryLabel: S-1-16-12288\n    md5: x\n  condition: selection',
    "logsource: {product: windows, service: security}\ndetection:\n  selection:\n    NewProcessName|endswith: '.exe'\n  condition: selection",
    'detection:\n  selection:\n    AcmeScore: 5\n    TargetFilename: null\n  condition: selection',
  ],
  check({ text, map, rule }) {
    if (rule?.kind !== 'rule') return [];
    const reach = reachOf(rule.logSource);
    if (reach.kind !== 'channels') return [];
    return valueEntries(map, text).flatMap((entry): LintFinding[] => {
      const { field } = entry;
      if (field === undefined || system.has(foldName(field)) || !catalogNames().has(foldName(field))) return [];
      if (entry.values.every(({ value }) => value === null) || hasModifier(entry, 'exists')) return [];
      const leaf = leafOf(entry, rule);
      const ids = leaf && isMissing(field, reach.kinds, leaf);
      if (!ids) return [];
      // A category may be filled by a sensor that knows more than the Windows log.
      const isCategory = rule.logSource.category !== undefined;
      const severity = leaf.negated ? 'style' : isCategory ? 'uncertain' : leaf.isRequired ? 'never' : 'misses';
      const message = `event ${ids.join(', ')} of Windows has no field ${field}, so this never holds there`;
      return [{ span: entry.entry?.keySpan ?? entry.span, severity, message }];
    });
  },
};
