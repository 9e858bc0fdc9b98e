import { foldName } from '../../../event/index.ts';
import { entryOf, type LogSource, type YamlScalar } from '../../../languages/sigma/index.ts';
import { wholeText } from '../../../value/index.ts';
import type { LintFinding } from '../../rule.ts';
import { hasOnly, type ValueEntry, valueEntries } from '../entries.ts';
import { severityOfLost } from '../lost-values.ts';
import type { SigmaLintRule } from '../rule.ts';
import { isProcessAccess, lacksHexPrefix } from '../windows-values.ts';

/** Fields that all events of a log source which have them write as `0x…` (spec windows-telemetry §2, Appendix A). */
const HEXADECIMAL: readonly { readonly fields: readonly string[]; readonly isIn: (source: LogSource) => boolean }[] = [
  { fields: ['GrantedAccess'], isIn: isProcessAccess },
  { fields: ['LogonId'], isIn: ({ category }) => category === 'process_creation' },
  {
    fields: [
      ...['AccessMask', 'HandleId', 'NewProcessId', 'CallerProcessId', 'TargetLogonId', 'TargetLinkedLogonId'],
      ...['TicketEncryptionType', 'TicketOptions', 'SubStatus', 'ServiceType'],
    ],
    isIn: ({ category, service }) => category === undefined && service === 'security',
  },
];

/** The event whose access mask is a decimal number. */
const DECIMAL_MASK = '4674';

/** What the ids beside an entry say of an access mask: whether it is in hexadecimal; undefined if they do not tell. */
function isHexMask({ beside }: ValueEntry): boolean | undefined {
  const ids = beside && entryOf(beside, 'EventID')?.value;
  const scalars = ids?.kind === 'list' ? ids.items : ids ? [ids] : [];
  const texts = scalars.map((one) => (one.kind === 'scalar' ? one.text : undefined));
  if (texts.length === 0 || !texts.every((one) => one !== undefined && /^\d+$/.test(one))) return undefined;
  return !texts.includes(DECIMAL_MASK);
}

const hexOf = (text: string): string => `0x${BigInt(text).toString(16)}`;

function ofNumber({ span, text }: YamlScalar): LintFinding | undefined {
  const whole = wholeText(text);
  if (whole === undefined || /^0x/i.test(text) || text.startsWith('-')) return undefined;
  const hex = hexOf(whole);
  return {
    span,
    severity: 'uncertain',
    message: `the log has \`${text}\` as ${hex}: tools that compare texts do not find it`,
    fixes: [{ title: `write '${hex}'`, class: 'suggested', edits: [{ span, text: `'${hex}'` }] }],
  };
}

/** Numbers without `0x` in fields that are logged in hexadecimal. */
export const missingHexPrefix: SigmaLintRule = {
  code: 'lint/missing-hex-prefix',
  severity: 'never',
  title: 'Number without 0x in a field that is logged in hexadecimal',
  why: 'Windows writes the field as 0x…, and a text matches only as it stands; a number without quotes is compared by its value by some tools, by its text by others.',
  help: 'Write the value as the log has it, in quotes: `0x1`.',
  bad: [
    "logsource: {product: windows, category: process_access}\ndetection:\n  selection:\n    GrantedAccess: '1410'\n  condition: selection",
    'logsource: {product: windows, service: security}\ndetection:\n  selection:\n    EventID: 4663\n    AccessMask: 1\n  condition: selection',
    'logsource: {product: windows, service: security}\ndetection:\n  selection:\n    EventID: 4769\n    TicketEncryptionType: [23, "0x18"]\n  condition: selection',
    'detection:\n  selection:\n    LogonId: 999\n  condition: selection',
  ],
  good: [
    "logsource: {product: windows, category: process_access}\ndetection:\n  selection:\n    GrantedAccess: ['0x1410', '*10']\n  condition: selection",
    "logsource: {product: windows, service: security}\ndetection:\n  selection:\n    EventID: 4674\n    AccessMask: '16'\n    ProcessId: 4\n  condition: selection",
    'logsource: {product: windows, service: security}\ndetection:\n  selection:\n    EventID: 4624\n    KeyLength: 128\n    TargetLogonId: 0x3e7\n  condition: selection',
  ],
  check({ text, map, rule }) {
    if (rule?.kind !== 'rule' || rule.logSource.product !== 'windows') return [];
    const known = new Set(
      HEXADECIMAL.flatMap(({ fields, isIn }) => (isIn(rule.logSource) ? fields.map(foldName) : [])),
    );
    return valueEntries(map, text).flatMap((entry): readonly LintFinding[] => {
      const field = foldName(entry.field ?? '');
      if (!known.has(field) || !hasOnly(entry, ['cased'])) return [];
      const isHex = field !== 'accessmask' || isHexMask(entry);
      if (isHex === false) return [];
      const lost = entry.values.filter((one) => typeof one.value === 'string' && lacksHexPrefix(one.text));
      const found = lost.map(({ span, text: written }): LintFinding => {
        const readings = [`0x${written.toLowerCase()}`];
        if (/^\d+$/.test(written)) readings.push(hexOf(written.replace(/^0+(?=\d)/, '')));
        const message = `${entry.field} never holds \`${written}\`: the log has it as ${[...new Set(readings)].join(' or ')}`;
        // Beside the same value as the log has it, nothing is missed.
        const isWrittenToo = entry.values.some((one) => one.text.toLowerCase() === `0x${written.toLowerCase()}`);
        const severity = isHex ? severityOfLost(entry, lost, rule) : 'uncertain';
        return { span, message, severity: isWrittenToo ? 'style' : severity };
      });
      const numbers = entry.values.filter(({ value }) => typeof value === 'number').map(ofNumber);
      return [...found, ...numbers.filter((one) => one !== undefined)];
    });
  },
};
