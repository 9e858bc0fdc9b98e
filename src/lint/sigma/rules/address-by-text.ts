import type { LintFinding } from '../../rule.ts';
import { hasKey, hasOnly, oneOfKeys, valueEntries } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

const FIELD = /ip$|address$|ip_?addr|_ip_|^(?:src|dst|source|destination|client|remote)[._-]?ip/i;

/** The network of the addresses that begin with some whole parts. */
function networkOf(start: string): string | undefined {
  const parts = /^((?:25[0-5]|2[0-4]\d|1?\d?\d)\.){1,3}$/.test(start) ? start.split('.').filter(Boolean) : [];
  if (parts.length === 0) return undefined;
  return `${[...parts, '0', '0', '0'].slice(0, 4).join('.')}/${parts.length * 8}`;
}

/** Networks that are told by the text of an address. */
export const addressByText: SigmaLintRule = {
  code: 'lint/address-by-text',
  severity: 'style',
  title: 'Network by the beginning of an address',
  why: 'Only networks of whole bytes can be told so, a list is easily incomplete, and addresses in other spellings are missed.',
  help: 'Write cidr and the networks.',
  bad: [
    "detection:\n  selection:\n    DestinationIp|startswith:\n      - '10.'\n      - '192.168.'\n  condition: selection",
  ],
  good: [
    "detection:\n  selection:\n    DestinationIp|cidr: ['10.0.0.0/8', '192.168.0.0/16']\n  condition: selection",
    "detection:\n  selection:\n    Version|startswith: '10.'\n  condition: selection",
  ],
  check({ text, map }) {
    return valueEntries(map, text).flatMap((entry): LintFinding[] => {
      const { field, values } = entry;
      if (field === undefined || !FIELD.test(field) || entry.modifiers.length !== 1 || !hasOnly(entry, ['startswith']))
        return [];
      const networks = values.map((one) => (typeof one.value === 'string' ? networkOf(one.text) : undefined));
      if (values.length === 0 || networks.some((one) => one === undefined)) return [];
      const message = 'networks are told here by the text of their addresses';
      const { key, keySpan } = entry.entry!;
      const span = values[0]!.span;
      if (text.slice(keySpan.start, keySpan.end) !== key || hasKey(entry.beside, `${field}|cidr`))
        return [{ span, message }];
      const edits = [
        { span: keySpan, text: `${field}|cidr` },
        ...values.map((one, index) => ({ span: one.span, text: `'${networks[index]}'` })),
      ];
      return [
        {
          span,
          message,
          fixes: [{ title: `write \`${field}|cidr\``, class: 'suggested', edits, ...oneOfKeys(entry) }],
        },
      ];
    });
  },
};
