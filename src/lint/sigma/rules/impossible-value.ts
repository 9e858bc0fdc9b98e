import { foldName } from '../../../event/index.ts';
import { type AnyRule, type LogSource, parseParts, type YamlScalar } from '../../../languages/sigma/index.ts';
import { wholeText } from '../../../value/index.ts';
import { areGlobsDisjoint, type Glob, globOf, globOfWildcard } from '../../logic/glob.ts';
import type { LintFinding } from '../../rule.ts';
import { hasModifier, hasOnly, type ValueEntry, valueEntries } from '../entries.ts';
import { severityOfLost } from '../lost-values.ts';
import type { SigmaLintRule } from '../rule.ts';
import { foreignRoot, isProcessAccess, isRegistry, lacksHexPrefix } from '../windows-values.ts';

/** Values that a field of some events can have, as wildcard patterns (spec windows-telemetry §2). */
interface ValueSet {
  readonly fields: readonly string[];
  readonly isIn: (source: LogSource) => boolean;
  readonly allowed: readonly string[];
  /** What the values are, for the message. */
  readonly are: string;
  /** True where a number is found in hexadecimal, too, as it is without quotes. */
  readonly findsNumbers?: boolean;
  /** True for a value that a rule of its own tells more of. */
  readonly isToldElsewhere?: (text: string) => boolean;
}

const ofCategory =
  (pattern: RegExp): ValueSet['isIn'] =>
  ({ category }) =>
    category !== undefined && pattern.test(category);

const BOOLEAN = { allowed: ['true', 'false'], are: 'true or false' };

const VALUE_SETS: readonly ValueSet[] = [
  {
    fields: ['EventID'],
    isIn: ({ service, category }) => service === 'sysmon' && category === undefined,
    // Ids that are still free below the last one may be given to events to come.
    allowed: Array.from({ length: 255 }, (_, i) => String(i + 1)),
    are: 'the events of Sysmon, 1 to 29 and 255',
  },
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
  {
    fields: ['GrantedAccess'],
    isIn: isProcessAccess,
    allowed: ['0x*'],
    are: 'hexadecimal, as 0x1410',
    findsNumbers: true,
    isToldElsewhere: lacksHexPrefix,
  },
  {
    fields: ['TargetObject'],
    isIn: isRegistry,
    isToldElsewhere: (text) => foreignRoot(text) !== undefined,
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
  const parts =
    typeof value === 'string' ? parseParts(text) : [{ kind: 'literal' as const, text: wholeText(text) ?? text }];
  for (const part of parts) {
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
  { allowed, are, findsNumbers, isToldElsewhere }: ValueSet,
  rule: AnyRule,
): readonly LintFinding[] {
  const globs = allowed.map((one) => globOfWildcard(one, 'unicode'));
  const outside = entry.values.filter((value) => {
    if (findsNumbers && typeof value.value !== 'string' && wholeText(value.text) !== undefined) return false;
    // What stands for no value is asked for beside others, to be sure.
    const glob = value.text === '' || value.text === '-' ? undefined : globOfValue(entry, value);
    return glob !== undefined && globs.every((one) => areGlobsDisjoint(one, glob));
  });
  return outside
    .filter(({ text }) => !isToldElsewhere?.(text))
    .map(({ span, text }) => ({
      span,
      message: `${entry.field} never holds \`${text}\`: its values are ${are}`,
      severity: severityOfLost(entry, outside, rule),
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
    "logsource: {product: windows, category: registry_set}\ndetection:\n  selection:\n    TargetObject|startswith: 'Software\\Microsoft'\n  condition: selection",
    'logsource: {product: windows, service: sysmon}\ndetection:\n  selection:\n    EventID: [1, 4688]\n  condition: selection',
    'logsource: {product: windows, service: security}\ndetection:\n  selection:\n    LogonType: [3, 14]\n  condition: selection',
    'logsource: {product: windows, service: security}\ndetection:\n  selection:\n    EventID: Logon\n  condition: selection',
    'logsource: {product: windows, category: process_access}\ndetection:\n  selection:\n    GrantedAccess: PROCESS_VM_READ\n  condition: selection',
    "detection:\n  selection:\n    Hashes: 'e3b0c44298fc1c149afbf4c8996fb924'\n  condition: selection",
    "logsource: {product: windows, category: pipe_created}\ndetection:\n  selection:\n    PipeName|startswith: 'MSSE-'\n  condition: selection",
  ],
  good: [
    "detection:\n  selection:\n    IntegrityLevel: [system, S-1-16-16384]\n    Hashes|contains: 'e3b0c442'\n  condition: selection",
    "logsource: {product: windows, category: registry_set}\ndetection:\n  selection:\n    TargetObject|startswith: 'HK'\n  condition: selection",
    "logsource: {product: windows, category: pipe_created}\ndetection:\n  selection:\n    PipeName|contains: 'MSSE-'\n  condition: selection",
    'logsource: {product: windows, service: sysmon}\ndetection:\n  selection:\n    EventID: [0x1, 255]\n  condition: selection',
    'logsource: {product: linux, category: process_creation}\ndetection:\n  selection:\n    IntegrityLevel: Elevated\n  condition: selection',
  ],
  check({ text, map, rule }) {
    if (rule?.kind !== 'rule' || rule.logSource.product !== 'windows') return [];
    const sets = VALUE_SETS.filter(({ isIn }) => isIn(rule.logSource));
    return valueEntries(map, text).flatMap((entry) => {
      const { field } = entry;
      if (field === undefined || !hasOnly(entry, ['contains', 'startswith', 'endswith', 'all', 'cased'])) return [];
      const set = sets.find(({ fields }) => fields.some((one) => foldName(one) === foldName(field)));
      return set ? findingsIn(entry, set, rule) : [];
    });
  },
};
