import { SUMO_FUNCTIONS } from '../../src/languages/sumo/index.ts';
import type { Random } from '../../src/languages/sumo/testing/random.ts';

const FIELDS = ['a', 'b', 'C', 'n', 'm', 'path', 'ip', 'list', 'json', 'flag', 'none'] as const;
const TEXTS = [
  '',
  'x',
  'X',
  'abc',
  'AbC',
  '7',
  '10',
  '2.5',
  '-3',
  '0x1f',
  'true',
  'null',
  ' ',
  'a b',
  'C:\\\\Windows\\\\cmd.exe',
  '10.1.2.3',
  'k=1;j=22',
];
const LITERALS = [...TEXTS.map((text) => `"${text}"`), '0', '1', '7', '10', '2.5', '-3', 'true', 'false'];
const WILDCARDS = ['*', 'a*', '*c', '*b*', '*\\\\cmd.exe', '1*', 'x', 'X', '??', ''];
const REGEXES = ['a', '(?i)abc', '^\\d+$', 'cmd\\.exe$', '[xX]', 'k=(\\d)', '^$', '(a|b)+'];
const EXCLUDED = new Set(['logic.if', 'text.format', 'time.parse', 'time.format', 'encode.base64Decode']);

/** One random event as a JSON line, with missing, null, numeric, boolean and multi-valued fields among the rest. */
export function randomEvent(random: Random): string {
  const event: Record<string, unknown> = {};
  if (random.chance(0.9)) event._messageTime = 1_700_000_000_000 + random.below(4) * 1_800_000;
  const put = (name: string, values: readonly unknown[]): void => {
    if (random.chance(0.8)) event[name] = random.pick(values);
  };
  const texts = ['', 'x', 'X', 'abc', 'AbC', '7', '10', 'a b', null, 'true'];
  put('a', texts);
  put('b', texts);
  put('c', texts);
  put('n', [0, 1, 7, 10, 2.5, -3, '7', '10', 'seven', null]);
  put('m', ['1', '2', '3', '10', '', null]);
  put('path', ['C:\\Windows\\cmd.exe', 'cmd.exe', 'C:\\x\\CMD.EXE', '\\', null]);
  put('ip', ['10.1.2.3', '8.8.8.8', 'no', '::1']);
  put('list', [['x', 'abc'], ['7'], [], 'x']);
  put('xml', ['<a><b c="1">x</b><b>7</b></a>', '<a><b/></a>', 'x']);
  put('json', ['{"k":1,"j":{"x":"abc"}}', '{"k":null}', '[1,2]', 'text {"k":"v"} text', 'no']);
  put('flag', [true, false, 'true', 'no']);
  if (random.chance(0.5)) event._raw = random.pick(['k=1;j=22; abc x', 'k=7;', 'Error 10 abc.def', 'k=1 k=2 k=3', '']);
  return JSON.stringify(event);
}

/** Makes random queries of what the engines run, and counts what is in them. */
export class QueryMaker {
  readonly #random: Random;
  readonly #made: string[] = [];
  readonly counts: Map<string, number>;

  constructor(random: Random, counts: Map<string, number>) {
    this.#random = random;
    this.counts = counts;
  }

  query(): string {
    const random = this.#random;
    const scope = random.chance(0.85)
      ? '*'
      : random.pick(['abc', 'k=1', '!x', 'a=*', 'n=7 or a=x*', '"k=1"', 'abc*', 'not (error)']);
    const stages = Array.from({ length: 1 + random.below(4) }, () => this.#stage());
    if (random.chance(0.3)) {
      stages.push(this.#aggregate());
      if (random.chance(0.4)) stages.push(this.#onRecords());
    }
    if (random.chance(0.25)) stages.push(this.#series());
    if (random.chance(0.2)) stages.push(this.#together());
    if (random.chance(0.3)) stages.push(this.#ordering());
    return `${scope} | ${stages.join(' | ')}`;
  }

  #count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  #field(): string {
    return this.#random.pick([...FIELDS, ...this.#made, ...this.#made]);
  }

  #new(): string {
    const name = this.#random.pick(['v1', 'v2', 'V1', 'a', 'w']);
    this.#made.push(name);
    return name;
  }

  #stage(): string {
    const random = this.#random;
    const kind = random.pick([
      'where',
      'where',
      'expression',
      'expression',
      'expression',
      'parse',
      'parse regex',
      'json',
      'json auto',
      'fields',
      'timeslice',
      'dedup',
      'limit',
      'csv',
      'split',
      'keyvalue',
      'parse xml',
      'bin',
      'withtime',
      'lookup',
      'threatip',
      'threatlookup',
      'geoip',
      'compose',
    ]);
    this.#count(kind);
    const nodrop = random.chance(0.7) ? ' nodrop' : '';
    switch (kind) {
      case 'where':
        return `where ${this.condition(2)}${random.chance(0.5) ? ` or ${random.pick(FIELDS)} != "zz"` : ''}`;
      case 'expression':
        return `${this.#value(2)} as ${this.#new()}`;
      case 'parse': {
        const [pattern, names] = random.pick([
          ['k=*;', 'v1'],
          ['k=*;j=*', 'v1, w'],
          ['*=', 'v2'],
          ['*b*', 'v1, v2'],
        ] as const);
        return `parse ${random.chance(0.4) ? `field=${this.#field()} ` : ''}"${pattern}" as ${names}${nodrop}`;
      }
      case 'parse regex':
        return `parse regex ${random.chance(0.5) ? `field=${this.#field()} ` : ''}"${random.pick(['(?<v1>[^\\\\]+)$', 'k=(?<v1>\\d+)', '(?i)(?<v2>a.?c)', 'k=(?<v1>\\d)(?:;j=(?<w>\\d+))?'])}"${nodrop}${random.chance(0.3) ? ' multi' : ''}`;
      case 'json':
        return `json ${random.chance(0.8) ? 'field=json ' : ''}"k", "j.x" as v1, w${nodrop}`;
      case 'json auto':
        return `json auto field=json${random.chance(0.3) ? ' keys "k" refonly as v1' : ''}`;
      case 'fields':
        return random.chance(0.5)
          ? `fields ${[...new Set([this.#field().toLowerCase(), 'a', 'n'])].join(', ')}`
          : `fields - ${this.#field()}`;
      case 'timeslice':
        return random.pick(['timeslice 1h', 'timeslice 30m as v2', 'timeslice 4 buckets', 'timeslice']);
      case 'csv':
        return `csv ${this.#field()} delim='${random.pick([';', ',', ' '])}' extract ${random.pick(['v1', 'v1, _, w', '2 as v2, v1'])}`;
      case 'split':
        return `split ${this.#field()} delim='${random.pick(['=', '.'])}' extract ${random.pick(['v1, v2', '2 as w'])}`;
      case 'keyvalue':
        return random.pick([
          `keyvalue "k", "j" as v1, w${nodrop}`,
          `keyvalue regex "(\\w)=(\\d+)" keys "k", "j" as v1, v2${nodrop}`,
          `keyvalue regex "=(\\d+)" "k" as v1${nodrop}`,
          'keyvalue auto keys "k" refonly as v2',
          'keyvalue auto field=json delim ":"',
        ]);
      case 'parse xml':
        return `parse xml field=xml "/a/b[2]/text()", "/a/b/@c" as v1, w${nodrop}`;
      case 'bin':
        return `bin ${this.#field()} width=${random.pick(['2', '0.5', '5, min=0, max=8'])}`;
      case 'withtime':
        return `withtime ${this.#field()}${random.chance(0.5) ? ' as w' : ''}`;
      case 'lookup':
        return random.pick([
          `lookup one, two as v1 from shared/t on ${this.#field()}=key`,
          'lookup * from path://"/T" on a',
          'lookup one from shared/none on a=b',
        ]);
      case 'threatip':
        return 'threatip ip';
      case 'threatlookup':
        return `threatlookup ${random.chance(0.5) ? 'singleIndicator ' : ''}ip`;
      case 'geoip':
        return 'geoip ip continent';
      case 'compose':
        return `where ${random.chance(0.3) ? '!' : ''}(${random.pick(['[subquery: * | compose a]', '[subquery: * | compose a, b]', 'lookupContains(shared/t, a=key)'])})`;
      case 'dedup':
        return `dedup ${random.pick(['', '2 ', 'consecutive '])}by ${this.#field()}`;
      default:
        return `limit ${1 + random.below(6)}`;
    }
  }

  #aggregate(): string {
    const random = this.#random;
    this.#count('aggregate');
    const f = (): string => this.#field();
    const items = [
      'count as z1',
      `count(${f()}) as z2`,
      `sum(${f()}) as z3`,
      `avg(${f()}) as z4`,
      `min(${f()}) as z5`,
      `max(${f()}) as z6`,
      `count_distinct(${f()}) as z7`,
      `first(${f()}) as z8`,
      `last(${f()}) as z9`,
      `values(${f()}) as z10`,
      `pct(${f()}, 50) as z11`,
      `stddev(${f()}) as z12`,
      'most_recent(w) as z13',
      `least_recent(${f()}_withtime) as z14`,
      `count_distinct(${f()}, ${f()}) as z15`,
    ];
    const chosen = Array.from({ length: 1 + random.below(3) }, () => random.pick(items));
    for (const item of chosen) this.#count(`aggregate ${/^\w+/.exec(item)![0]}`);
    const keys = random.chance(0.7) ? ` by ${[...new Set([f().toLowerCase(), f().toLowerCase()])].join(', ')}` : '';
    return [...new Set(chosen)].join(', ') + keys;
  }

  /** Stages that need an aggregate before them. */
  #onRecords(): string {
    const random = this.#random;
    const kind = random.pick(['transpose', 'fillmissing', 'outlier', 'predict', 'filter', 'compare']);
    this.#count(kind);
    switch (kind) {
      case 'transpose':
        return `transpose row a column ${random.pick(['b', 'n', 'b, m'])}${random.pick(['', ' as x, *', ' as x, abc'])}`;
      case 'fillmissing':
        return `fillmissing ${random.pick(['values("x", "y") in a', 'values all in a, values all in b', 'timeslice(30m)'])}${random.pick(['', ' with 5 for z1', ' takelast'])}`;
      case 'outlier':
        return `outlier z1${random.pick(['', ' by a'])} window=${1 + random.below(4)}, threshold=1`;
      case 'predict':
        return 'predict z1 by 30m forecast=2';
      case 'filter':
        return 'filter a in (count as k by a | where k > 1)';
      default:
        return `compare with timeshift ${random.pick(['1h', '1h 2 avg', '1h as before'])}`;
    }
  }

  /** Stages along a series. */
  #series(): string {
    const random = this.#random;
    const kind = random.pick(['accum', 'total', 'diff', 'backshift', 'smooth', 'rollingstd', 'topk', 'count_frequent']);
    this.#count(kind);
    if (kind === 'topk')
      return `topk(${1 + random.below(3)}, ${this.#field()})${random.pick(['', ' by a', ' by a, b'])}`;
    if (kind === 'count_frequent') return `count_frequent ${this.#field()}`;
    const length = ['backshift', 'smooth', 'rollingstd'].includes(kind) ? `, ${1 + random.below(3)}` : '';
    return `${kind} ${this.#field()}${length}${random.pick(['', ' as v1'])}${random.pick(['', ' by b'])}`;
  }

  /** Stages that put rows together. */
  #together(): string {
    const random = this.#random;
    const kind = random.pick(['merge', 'transactionize', 'transaction', 'sessionize', 'trace', 'join']);
    this.#count(kind);
    switch (kind) {
      case 'merge':
        return random.pick(['merge', `merge ${this.#field()} takeFirst, n takeLast as v1, a join with "-" as w`]);
      case 'transactionize':
        return `transactionize ${random.pick(['a', 'a, b', 'n'])}${random.pick(['', ' maxspan=1h', ' maxlogs=2', ' keeporphans=false'])}${random.pick(['', ' (merge b takeDistinct, m takeLast)'])}`;
      case 'transaction':
        return `transaction on a with "*k=1*" as s1, with "*x*" in b as s2${random.pick([' fringe=10m', ''])} results by ${random.pick(['transactions', 'states', 'flow'])}`;
      case 'sessionize':
        return 'sessionize "k=*;" as (v1), "k=$v1*" as (w)';
      case 'trace':
        return 'trace "k=(\\d+)" "1"';
      default:
        return `join (where a = "x" or n > 5) as l, (${random.pick(['count as k by a', 'where b = "x"'])}) as r on l.a = r.a${random.pick(['', ' timewindow 1h'])}`;
    }
  }

  #ordering(): string {
    const random = this.#random;
    const kind = random.pick(['sort', 'sort', 'top']);
    this.#count(kind);
    if (kind === 'top') return `top ${1 + random.below(4)} ${this.#field()}`;
    return `sort by ${this.#field()}${random.pick(['', ' asc', ' desc'])}, ${this.#field()} asc`;
  }

  /** A random condition. */
  condition(depth: number): string {
    const random = this.#random;
    const kind = depth === 0 ? random.below(6) : random.below(9);
    this.#count(`condition ${kind}`);
    switch (kind) {
      case 0:
        return `${this.#operand()} ${random.pick(['=', '!=', '<', '<=', '>', '>='])} ${random.pick(LITERALS)}`;
      case 1:
        return `${this.#operand()} matches "${random.pick(WILDCARDS)}"`;
      case 2:
        return `${this.#operand()} matches /${random.pick(REGEXES)}/`;
      case 3:
        return `${this.#operand()} ${random.chance(0.4) ? 'not ' : ''}in (${random.pick(LITERALS)}, ${random.pick(LITERALS)})`;
      case 4:
        return `isNull(${this.#operand()})`;
      case 5:
        return `${this.#operand()} = ${this.#operand()}`;
      case 6:
        return `!(${this.condition(depth - 1)})`;
      case 7:
        return `(${this.condition(depth - 1)} and ${this.condition(depth - 1)})`;
      default:
        return `(${this.condition(depth - 1)} or ${this.condition(depth - 1)})`;
    }
  }

  #operand(): string {
    return this.#random.chance(0.75) ? this.#field() : this.#value(1);
  }

  #value(depth: number): string {
    const random = this.#random;
    if (depth === 0) return random.chance(0.7) ? this.#field() : random.pick(LITERALS);
    const kind = random.below(5);
    if (kind === 0)
      return `(${this.#value(depth - 1)} ${random.pick(['+', '-', '*', '/', '%'])} ${this.#value(depth - 1)})`;
    if (kind === 1) return `if(${this.condition(depth - 1)}, ${this.#value(depth - 1)}, ${this.#value(depth - 1)})`;
    if (kind === 2 && random.chance(0.5)) return this.#special();
    return this.#call(depth);
  }

  /** Functions whose arguments must be of a kind. */
  #special(): string {
    const random = this.#random;
    const text = random.pick([
      'format("%s-%05d", a, n)',
      'format("%.2f", num(n))',
      'formatDate(_messageTime, "yyyy-MM-dd HH:mm")',
      'parseDate("2024-01-02 03:04", "yyyy-MM-dd HH:mm")',
      'base64Decode("d2hvYW1p")',
      'replace(path, /(?<x>\\w+)\\.exe/, "${x}-$1")',
      'contains(a, b)',
      'a contains "b"',
    ]);
    this.#count(`special ${/^\w+/.exec(text)![0]}`);
    return `(${text})`;
  }

  #call(depth: number): string {
    const random = this.#random;
    const row = random.pick(SUMO_FUNCTIONS.filter((one) => !EXCLUDED.has(one.ir)));
    const count = row.min + random.below(Math.min(row.max, row.min + 1) - row.min + 1);
    this.#count(`function ${row.names[0]}`);
    const args = Array.from({ length: count }, (_, index) =>
      row.ir === 'text.replace' && index === 1 ? '"a"' : this.#value(depth - 1),
    );
    return `${row.names[0]}(${args.join(', ')})`;
  }
}
