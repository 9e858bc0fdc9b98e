import { foldName } from '../../../event/index.ts';
import { type LogSource, parseParts, type YamlScalar } from '../../../languages/sigma/index.ts';
import { areGlobsDisjoint, type Glob, globOf, globOfWildcard } from '../../logic/glob.ts';
import type { LintFinding } from '../../rule.ts';
import { hasModifier, hasOnly, type ValueEntry, valueEntries } from '../entries.ts';
import { leafOf } from '../logic.ts';
import type { SigmaLintRule } from '../rule.ts';

/** Values that a field of some events can have, as wildcard patterns (spec windows-telemetry §2). */
interface ValueSet {
  readonly fields: readonly string[];
  readonly isIn: (source: LogSource) => boolean;
  readonly allowed: readonly string[];
  /** What the values are, for the message. */
  readonly are: string;
}

const ofCategory =
  (pattern: RegExp): ValueSet['isIn'] =>
  ({ category }) =>
    category !== undefined && pattern.test(category);

const BOOLEAN = { allowed: ['true', 'false'], are: 'true or false' };

const VALUE_SETS: readonly ValueSet[] = [
  {
    fields: ['EventID'],
    isIn: () => true,
    allowed: Array.from({ length: 10 }, (_, digit) => `${digit}*`),
    are: 'numbers',
  },
  {
    fields: ['IntegrityLevel'],
    isIn: ofCategory(/^process_creation$/),
    allowed: ['Untrusted', 'Low', 'Medium*', 'High', 'System', 'AppContainer', 'Protected*', 'S-1-16-*', '%%*'],
    are: 'Low, Medium, High, System and the like',
  },
  { fields: ['Initiated', 'SourceIsIpv6', 'DestinationIsIpv6'], isIn: ofCategory(/^network_connection$/), ...BOOLEAN },
  { fields: ['Signed'], isIn: ofCategory(/^(?:driver|image)_load$/), ...BOOLEAN },
  { fields: ['Protocol'], isIn: ofCategory(/^network_connection$/), allowed: ['tcp', 'udp'], are: 'tcp or udp' },
  { fields: ['GrantedAccess'], isIn: ofCategory(/^process_access$/), allowed: ['0x*'], are: 'hexadecimal, as 0x1410' },
  {
    fields: ['TargetObject'],
    isIn: ofCategory(/^registry_/),
    allowed: ['HKLM*', 'HKU*', 'HKCR*', '\\REGISTRY\\*'],
    are: 'keys that begin with HKLM, HKU or HKCR',
  },
  {
    fields: ['EventType'],
    isIn: ofCategory(/^registry_/),
    allowed: ['CreateKey', 'DeleteKey', 'DeleteValue', 'SetValue', 'RenameKey', 'RenameValue'],
    are: 'CreateKey, DeleteKey, DeleteValue, SetValue, RenameKey or RenameValue',
  },
  {
    fields: ['PipeName'],
    isIn: ofCategory(/^pipe_created$/),
    allowed: ['\\*', '<Anonymous Pipe>'],
    are: 'names that begin with a backslash',
  },
  {
    fields: ['Hashes', 'Hash'],
    isIn: ofCategory(/^(?:process_creation|driver_load|image_load|create_stream_hash|file_.*)$/),
    allowed: ['*=*'],
    are: 'lists such as SHA256=…,IMPHASH=…',
  },
  {
    fields: ['LogonType'],
    isIn: ({ service }) => service === 'security',
    allowed: ['0', ...Array.from({ length: 12 }, (_, i) => String(i + 2))],
    are: 'the numbers 0 and 2 to 13',
  },
];

/** The texts that a value takes; undefined where `?` or a modifier makes that more than a glob. */
function globOfValue(entry: ValueEntry, { value, text }: YamlScalar): Glob | undefined {
  if (value === null) return undefined;
  const pieces = [''];
  for (const part of typeof value === 'string' ? parseParts(text) : [{ kind: 'literal' as const, text }]) {
    if (part.kind === 'any') pieces.push('');
    else if (part.kind === 'literal') pieces.push(`${pieces.pop()}${part.text}`);
    else return undefined;
  }
  const isAnywhere = hasModifier(entry, 'contains');
  if (isAnywhere || hasModifier(entry, 'endswith')) pieces.unshift('');
  if (isAnywhere || hasModifier(entry, 'startswith')) pieces.push('');
  return globOf(
    pieces.filter((piece, i) => piece !== '' || i === 0 || i === pieces.length - 1),
    'unicode',
  );
}

function findingsIn(
  entry: ValueEntry,
  allowed: readonly Glob[],
  are: string,
  isFilter: boolean,
): readonly LintFinding[] {
  const outside = entry.values.filter((value) => {
    // What stands for no value is asked for beside others, to be sure.
    const glob = value.text === '' || value.text === '-' ? undefined : globOfValue(entry, value);
    return glob !== undefined && allowed.every((one) => areGlobsDisjoint(one, glob));
  });
  // Where other values of the list can be found, the rule finds less than was meant.
  const isAll = outside.length === entry.values.length || hasModifier(entry, 'all');
  return outside.map(({ span, text }) => ({
    span,
    message: `${entry.field} never holds \`${text}\`: its values are ${are}`,
    // A filter that leaves nothing out hides no attack.
    ...(isFilter ? { severity: 'style' as const } : !isAll && { severity: 'misses' as const }),
  }));
}

/** Values that a field of the rule's events can never have. */
export const impossibleValue: SigmaLintRule = {
  code: 'lint/impossible-value',
  severity: 'never',
  title: 'Value that the field can never have',
  why: 'The field has only certain values, or values of one form, so the test never holds.',
  help: 'Write one of the values that the message names.',
  bad: [
    'detection:\n  selection:\n    IntegrityLevel: Elevated\n  condition: selection',
    "logsource: {product: windows, category: registry_set}\ndetection:\n  selection:\n    TargetObject|startswith: 'HKEY_LOCAL_MACHINE\\Software'\n  condition: selection",
    'logsource: {product: windows, service: security}\ndetection:\n  selection:\n    LogonType: [3, 14]\n  condition: selection',
    'logsource: {product: windows, service: security}\ndetection:\n  selection:\n    EventID: Logon\n  condition: selection',
    "logsource: {product: windows, category: process_access}\ndetection:\n  selection:\n    GrantedAccess: '1410'\n  condition: selection",
    "detection:\n  selection:\n    Hashes: 'e3b0c44298fc1c149afbf4c8996fb924'\n  condition: selection",
    "logsource: {product: windows, category: pipe_created}\ndetection:\n  selection:\n    PipeName|startswith: 'MSSE-'\n  condition: selection",
  ],
  good: [
    "detection:\n  selection:\n    IntegrityLevel: [system, S-1-16-16384]\n    Hashes|contains: 'e3b0c442'\n  condition: selection",
    "logsource: {product: windows, category: registry_set}\ndetection:\n  selection:\n    TargetObject|startswith: 'HK'\n  condition: selection",
    "logsource: {product: windows, category: pipe_created}\ndetection:\n  selection:\n    PipeName|contains: 'MSSE-'\n  condition: selection",
    'logsource: {product: linux, category: process_creation}\ndetection:\n  selection:\n    IntegrityLevel: Elevated\n  condition: selection',
  ],
  check({ text, map, rule }) {
    if (rule?.kind !== 'rule' || rule.logSource.product !== 'windows') return [];
    const sets = VALUE_SETS.filter(({ isIn }) => isIn(rule.logSource));
    return valueEntries(map, text).flatMap((entry) => {
      const { field } = entry;
      if (field === undefined || !hasOnly(entry, ['contains', 'startswith', 'endswith', 'all', 'cased'])) return [];
      const set = sets.find(({ fields }) => fields.some((one) => foldName(one) === foldName(field)));
      const allowed = set?.allowed.map((one) => globOfWildcard(one, 'unicode')) ?? [];
      return set ? findingsIn(entry, allowed, set.are, leafOf(entry, rule)?.negated === true) : [];
    });
  },
};
