import type { StringPart } from '../rule.ts';
import { joinParts } from '../string.ts';
import { kindText, type ModifierDefinition } from './modifier.ts';

/** Cuts `%name%` out of literal text; `\%` is a percent sign (spec sigma §7.7). */
function withPlaceholders(text: string): StringPart[] {
  const parts: StringPart[] = [];
  let at = 0;
  for (const match of text.matchAll(/\\%|%([\w.-]+)%/g)) {
    parts.push({ kind: 'literal', text: text.slice(at, match.index) });
    parts.push(match[1] === undefined ? { kind: 'literal', text: '%' } : { kind: 'placeholder', name: match[1] });
    at = match.index + match[0].length;
  }
  parts.push({ kind: 'literal', text: text.slice(at) });
  return parts;
}

/** `expand`. */
export const expand: ModifierDefinition = {
  name: 'expand',
  summary:
    'Each `%name%` in the value is a placeholder, which a processing pipeline fills; without the modifier it is text.',
  evidence: 'spec sigma §7.7',
  examples: [
    {
      item: "CommandLine|expand: '50\\% of %%'",
      matches: [{ CommandLine: '50% of %%' }],
      misses: [{ CommandLine: '50' }],
    },
  ],
  apply: (value) => {
    if (value.kind !== 'string') return `takes a text, not ${kindText(value)}`;
    const parts = value.parts.flatMap((part) => (part.kind === 'literal' ? withPlaceholders(part.text) : [part]));
    return { ...value, parts: joinParts(parts), raw: undefined };
  },
};
