import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../../diagnostic/index.ts';
import { lexemesOf } from '../lexemes.ts';
import { parseSumo } from '../parser.ts';
import { readCorpus } from '../testing/corpus.ts';
import { Random } from '../testing/random.ts';
import { randomQuery } from '../testing/random-query.ts';
import { withoutSpans } from '../testing/without-spans.ts';
import { formatSumo } from './format.ts';

const commentsOf = (text: string): string[] =>
  lexemesOf(text, parseSumo(text).query)
    .filter(({ kind }) => kind === 'comment')
    .map((one) => one.text.trimEnd())
    .sort();

const tokensOf = (text: string): string[] =>
  lexemesOf(text, parseSumo(text).query)
    .filter(({ kind }) => kind !== 'comment')
    .map((one) => one.text);

/** What is wrong with the layout of a query, or undefined. */
function faultOf(text: string): string | undefined {
  const parsed = parseSumo(text);
  const formatted = formatSumo(text);
  if (parsed.diagnostics.some(isRefusal))
    return formatted.text === undefined ? undefined : 'a refused query has a layout';
  if (formatted.text === undefined) return 'no layout';
  const again = parseSumo(formatted.text);
  if (JSON.stringify(withoutSpans(again.query)) !== JSON.stringify(withoutSpans(parsed.query))) return 'another tree';
  if (JSON.stringify(commentsOf(formatted.text)) !== JSON.stringify(commentsOf(text)))
    return `other comments: ${JSON.stringify(commentsOf(text))} ${JSON.stringify(commentsOf(formatted.text))}`;
  if (JSON.stringify(tokensOf(formatted.text)) !== JSON.stringify(tokensOf(text)))
    return `other tokens in ${formatted.text}`;
  const twice = formatSumo(formatted.text).text;
  return twice === formatted.text ? undefined : `another text the second time:\n${formatted.text}\n---\n${twice}`;
}

/** A query with comments and line ends put in between its tokens. */
function commented(seed: number): string {
  const random = new Random(seed);
  const text = randomQuery(seed);
  const { query } = parseSumo(text);
  const lexemes = lexemesOf(text, query);
  let result = '';
  let at = 0;
  for (const [index, { span }] of lexemes.entries()) {
    const between = text.slice(at, span.start);
    const isFree = index === 0 || /\s/.test(between);
    const bit =
      isFree && random.chance(0.15)
        ? random.pick([' // a | "b\n', '\n// own\n', ' /* c */ ', '\n/* d\n e */\n', '\n\n', '\r\n'])
        : '';
    result += between + bit + text.slice(span.start, span.end);
    at = span.end;
  }
  return result;
}

const corpus = readCorpus();

describe('formatSumo', () => {
  it.each([
    ['*|count   by  a,b | where(a>1)and b=2', '*\n| count by a, b\n| where(a > 1) and b = 2'],
    ['a AND  ( b or c )  // why\n\n|count', 'a AND (b or c) // why\n| count'],
    ['* | // first\n where a // second\n and b', '*\n// first\n| where a // second\n    and b'],
    ['// title\n* | if ( a , 1,2 ) as x', '// title\n*\n| if(a, 1, 2) as x'],
    [
      `* | where ${'a_rather_long_name'} = "x" and (${Array.from({ length: 6 }, (_, i) => `field_number_${i} = "value"`).join(' or ')}) and c`,
      `*
| where a_rather_long_name = "x"
    and (field_number_0 = "value"
      or field_number_1 = "value"
      or field_number_2 = "value"
      or field_number_3 = "value"
      or field_number_4 = "value"
      or field_number_5 = "value")
    and c`,
    ],
    [
      `* | where a in (${Array.from({ length: 20 }, (_, i) => `"item-${i}"`).join(',')})`,
      `*
| where a in ("item-0", "item-1", "item-2", "item-3", "item-4", "item-5", "item-6", "item-7",
    "item-8", "item-9", "item-10", "item-11", "item-12", "item-13", "item-14", "item-15", "item-16",
    "item-17", "item-18", "item-19")`,
    ],
    [
      `_sourceCategory=windows/security ${Array.from({ length: 12 }, (_, i) => `OR keyword-${i}`).join(' ')} | count`,
      `_sourceCategory=windows/security
    OR keyword-0
    OR keyword-1
    OR keyword-2
    OR keyword-3
    OR keyword-4
    OR keyword-5
    OR keyword-6
    OR keyword-7
    OR keyword-8
    OR keyword-9
    OR keyword-10
    OR keyword-11
| count`,
    ],
    ['a\r\n|  count\r\n', 'a\r\n| count\r\n'],
  ])('lays out %j', (text, expected) => {
    expect(formatSumo(text).text).toBe(expected);
  });

  it('breaks no line that a comment speaks of', () => {
    const long = `where ${Array.from({ length: 9 }, (_, i) => `field_${i} = "value"`).join(' and ')}`;
    const text = `*\n// spoor-ignore-next-line lint/x\n| ${long}`;
    expect(formatSumo(text).text).toBe(text);
    expect(formatSumo(`* | ${long}`).text).toContain('\n    and ');
  });

  it('leaves alone what the platform refuses', () => {
    expect(formatSumo('* | eval a = 1')).toMatchObject({ text: undefined, refusals: [{ code: 'sumo/eval-operator' }] });
  });

  it('keeps tree, tokens and comments of random queries, and is done once', () => {
    for (let seed = 1; seed <= (process.env.SPOOR_FULL ? 20_000 : 500); seed++) {
      const text = seed % 2 === 0 ? randomQuery(seed) : commented(seed);
      expect(faultOf(text), text).toBeUndefined();
    }
  });

  it.skipIf(!corpus)('keeps tree, tokens and comments of the real queries, and is done once', () => {
    const step = process.env.SPOOR_FULL ? 1 : 5;
    const faults = (corpus ?? []).flatMap(({ id, query }, index) => {
      if (index % step !== 0) return [];
      const fault = faultOf(query);
      return fault === undefined ? [] : [`${id}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });
});
