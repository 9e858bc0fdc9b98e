import { SUMO_FUNCTIONS } from '../functions.ts';
import type { Random } from './random.ts';

const WORDS = [
  'user',
  'host',
  'count',
  'group',
  'EventData.SubjectUserName',
  '_sourceHost',
  'ip',
  'type',
  'sum',
  'by_',
  'größe',
  'fields',
  'limit',
];
const TEMPLATES = ['{{p}}', '{{{raw}}}', '${v}', '$$old', 'pre_{{p}}'];
const PLAIN = [
  '',
  'x',
  'a b',
  'C:\\\\Windows\\\\*',
  'say \\"hi\\"',
  'tab\\tline\\n',
  '{{p}}',
  "it's",
  '| pipe',
  '// no comment',
  '*a*',
  'ünïcode',
  '\\x',
];
const REGEXES = ['(?i)abc', 'a\\/b', '^x|y$', '[^|]+', '\\d{1,3}', 'a"b', '{{p}}'];
const NUMBERS = ['0', '007', '1.5', '1e+3', '2k', '3Mi', '5m', '250ms', '1G', '.25'];

/** A field name, now and then one that needs quotes. */
export function randomName(random: Random): string {
  if (random.chance(0.12))
    return random.pick(['%"with space"', '%"200"', '%"say \\"x\\""', '%users[2].city', '%a.b', '%"{{t}}"']);
  if (random.chance(0.04)) return random.pick(TEMPLATES);
  return random.pick(WORDS);
}

/** A name that no operator mistakes for one of its words. */
export function plainName(random: Random): string {
  return random.pick(['user', 'host', 'ip', 'n', 'EventID', '%"with space"', 'a.b']);
}

/** A text in double quotes, plain mode. */
export function randomText(random: Random): string {
  return `"${random.pick(PLAIN)}"`;
}

function call(random: Random, depth: number): string {
  const row = random.pick(SUMO_FUNCTIONS);
  const most = Math.min(row.max, row.min + 2);
  const count = row.min + random.below(most - row.min + 1);
  const args = Array.from({ length: count }, () => randomExpression(random, depth - 1));
  const name = random.pick(row.names);
  if (name === 'replace' && random.chance(0.5)) args[1] = `/${random.pick(REGEXES)}/`;
  return `${random.chance(0.1) ? name.toUpperCase() : name}${random.chance(0.1) ? ' ' : ''}(${args.join(random.pick([', ', ',']))})`;
}

function atom(random: Random): string {
  const kind = random.below(12);
  if (kind < 5) return randomName(random);
  if (kind < 8) return randomText(random);
  if (kind < 10) return random.pick(NUMBERS);
  return random.pick(['true', 'FALSE', 'null', '{{n}}']);
}

function subquery(random: Random): string {
  const times =
    random.maybe(() => ` from=(${random.pick(['-1d', '2024-05-06 07:08:09.117', '-15m'])})`) +
    random.maybe(() => ' to=(now)');
  return `[subquery${times}: error _index=x ${random.maybe(() => '(a or b) ')}| count by ip | compose ip${random.maybe(() => ' keywords')}]`;
}

/** An expression of every kind, nested up to a depth. */
export function randomExpression(random: Random, depth: number): string {
  if (depth <= 0) return atom(random);
  const inner = (): string => randomExpression(random, depth - 1);
  switch (random.below(16)) {
    case 0:
      return `(${inner()})`;
    case 1:
      return `!${random.chance(0.5) ? `(${inner()})` : randomName(random)}`;
    case 2:
      return `-${random.pick([`(${inner()})`, 'x', '5', '(-y)'])}`;
    case 3:
      return `(${inner()}) ${random.pick(['+', '-', '*', '/', '%'])} (${inner()})`;
    case 4:
      return `${atom(random)} ${random.pick(['+', '-', '*', '/'])} ${atom(random)} ${random.pick(['-', '+', '*'])} ${atom(random)}`;
    case 5:
      return `(${inner()}) ${random.pick(['=', '==', '!=', '<>', '<', '<=', '>', '>='])} (${inner()})`;
    case 6:
      return `(${inner()}) ${random.pick(['and', 'AND', '&&'])} (${inner()}) ${random.pick(['or', 'OR', '||'])} (${inner()})`;
    case 7:
      return `((${inner()}) or (${inner()})) and (${inner()})`;
    case 8:
      return `(${inner()}) ? (${inner()}) : (${inner()})`;
    case 9:
      return `${randomName(random)} ${random.pick(['in', 'not in', 'IN', 'NOT IN'])} (${random.list(3, inner)})`;
    case 10:
      return `${randomName(random)} matches ${random.pick([randomText(random), `/${random.pick(REGEXES)}/`, `(${randomText(random)})`, 'concat("*", x)'])}`;
    case 11:
      return `${randomName(random)} contains ${randomText(random)}`;
    case 12:
      return random.chance(0.2) ? subquery(random) : call(random, depth);
    case 13:
      return random.chance(0.3)
        ? `lookupContains(path://"/Library/t x", user=${plainName(random)}${random.maybe(() => ' AND host')})`
        : call(random, depth);
    case 14:
      return `not (${inner()})`;
    default:
      return call(random, depth);
  }
}
