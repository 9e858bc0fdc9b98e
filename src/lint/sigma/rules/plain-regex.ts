import type { LintFinding } from '../../rule.ts';
import { hasKey, hasOnly, oneOfKeys, valueEntries } from '../entries.ts';
import type { SigmaLintRule } from '../rule.ts';

interface Plain {
  readonly text: string;
  readonly modifier: 'contains' | 'startswith' | 'endswith' | undefined;
  readonly ignoresCase: boolean;
}

/** What a pattern without anything but text and ends says; undefined for other patterns. */
function plainOf(source: string): Plain | undefined {
  const flag = /^\(\?i\)/.exec(source)?.[0] ?? '';
  let body = source.slice(flag.length);
  const isStarted = body.startsWith('^');
  if (isStarted) body = body.slice(1);
  const isEnded = /(?:^|[^\\])(?:\\\\)*\$$/.test(body);
  if (isEnded) body = body.slice(0, -1);
  if (!/^(?:[^\\.^$*+?()[\]{}|]|\\[^\p{L}\p{N}\s])+$/u.test(body)) return undefined;
  const modifier = isStarted ? (isEnded ? undefined : 'startswith') : isEnded ? 'endswith' : 'contains';
  return { text: body.replace(/\\(.)/gu, '$1'), modifier, ignoresCase: flag !== '' };
}

/** A literal text as a value of Sigma in single quotes. */
function quoted(text: string): string {
  const escaped = text.replace(/[*?]|\\(?=[\\*?])/g, '\\$&');
  return `'${escaped.replaceAll("'", "''")}'`;
}

/** Regular expressions that look for nothing but a text. */
export const plainRegex: SigmaLintRule = {
  code: 'lint/plain-regex',
  severity: 'style',
  title: 'Regular expression for a plain text',
  why: 'Other modifiers say it plainly, ignore letter case as everything else in Sigma does, and are far faster on most platforms.',
  help: 'Write contains, startswith or endswith; add cased if upper and lower case must be told apart.',
  bad: [
    "detection:\n  selection:\n    CommandLine|re: 'Invoke-Mimikatz'\n  condition: selection",
    "detection:\n  selection:\n    Image|re: '(?i)\\\\cmd\\.exe$'\n  condition: selection",
    "detection:\n  selection:\n    Image|re|i: '^C:\\\\Temp\\\\'\n  condition: selection",
  ],
  good: [
    "detection:\n  selection:\n    CommandLine|re: 'a.b'\n  condition: selection",
    "detection:\n  selection:\n    CommandLine|re: '\\d+'\n  condition: selection",
  ],
  check({ text, map }) {
    return valueEntries(map, text).flatMap((entry): LintFinding[] => {
      const { modifiers, values, field } = entry;
      if (modifiers[0]?.name !== 're' || !hasOnly(entry, ['re', 'i', 'all'])) return [];
      const plain = values.map((one) => (typeof one.value === 'string' ? plainOf(one.text) : undefined));
      const [first] = plain;
      if (!first || plain.some((one) => one?.modifier !== first.modifier || one?.ignoresCase !== first.ignoresCase))
        return [];
      const ignoresCase = first.ignoresCase || modifiers.some(({ name }) => name === 'i');
      const rest = modifiers.some(({ name }) => name === 'all') ? ['all'] : [];
      const names = [...(first.modifier ? [first.modifier] : []), ...(ignoresCase ? [] : ['cased']), ...rest];
      const key = [field ?? '', ...names].join('|');
      const what = names.length === 0 ? 'the value by itself' : `\`${names.join('|')}\``;
      const message = `this regular expression looks for a plain text, as ${what} does`;
      const span = values[0]!.span;
      const keySpan = entry.entry?.keySpan;
      if (
        !keySpan ||
        field === undefined ||
        hasKey(entry.beside, key) ||
        text.slice(keySpan.start, keySpan.end) !== entry.entry!.key
      )
        return [{ span, message }];
      const edits = [
        { span: keySpan, text: key },
        ...values.map((one, index) => ({ span: one.span, text: quoted(plain[index]!.text) })),
      ];
      return [
        { span, message, fixes: [{ title: `write \`${key}\``, class: 'suggested', edits, ...oneOfKeys(entry) }] },
      ];
    });
  },
};
