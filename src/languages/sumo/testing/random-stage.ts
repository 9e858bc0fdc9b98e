import type { Random } from './random.ts';
import { plainName, randomExpression } from './random-expression.ts';

type MakeStage = (random: Random) => string;

const names = (random: Random, most = 3): string => random.list(most, () => plainName(random));
const alias = (random: Random): string => random.maybe(() => ` ${random.pick(['as', 'AS'])} ${plainName(random)}`);
/** Names of which none stands twice, in whatever case. */
const differentNames = (random: Random): string => {
  const list = names(random).split(', ');
  return [...new Map(list.map((name) => [name.toLowerCase(), name])).values()].join(', ');
};
const by = (random: Random): string => random.maybe(() => ` by ${names(random)}`);
const source = (random: Random): string => random.maybe(() => `field=${plainName(random)} `);
const nodrop = (random: Random): string => random.maybe(() => ' nodrop');
const integer = (random: Random): string => (random.chance(0.1) ? '{{n}}' : String(1 + random.below(500)));
const span = (random: Random): string => random.pick(['5m', '1h', '1d', '{{ts}}', '30s', '1 h']);
const paths = (random: Random): readonly [string, number] => {
  const count = 1 + random.below(3);
  const all = ['"a.b"', '"x[0].y"', '"[\'odd key\']"', '"k"', '"a[?(@.k == \'v\')]"'];
  return [Array.from({ length: count }, () => random.pick(all)).join(', '), count];
};
const namesFor = (random: Random, count: number): string =>
  random.maybe(() => ` as ${Array.from({ length: count }, () => plainName(random)).join(', ')}`);

function anchor(random: Random): string {
  const [text, count] = random.pick<readonly [string, number]>([
    ['"user=*"', 1],
    ['"from * to *;"', 2],
    ['"\\"k\\":\\"*\\""', 1],
    ['"\\\\r\\\\n*\\t*\\n*"', 3],
  ]);
  const list = Array.from({ length: count }, () => plainName(random)).join(', ');
  return `${text} as ${random.chance(0.2) ? `(${list})` : list}`;
}

function regex(random: Random): string {
  return random.pick([
    '"(?<a>x+)"',
    '"(?i)\\\\(?<f>[^\\\\]+)$"',
    '"\\"(?<v>[^\\"]*)\\""',
    '"(?<a>\\d+)(?:-|_)(?<b>\\w*)"',
    '"(?<x>(?!y).)*+"',
  ]);
}

function seriesOf(operator: string, hasLength: boolean): MakeStage {
  return (random) =>
    `${operator} ${plainName(random)}${hasLength ? random.maybe(() => `, ${integer(random)}`) : ''}${alias(random)}${by(random)}`;
}

/** The expression in parentheses if its first word could be an operator. */
function notAnOperator(expression: string): string {
  return /^(?:count|fields|limit|sum|group|\w+ [a-z])/i.test(expression) ? `(${expression})` : expression;
}

function aggregateItem(random: Random): string {
  const f = plainName(random);
  return (
    random.pick([
      'count',
      'count(*)',
      `count(${f})`,
      `sum(${f})`,
      `AVG(${f})`,
      `min(${f})`,
      `max(${f})`,
      `stddev(${f})`,
      `first(${f})`,
      `last(${f})`,
      `values(${f})`,
      `count_distinct(${f})`,
      `most_recent(${f})`,
      `least_recent(${f})`,
      `pct(${f}, 50, 99.9)`,
      `pct(${f})`,
    ]) + alias(random)
  );
}

const COLUMNS = ['a', '_', '%"x y"', '1 as b', '7 as c'];
const columns: MakeStage = (random) => random.list(4, () => random.pick(COLUMNS));
const rest =
  (...texts: readonly string[]): MakeStage =>
  (random) =>
    random.pick(texts);

/** A maker of a random stage for every operator but `unknown`, by canonical name. */
export const RANDOM_STAGES: Readonly<Record<string, MakeStage>> = {
  accum: seriesOf('accum', false),
  aggregate: (random) =>
    random.chance(0.2)
      ? `count${alias(random)} ${names(random)}`
      : random.list(3, () => aggregateItem(random)) +
        random.maybe(() => ` ${random.pick(['by', 'group by', 'BY'])} ${names(random)}`),
  backshift: seriesOf('backshift', true),
  benchmark: rest('benchmark a as b from guardduty on k=k'),
  bin: (random) => `bin ${plainName(random)} width=10${random.maybe(() => ', min=0')}${random.maybe(() => ' max=9.5')}`,
  cat: rest('cat path://"/Library/Users/a b/t"', 'cat shared/t'),
  compare: (random) =>
    `compare ${random.maybe(() => 'with ')}timeshift ${random.pick(['1d', '-1w', '{{t}}'])}${random.maybe(() => ` ${1 + random.below(4)}${random.maybe(() => ' avg')}`)}${alias(random)}${random.maybe(() => ', timeshift 2d as z')}`,
  compose: (random) =>
    `compose ${names(random)}${random.maybe(() => ' maxresults=100')}${random.maybe(() => ' keywords')}`,
  csv: (random) => `csv _raw ${random.maybe(() => "delim=';', escape='\\', quote=''' ")}extract ${columns(random)}`,
  dedup: (random) =>
    `dedup${random.maybe(() => ' consecutive')}${random.maybe(() => ` ${1 + random.below(9)}`)}${by(random)}`,
  details: rest('details abc', 'details "x y"'),
  diff: seriesOf('diff', false),
  expression: (random) =>
    random.chance(0.1)
      ? `toLowerCase(${plainName(random)})`
      : `${notAnOperator(randomExpression(random, 3))} as ${plainName(random)}`,
  fields: (random) =>
    `fields ${random.pick(['', '- ', '-'])}${random.chance(0.1) ? `(${differentNames(random)})` : differentNames(random)}`,
  fillmissing: (random) =>
    `fillmissing ${random.list(3, () => random.pick(['timeslice', 'timeslice(5m)', 'timeslice(1h) in t', 'values("a", "b") in f', 'values all in g']))}${random.maybe(() => ` with ${random.pick(['0', '-1', '"x"', 'null'])} for n, m`)}${random.maybe(() => ' takelast')}`,
  filter: (random) =>
    `filter ${names(random, 2)} in (sum(n) by host | top 5 host by _sum${random.maybe(() => ' | where _sum > 1')})`,
  geoip: (random) => `geoip ${plainName(random)}${random.maybe(() => ' region, state')}`,
  infer: rest('infer _category', 'infer'),
  join: (random) =>
    `join (${random.pick(['parse "a=*" as x', 'where a = "1" | count by b', 'json "k" as k', 'error | count by b'])}) as t1, (where b = "2") as t2 on t1.a = t2.b${random.maybe(() => ' and t1.c = t2.d')}${random.maybe(() => ' timewindow 10m')}`,
  json: (random) => {
    const [list, count] = paths(random);
    return `json ${source(random)}${list}${namesFor(random, count)}${nodrop(random)}`;
  },
  'json auto': (random) =>
    `json auto ${source(random)}${random.maybe(() => `maxdepth ${integer(random)} `)}${random.maybe(() => 'keys "a", "b" refonly as x, y ')}${random.maybe(() => 'extractarrays ')}${random.maybe(() => 'nodrop')}`,
  keyvalue: (random) =>
    random.pick([
      `kv ${source(random)}"a", "b"${random.maybe(() => ' as x, y')}${nodrop(random)}`,
      'keyvalue infer keys "a" as x',
      'keyvalue regex "(\\w+)=(\\w+)" keys "k" nodrop',
      'keyvalue auto field=f delim "=" keys "k" refonly',
    ]),
  limit: (random) => `limit ${integer(random)}`,
  logcompare: rest('logcompare timeshift -24h', 'logcompare timeshift -1d baseline(error)'),
  logexplain: rest('logexplain status == "bad" on user, host'),
  logreduce: rest(
    'logreduce',
    'logreduce by host limit=5, criteria=leastcommon',
    'logreduce(f) by k',
    'logreduce values on a, b output_threshold 3',
  ),
  lookup: (random) =>
    `lookup ${random.pick(['*', 'a', 'a as b, %"c d"', 'a, b'])} from ${random.pick(['path://"/Library/a b/t"', 'geo://location', 'shared/t', '/t', 'https://x.example/t.csv', '$$table'])} on ${random.pick(['a=b', 'ip', 'a=b, c=d', 'a=b and c'])}`,
  macro: rest('`m`', '`m(1, "x | y")`'),
  merge: (random) =>
    `merge ${random.list(3, () => `${plainName(random)}${random.pick(['', ' takeFirst', ' TAKELAST', ' takeDistinct', ' join with ", "'])}${alias(random)}`)}`,
  outlier: (random) =>
    `outlier ${plainName(random)}${by(random)}${random.maybe(() => ` window=${integer(random)}${random.pick([', ', ' '])}threshold=3`)}${random.maybe(() => ', direction=+-')}`,
  parse: (random) => `parse ${source(random)}${random.list(2, () => anchor(random))}${nodrop(random)}`,
  'parse regex': (random) =>
    `${random.pick(['parse regex', 'extract', 'PARSE REGEX'])} ${source(random)}${regex(random)}${random.maybe(() => ', "(?<z>q)"')}${nodrop(random)}${random.maybe(() => ' multi')}`,
  'parse xml': (random) =>
    `parse xml ${source(random)}"/Event/System/EventID", "/a/@b"${namesFor(random, 2)}${nodrop(random)}`,
  predict: (random) =>
    `predict ${plainName(random)} by 1m${random.maybe(() => ' model=ar, ar.window=5')}${random.maybe(() => ' forecast=20m')}`,
  rollingstd: seriesOf('rollingstd', true),
  save: rest('save append path://"/Library/x y"', 'save shared/t', 'save view v', 'save /t'),
  sessionize: rest('sessionize "job * began" as (job), "job $job took * ms" as (ms)', 'sessionize field=f "*x" as (a)'),
  smooth: seriesOf('smooth', true),
  sort: (random) =>
    random.chance(0.1)
      ? 'sort'
      : `${random.pick(['sort by', 'sort', 'order by', 'ORDER BY'])} ${random.list(3, () => random.pick([`${plainName(random)} asc`, `- ${plainName(random)}`, `+${plainName(random)}`, plainName(random), `${plainName(random)} DESC`]))}`,
  split: (random) => `split path delim='/' extract ${columns(random)}`,
  template: rest('{{tail}}', '{{{tail}}}'),
  threatip: (random) => `threatip ${plainName(random)}`,
  threatlookup: (random) =>
    `threatlookup ${random.maybe(() => 'singleIndicator ')}${random.maybe(() => 'source="s" ')}${names(random, 2)}`,
  timeslice: (random) =>
    random.pick([
      `timeslice ${random.maybe(() => 'by ')}${span(random)}`,
      `timeslice ${integer(random)} buckets`,
      'timeslice',
    ]) + alias(random),
  top: (random) =>
    `top ${integer(random)} ${names(random, 2)}${random.maybe(() => ` by ${plainName(random)}${random.maybe(() => ' asc')}`)}`,
  topk: (random) => `topk(${integer(random)}, ${names(random, 2)})${by(random)}`,
  total: seriesOf('total', false),
  trace: rest('trace "id=([0-9a-f]{4})" "7f92"', 'trace + "a(b)" "c"'),
  transaction: rest(
    'transaction on a, b fringe=10m with "*x*" as s1, with "y*" in f as s2 results by states',
    'transaction on a with states p, q in f results by flow',
    'transaction on a with "x" as y results by transactions showing sum(n) for y as m',
  ),
  transactionize: (random) =>
    `transactionize ${names(random, 2)}${random.maybe(() => ' as g')}${random.maybe(() => ' maxspan=1h maxpause=5m')}${random.maybe(() => ' (merge a takeFirst, b join with "\\n")')}`,
  transpose: (random) =>
    `transpose row ${names(random, 2)} column ${names(random, 2)}${random.maybe(() => ` as ${random.pick(['*', 'x, y', '%"200", *'])}`)}`,
  where: (random) => `where ${randomExpression(random, 4)}`,
  withtime: (random) => `withtime ${plainName(random)}`,
};
