import type { ForeignOperator } from './operator.ts';
import { rewritten, takeStageText } from './rewrite.ts';
import { namesIn, splitCommas } from './texts.ts';

const FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ['count', 'count'],
  ['sum', 'sum'],
  ['avg', 'avg'],
  ['min', 'min'],
  ['max', 'max'],
  ['collect', 'values'],
  ['stddev', 'stddev'],
]);

function aggregate(text: string): string | undefined {
  const found = /^(\w+)\s*\((.*)\)$/s.exec(text);
  if (!found) return undefined;
  const parts = splitCommas(found[2]!);
  const option = (name: string): string | undefined =>
    parts.map((part) => new RegExp(`^${name}\\s*=\\s*"?([\\w.]+)"?$`, 'i').exec(part)?.[1]).find(Boolean);
  const bare = parts.map((part) => /^\[?\s*([A-Za-z_][\w.]*)\s*\]?$/.exec(part)?.[1]).find(Boolean);
  const field = option('field') ?? bare;
  const isDistinct = option('distinct') === 'true';
  const name = isDistinct ? 'count_distinct' : FUNCTIONS.get(found[1]!.toLowerCase());
  if (name === undefined || (field === undefined && name !== 'count')) return undefined;
  const alias = option('as');
  return `${name}${field === undefined ? '' : `(${field})`}${alias === undefined ? '' : ` as ${alias}`}`;
}

/** `groupBy([a, b], function=count())` of LogScale. */
export const foreignGroupBy: ForeignOperator = {
  words: ['groupby'],
  bad: '* | groupBy([User, Computer], function=count(as=n))',
  good: '* | count as n by User, Computer',
  parse(cursor) {
    const word = cursor.take();
    const text = takeStageText(cursor);
    const inside = /^\((.*)\)$/s.exec(text ?? '')?.[1];
    const [first, ...options] = inside === undefined ? [] : splitCommas(inside);
    const names = namesIn((first ?? '').replace(/^\[|\]$/g, ''));
    const given = options.map((option) => /^function\s*=\s*(.*)$/is.exec(option)?.[1]).find(Boolean);
    const items = given === undefined ? ['count'] : splitCommas(given.replace(/^\[|\]$/g, '')).map(aggregate);
    if (!names || items.includes(undefined)) return undefined;
    return rewritten(cursor, word, `${items.join(', ')} by ${names.join(', ')}`);
  },
};
