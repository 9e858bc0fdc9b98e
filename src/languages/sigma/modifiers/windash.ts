import type { SigmaString, StringPart } from '../rule.ts';
import { joinParts } from '../string.ts';
import { kindText, type ModifierDefinition } from './modifier.ts';

/** The characters that Windows programs take for the dash of an option. */
export const DASHES: readonly string[] = ['-', '/', '\u2013', '\u2014', '\u2015'];

const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char);

/** Turns each dash of an option, one not behind and before a letter or digit, into any of the dashes (spec sigma §7.4). */
function withDashes({ parts }: SigmaString): StringPart[] {
  return joinParts(
    parts.flatMap((part): StringPart[] => {
      if (part.kind !== 'literal') return [part];
      const chars = [...part.text];
      return chars.map((char, i) =>
        DASHES.includes(char) && !isWord(chars[i - 1]) && isWord(chars[i + 1])
          ? { kind: 'dash', written: char }
          : { kind: 'literal', text: char },
      );
    }),
  );
}

/** `windash`. */
export const windash: ModifierDefinition = {
  name: 'windash',
  summary: 'Each dash that begins an option may be any of - / – — ―, independently of the others.',
  evidence: 'spec sigma §7.4',
  examples: [
    {
      item: "CommandLine|windash|contains: ' -f'",
      matches: [{ CommandLine: 'x.exe /f y' }, { CommandLine: 'x.exe -F y' }, { CommandLine: 'x \u2013f' }],
      misses: [{ CommandLine: 'x.exe f' }],
    },
    { item: "CommandLine|windash: '-a -b'", matches: [{ CommandLine: '/a -b' }], misses: [{ CommandLine: '+a -b' }] },
    {
      item: "CommandLine|contains|all|windash: ['-a', '-b']",
      matches: [{ CommandLine: '/a \u2014b' }],
      misses: [{ CommandLine: '/a -a' }],
    },
  ],
  apply: (value) =>
    value.kind === 'string'
      ? { ...value, parts: withDashes(value), raw: undefined }
      : `takes a text, not ${kindText(value)}`,
};
