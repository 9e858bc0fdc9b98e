import { type DataValue, evtxOf } from '../../src/formats/evtx/testing/write-evtx.ts';
import { SIGMA_MODIFIERS } from '../../src/languages/sigma/modifiers/index.ts';
import type { Random } from '../../src/languages/sumo/testing/random.ts';

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';

/** Texts that rules look for and events hold: ASCII, signs that some rule of letter case equates with ASCII, signs beyond, and none. */
const WORDS = [
  ...['cmd.exe', 'CMD.EXE', 'whoami', 'task', 'kiss', 'istanbul', ' -enc ', ' -f', '/c', 'a', 's'],
  ...[
    'ta\u017fk',
    '\u212aiss',
    'k\u0130ss',
    '\u0130stanbul',
    'i\u0307stanbul',
    'stra\u00dfe',
    '\u00c9tat',
    '\u00e9tat',
  ],
  ...['\ud83d\ude00', 'a\ud83d\ude00b', ' \u2013enc ', '\u2015f', '\u03c3\u03c2'],
  ...['7', '07', '7.0', '-7', '0x7', '4688', '10.1.2.3', '2001:db8::1', 'true', 'null', '-', ' ', ''],
] as const;
const FOLDERS = ['C:\\Windows\\System32\\', 'c:\\', '\\\\host\\share\\', ''];

const LIKES: readonly (readonly [sign: string, like: string])[] = [
  ['k', '\u212a'],
  ['s', '\u017f'],
  ['i', '\u0130'],
];

/** A text in another letter case, or with signs changed that some rule of letter case equates. */
function otherwise(one: string, random: Random): string {
  switch (random.below(5)) {
    case 0:
      return one.toUpperCase();
    case 1:
      return one.toLowerCase();
    case 2: {
      const [sign, like] = random.pick(LIKES);
      return one.replace(new RegExp(sign, 'i'), like);
    }
    case 3:
      return LIKES.reduce((text, [sign, like]) => text.replaceAll(like, sign), one);
    default:
      return one;
  }
}

/** Texts as base64 and as UTF-16 in a text, where modifiers look for them. */
function encoded(word: string, random: Random): string {
  const bytes = Buffer.from(word, random.pick(['utf8', 'utf16le']));
  const shifted = Buffer.concat([Buffer.from('xy'.slice(0, random.below(3))), bytes, Buffer.from('z')]);
  return random.pick([bytes.toString('base64'), shifted.toString('base64'), bytes.toString('latin1')]);
}

function text(random: Random): string {
  const word = random.pick(WORDS);
  switch (random.below(10)) {
    case 0:
      return random.pick(FOLDERS) + word;
    case 1:
      return `${word} ${random.pick(WORDS)}\n${random.pick(WORDS)}`;
    case 2:
      return `x${encoded(random.pick(['cmd', 'whoami', 'foo']), random)}`;
    case 3:
      return random.pick(['QUJD', 'ab01', '\u00e9\u00e9']).repeat(3 + random.below(8));
    case 4:
      return `x${word}${random.pick(WORDS)}`;
    case 5:
    case 6:
      return otherwise(random.pick(['kiss', 'task', 'whoami', 'a kiss']), random);
    default:
      return random.chance(0.5) ? word : word.toUpperCase();
  }
}

type Json = string | number | boolean | null | readonly Json[];

function value(random: Random): Json {
  const kind = random.below(20);
  if (kind === 0) return null;
  if (kind === 1) return random.pick([0, 7, -7, 7.5, 4688, 1e21]);
  if (kind === 2) return random.chance(0.5);
  if (kind <= 4)
    return Array.from({ length: random.below(4) }, () => random.pick([text(random), text(random), 7, null]));
  return text(random);
}

const TEXT_FIELDS = ['Image', 'CommandLine', 'User'] as const;

/** Data of a random event. */
function data(random: Random): Record<string, Json> {
  const found: Record<string, Json> = {};
  for (const name of TEXT_FIELDS) if (random.chance(0.85)) found[name] = value(random);
  if (random.chance(0.3) && typeof found.Image === 'string') found.User = found.Image;
  if (random.chance(0.8)) found.Port = random.pick([7, '7', '07', 443, '443', 0, -7, 7.5, 'x', '', true]);
  if (random.chance(0.8)) found.Ip = random.pick(['10.1.2.3', '10.2.0.1', '2001:db8::1', '::ffff:10.1.2.3', 'no', '']);
  if (random.chance(0.8)) found.Flag = random.pick([true, false, 'true', 'False', '1', 'no']);
  if (random.chance(0.6)) found.Time = random.pick(['2024-05-01T10:07:00Z', '2023-07-07 07:07:07.000', 'never']);
  if (random.chance(0.6)) found.Hashes = random.pick(['MD5=0A,SHA256=7', 'MD5=whoami', 'SHA1=', '']);
  return found;
}

interface Header {
  readonly channel: string;
  readonly provider: string;
  readonly eventId: number;
}

const HEADERS: readonly Header[] = [
  { channel: SYSMON, provider: 'Microsoft-Windows-Sysmon', eventId: 1 },
  { channel: SYSMON, provider: 'Microsoft-Windows-Sysmon', eventId: 3 },
  { channel: 'Security', provider: 'Microsoft-Windows-Security-Auditing', eventId: 4688 },
];

/** A log of random events, and the texts in them. */
export interface RandomLog {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly texts: readonly string[];
}

const EVENTS = 6;

/** What EVTX can hold of a value. */
function dataValue(one: Json): DataValue {
  if (typeof one === 'number') return Number.isInteger(one) && Math.abs(one) < 2 ** 31 ? Math.abs(one) : String(one);
  return Array.isArray(one) ? one.filter((item) => typeof item === 'string') : (one as DataValue);
}

/** Random events as EVTX, as flat NDJSON, or as Winlogbeat nests them. */
export function randomLog(random: Random): RandomLog {
  const events = Array.from({ length: EVENTS }, () => ({ header: random.pick(HEADERS), fields: data(random) }));
  const texts = events.flatMap(({ fields: { Image, CommandLine, User } }) =>
    [Image, CommandLine, User].flat().filter((one) => typeof one === 'string'),
  );
  const shape = random.pick(['evtx', 'flat', 'nested'] as const);
  if (shape === 'evtx') {
    const written = events.map(({ header, fields }) => {
      const values = Object.entries(fields).map(([name, one]): [string, DataValue] => [name, dataValue(one)]);
      return { ...header, computer: 'host', day: 154_000, data: values };
    });
    return { name: 'random.evtx', bytes: evtxOf(written), texts };
  }
  const lines = events.map(({ header: { channel, provider, eventId }, fields }) =>
    JSON.stringify(
      shape === 'flat'
        ? { Channel: channel, EventID: eventId, SourceName: provider, Hostname: 'host', ...fields }
        : {
            '@timestamp': '2024-05-01T10:07:00.000Z',
            winlog: { channel, event_id: eventId, provider_name: provider, computer_name: 'host', event_data: fields },
          },
    ),
  );
  return { name: 'random.ndjson', bytes: new TextEncoder().encode(`${lines.join('\n')}\n`), texts };
}

/** A text that an event has, or a part of it, maybe otherwise written; or one of no event. */
function textLike(random: Random, texts: readonly string[]): string {
  if (texts.length === 0 || random.chance(0.3)) return text(random);
  const whole = random.pick(texts);
  const [a, b] = [random.below(whole.length + 1), random.below(whole.length + 1)];
  const part = random.pick([whole, whole.slice(0, a), whole.slice(a), whole.slice(Math.min(a, b), Math.max(a, b))]);
  return otherwise(part, random);
}

/** A text as Sigma writes it: some of it as wildcards, some signs escaped. */
function sigmaText(random: Random, texts: readonly string[]): string {
  const plain = textLike(random, texts).replace(/[\\*?]/g, (sign) => (random.chance(0.5) ? sign : `\\${sign}`));
  if (random.chance(0.75)) return plain;
  const at = random.below(plain.length + 1);
  return plain.slice(0, at) + random.pick(['*', '?', '*?', '**']) + plain.slice(at + random.below(2));
}

const REGEXES = [
  ...['whoami', '^C:', '\\.exe$', '^$', 'ta.k', '[\\\\/]cmd\\.exe', '(?i)KISS', 'k.ss', '^.{30,}$', '(foo|bar|cmd)'],
  ...['[A-Za-z0-9+/]{16,}', '^[\\s\\S]{18}', '\\d+', 'a$', '^b', 'enc .*whoami', '\u00e9{2}', '(a|task)+$', '-(enc|f)'],
  ...['[\\x{1F600}]', '(?:ab01){4,}', 's$', '\\bcmd\\b', '^x.*s$', 'i.?stanbul'],
];

/** Makes a value for a log with certain texts. */
type MakeValue = (random: Random, texts: readonly string[]) => Json;

/** Modifiers with what their values are made of. */
const ENTRIES: readonly (readonly [modifiers: string, value: MakeValue])[] = [
  ['', sigmaText],
  ['', (random) => random.pick([7, 0, -7, 443, 7.5, 4688, true, false, null, ''])],
  ['contains', sigmaText],
  ['startswith', sigmaText],
  ['endswith', sigmaText],
  ['cased', sigmaText],
  ['contains|cased', sigmaText],
  ['endswith|cased', sigmaText],
  ['neq', sigmaText],
  ['contains|neq', sigmaText],
  ['windash|contains', (random) => random.pick([' -enc ', ' -f', '-', '/c', '-a -b -c', '\u2013enc'])],
  ['windash', sigmaText],
  ['re', (random) => random.pick(REGEXES)],
  ['re|i', (random) => random.pick(REGEXES)],
  ['re|m', (random) => random.pick(REGEXES)],
  ['re|s', (random) => random.pick(REGEXES)],
  ['cidr', (random) => random.pick(['10.0.0.0/8', '10.1.2.3/32', '2001:db8::/32', '0.0.0.0/0'])],
  ['base64|contains', (random) => random.pick(['cmd', 'whoami', 'foo'])],
  ['base64offset|contains', (random) => random.pick(['cmd', 'whoami', 'foo'])],
  ['wide|base64offset|contains', (random) => random.pick(['cmd', 'whoami'])],
  ['utf16|base64|contains', (random) => random.pick(['cmd', 'whoami'])],
  ['utf16be|base64|contains', (random) => random.pick(['cmd', 'foo'])],
  ['utf16le|contains', (random) => random.pick(['cmd', 'foo'])],
  ['exists', (random) => random.chance(0.5)],
  ['fieldref', (random) => random.pick(TEXT_FIELDS)],
  ['fieldref|endswith', (random) => random.pick(TEXT_FIELDS)],
  ['expand', () => '%words%'],
  ['contains|expand', () => '%words%'],
  ...['gt', 'gte', 'lt', 'lte'].map((name): readonly [string, MakeValue] => [
    name,
    (random) => random.pick([0, 7, -7, 442]),
  ]),
  ...['minute', 'hour', 'day', 'week', 'month', 'year'].map((name): readonly [string, MakeValue] => [
    name,
    (random) => random.pick([7, 10, 1, 27, 5, 2024, 2023]),
  ]),
];

/** Modifiers of several values only. */
const LISTS = new Set(['', 'contains', 'startswith', 'endswith', 'cased', 'windash', 're', 'cidr', 'neq']);

/** The pipeline that gives placeholders their values. */
export const PIPELINE = JSON.stringify({
  name: 'words',
  vars: { words: ['cmd', 'ta\u017fk', '7'] },
  transformations: [{ type: 'value_placeholders' }],
});

/** The field that a modifier is asked of: mostly one that has such values. */
function fieldFor(modifiers: string, one: Json, random: Random): string {
  if (random.chance(0.1)) return random.pick(['Image', 'Port', 'None', 'md5', 'Hashes', 'ParentImage', 'Flag']);
  if (modifiers === 'cidr') return 'Ip';
  if (/^(?:minute|hour|day|week|month|year)$/.test(modifiers)) return 'Time';
  if (typeof one === 'number') return random.pick(['Port', 'Port', 'EventID', 'User']);
  if (typeof one === 'boolean') return random.pick(['Flag', 'None', 'User']);
  return random.pick(TEXT_FIELDS);
}

/** An entry of a selection. */
interface Entry {
  readonly key: string;
  readonly value: Json;
}

/** Modifiers of an entry, by their own names; `none` where it has none. */
function namesOf(key: string): string[] {
  const [, ...written] = key.split('|');
  const known = written.map((one) =>
    SIGMA_MODIFIERS.find(({ name, aliases }) => name === one || aliases?.includes(one)),
  );
  return known.length === 0 ? ['none'] : known.map((one) => one!.name);
}

function entry(random: Random, texts: readonly string[]): Entry {
  const [modifiers, make] = random.pick(ENTRIES);
  const isList = LISTS.has(modifiers) && random.chance(0.3);
  const one = make(random, texts);
  const values = isList ? Array.from({ length: 1 + random.below(5) }, () => make(random, texts)) : one;
  const field = fieldFor(modifiers, one, random);
  const all = isList && (values as readonly Json[]).length > 1 && random.chance(0.3) && !/re|cidr/.test(modifiers);
  const chain = [...(modifiers === '' ? [] : modifiers.split('|')), ...(all ? ['all'] : [])];
  return { key: [field, ...chain].join('|'), value: values };
}

function map(random: Random, texts: readonly string[]): Record<string, Json> {
  return Object.fromEntries(
    Array.from({ length: 1 + random.below(3) }, () => entry(random, texts)).map((one) => [one.key, one.value]),
  );
}

function selection(random: Random, texts: readonly string[]): unknown {
  switch (random.below(6)) {
    case 0:
      return Array.from({ length: 1 + random.below(3) }, () => random.pick([sigmaText(random, texts) || 'x', 7, 4688]));
    case 1:
      return { '|all': [sigmaText(random, texts) || 'x', random.pick(WORDS) || 'x'] };
    case 2:
      return [map(random, texts), map(random, texts)];
    default:
      return map(random, texts);
  }
}

const CONDITIONS = [
  ...['s1', 's1 and s2', 's1 or s2', 's1 and not s2', 'not s1', 'not (s1 and s2)', 'not s1 and not s2', '1 of s*'],
  ...['all of s*', '1 of them', 'not 1 of s*', 's1 and not 1 of f*', 's1 and not all of f*', '(s1 or f1) and not f2'],
];

const LOG_SOURCES = [
  { product: 'windows', category: 'process_creation' },
  { product: 'windows', service: 'sysmon' },
  { product: 'windows' },
  { category: 'made-up' },
];

/** A random rule, with the modifiers of its one entry if it has no more; without a log source that says where it is. */
export interface RandomRule {
  readonly text: string;
  readonly modifiers: readonly string[];
}

/** A rule of one entry: what is seen of its plan is seen of its modifiers. */
export function simpleRule(random: Random, texts: readonly string[]): RandomRule {
  const { key, value: one } = entry(random, texts);
  return {
    text: JSON.stringify({
      title: 'simple',
      logsource: { product: 'windows' },
      detection: { s: { [key]: one }, condition: random.chance(0.7) ? 's' : 'not s' },
    }),
    modifiers: namesOf(key),
  };
}

/** A rule of several selections, keywords among them. */
export function randomRule(random: Random, texts: readonly string[]): RandomRule {
  const [s1, s2, f1, f2] = Array.from({ length: 4 }, () => selection(random, texts));
  const detection = {
    ...{ s1, s2, f1, f2 },
    condition: random.pick(CONDITIONS),
  };
  return {
    text: JSON.stringify({ title: 'random', logsource: random.pick(LOG_SOURCES), detection }),
    modifiers: [],
  };
}
