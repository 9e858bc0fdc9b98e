import { formatJava, toText, toWhole, type Value } from '../value/index.ts';
import { DROP_ROW, defineFunction, type FunctionContext, type FunctionDefinition } from './function-definition.ts';

/** `text.substring`: a negative start or an end before the start is an error of the service; here null with a warning (spec sumo §12). */
function substring(text: string, start: number | null, end: number | null, context: FunctionContext): string | null {
  if (start === null || end === null || start < 0 || end < start) {
    context.warn(
      'function/substring-bounds',
      'substring needs a start of 0 or more and an end that is not before it; the result is null.',
    );
    return null;
  }
  return text.slice(start, end);
}

/** Substring test in which an empty text is in nothing but the empty text (spec sumo §5.6). */
function contains(text: string, part: string): boolean {
  return part === '' || text === '' ? part === text : text.includes(part);
}

/** The value of a key among `key=value` pairs that commas part (spec windows-telemetry §2, Hashes). */
function keyedPart(text: string, key: string): string | null {
  const wanted = `${key.toLowerCase()}=`;
  const pair = text.split(',').find((one) => one.trimStart().toLowerCase().startsWith(wanted));
  return pair === undefined ? null : pair.trimStart().slice(wanted.length);
}

/** Luhn's check sum over the digits of a text, all else ignored; false without digits. */
function luhn(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = digit * 2;
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return digits !== '' && sum % 10 === 0;
}

/** Fills a Java format; an argument that is null or does not fit drops the row with a warning (spec sumo §4.5, 12). */
function format([pattern, ...rest]: readonly Value[], context: FunctionContext): Value | typeof DROP_ROW {
  const text = toText(pattern);
  const result = text === null ? { reason: 'the format is null' } : formatJava(text, rest);
  if (typeof result === 'string') return result;
  context.warn('function/format', `format drops rows: ${result.reason}.`);
  return DROP_ROW;
}

/** Functions of text; numbers and booleans count as their text, positions are UTF-16 units as in Java. */
export const TEXTS: readonly FunctionDefinition[] = [
  defineFunction({
    name: 'text.lower',
    parameters: 'text',
    returns: 'text',
    summary: 'The text in lower case.',
    examples: [
      ['CMD.exe', 'cmd.exe'],
      [null, null],
    ],
    evaluate: ([text]) => toText(text)!.toLowerCase(),
  }),
  defineFunction({
    name: 'text.upper',
    parameters: 'text',
    returns: 'text',
    summary: 'The text in upper case.',
    examples: [['srv-1', 'SRV-1']],
    evaluate: ([text]) => toText(text)!.toUpperCase(),
  }),
  defineFunction({
    name: 'text.length',
    parameters: 'text',
    returns: 'long',
    nulls: 'own',
    summary: 'Number of characters; 0 for a missing value.',
    examples: [
      ['abc', 3],
      [1200, 4],
      [null, 0],
    ],
    evaluate: ([text]) => (toText(text) ?? '').length,
  }),
  defineFunction({
    name: 'text.substring',
    parameters: 'text, start: long, end?: long',
    returns: 'text',
    summary: 'Part of a text; positions begin with 0, the end is exclusive and may lie beyond the text.',
    examples: [
      ['abcdef', 2, 'cdef'],
      ['abcdef', 1, 3, 'bc'],
      ['abc', 1, 99, 'bc'],
      ['abc', -1, null],
      ['abc', 2, 1, null],
    ],
    evaluate: ([text, start, end], context) =>
      substring(toText(text)!, toWhole(start), end === undefined ? Number.POSITIVE_INFINITY : toWhole(end), context),
  }),
  defineFunction({
    name: 'text.concat',
    parameters: 'first: any, more...: any',
    returns: 'text',
    nulls: 'own',
    summary: 'Joins values to one text; a missing value counts as empty.',
    examples: [
      ['CORP', '\\', 'ann', 'CORP\\ann'],
      ['n=', 17, null, 'n=17'],
    ],
    evaluate: (values) => values.map((value) => toText(value) ?? '').join(''),
  }),
  defineFunction({
    name: 'text.trim',
    parameters: 'text',
    returns: 'text',
    summary: 'The text without blanks and control characters at its ends.',
    examples: [[' a b\t', 'a b']],
    evaluate: ([text]) => toText(text)!.replace(/^[\x00-\x20]+|[\x00-\x20]+$/g, ''),
  }),
  defineFunction({
    name: 'text.format',
    parameters: 'format, values...: any',
    returns: 'text',
    nulls: 'own',
    summary: 'Fills a Java format; an argument that is missing or does not fit drops the row.',
    examples: [
      ['%s-%05.2f', 'a', 2.5, 'a-02.50'],
      ['%d', '5', DROP_ROW],
      ['%s', null, DROP_ROW],
    ],
    evaluate: format,
  }),
  defineFunction({
    name: 'text.contains',
    parameters: 'text, part',
    returns: 'boolean',
    summary: 'True if the first text holds the second, letter case counts; an empty text is in an empty text only.',
    examples: [
      ['powershell -enc', '-enc', true],
      ['abc', 'B', false],
      ['', '', true],
      ['abc', '', false],
    ],
    evaluate: ([text, part]) => contains(toText(text)!, toText(part)!),
  }),
  defineFunction({
    name: 'text.part',
    parameters: 'text, key',
    returns: 'text',
    summary: 'The value of a key in a list such as `MD5=…,SHA256=…`; letter case of the key does not count.',
    examples: [
      ['MD5=0A,IMPHASH=1B', 'Imphash', '1B'],
      ['MD5=0A', 'SHA1', null],
      [null, 'MD5', null],
    ],
    evaluate: ([text, key]) => keyedPart(toText(text)!, toText(key)!),
  }),
  defineFunction({
    name: 'text.luhn',
    parameters: 'text',
    returns: 'boolean',
    summary: 'True if the digits pass the check of card numbers.',
    examples: [
      ['4111 1111 1111 1111', true],
      ['4111 1111 1111 1112', false],
      ['none', false],
    ],
    evaluate: ([text]) => luhn(toText(text)!),
  }),
  defineFunction({
    name: 'text.link',
    parameters: 'url, label, prefix?, suffix?',
    returns: 'text',
    summary: 'A link for display, kept as Markdown with its label and address.',
    examples: [['https://wiki.example/a', 'runbook', '[runbook](https://wiki.example/a)']],
    evaluate: ([url, label, prefix, suffix]) =>
      `[${toText(prefix) ?? ''}${toText(label)}${toText(suffix) ?? ''}](${toText(url)})`,
  }),
  defineFunction({
    name: 'text.tuple',
    parameters: 'first: any, more...: any',
    returns: 'text',
    summary: 'A text that only the same values give, in the same order.',
    examples: [
      ['a', 'bc', '1:a;2:bc;'],
      ['ab', 'c', '2:ab;1:c;'],
      ['a', null, null],
    ],
    evaluate: (values) =>
      values
        .map((value) => toText(value) ?? '')
        .map((text) => `${text.length}:${text};`)
        .join(''),
  }),
];
