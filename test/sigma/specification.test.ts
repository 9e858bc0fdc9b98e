import { describe, expect, test } from 'vitest';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { eventOf, loadTexts, matchingRules, rowsOf } from '../../src/languages/sigma/testing/run-rule.ts';

// Statements of spec sigma that no other file holds, by its sections; cases of §16 stand in edge-cases.test.ts.

type Fields = Readonly<Record<string, unknown>>;

function ruleOf(detection: string, condition = 's', head = ''): string {
  return `title: case\n${head}logsource: {category: test}\ndetection:\n${detection.replace(/^(?=.)/gm, '  ')}\n  condition: ${condition}\n`;
}

const entry = (item: string): string => ruleOf(`s:\n  ${item}`);
const takes = (text: string, event: Fields): boolean => matchingRules(text, event).length > 0;

function codesOf(...texts: readonly string[]): string[] {
  const { rules, parts, refused, filters } = loadTexts(...texts);
  return [...rules, ...parts, ...refused, ...filters].flatMap(({ diagnostics }) =>
    diagnostics.map((one) => `${one.code} ${one.severity}`),
  );
}

describe('§1 documents and references', () => {
  test('an empty document behind the last mark is no rule; one between rules is refused', () => {
    expect(loadTexts(`${entry('a: 1')}---\n`)).toMatchObject({ rules: [{}], refused: [] });
    expect(loadTexts(`${entry('a: 1')}---\n---\n${entry('a: 2')}`).refused).toHaveLength(1);
  });

  test('a later template replaces the one before, wins over the rule, and ends with reset', () => {
    const rule = (title: string) => `title: ${title}\nlogsource: {category: test}\n`;
    const text = [
      'action: global\ndetection: {s: {a: 1}, condition: s}\n',
      'action: global\ntitle: template\ndetection: {s: {b: 1}, condition: s}\n',
      `${rule('own')}detection: {s: {b: 2, c: 1}}\n`,
      'action: reset\n',
      `${rule('free')}detection: {s: {d: 1}, condition: s}\n`,
    ].join('---\n');
    expect(matchingRules(text, { b: 1, c: 1 })).toEqual(['template']);
    expect(matchingRules(text, { b: 2, c: 1 })).toEqual([]);
    expect(matchingRules(text, { d: 1 })).toEqual(['free']);
  });

  test('correlations and filters are never joined with a template', () => {
    const text = `action: global\ntitle: template\nlogsource: {category: test}\ndetection: {s: {a: 1}, condition: s}\n---\nname: r\n---\ntitle: together\ncorrelation: {type: event_count, rules: [r], timespan: 1m, condition: {gte: 1}}\n`;
    expect(loadTexts(text).rules.map(({ head }) => head.title)).toEqual(['together']);
  });

  test('rules of other files are found by name, or by id without regard to case and hyphens', () => {
    const rule = entry('a: 1').replace('title: case', 'title: case\nid: 3C1F8F8E-6a55-4c43-9d60-3a6d4b7f1e10\nname: r');
    const over = (reference: string) =>
      `title: together\ncorrelation: {type: event_count, rules: [${reference}], timespan: 1m, condition: {gte: 1}}\n`;
    for (const reference of ['r', '3c1f8f8e-6A55-4c43-9d60-3a6d4b7f1e10', '3c1f8f8e6a554c439d603a6d4b7f1e10'])
      expect(loadTexts(over(reference), rule).rules.map(({ head }) => head.title)).toEqual(['together']);
    expect(codesOf(over('R'), rule)).toContain('sigma/unknown-rule fails');
  });

  test('an id that stands twice is an error, a name a remark', () => {
    const id = 'id: 3c1f8f8e-6a55-4c43-9d60-3a6d4b7f1e10\n';
    expect(codesOf(ruleOf('s: {a: 1}', 's', id), ruleOf('s: {a: 2}', 's', id))).toEqual(['sigma/duplicate-rule fails']);
    const name = 'name: r\n';
    expect(codesOf(ruleOf('s: {a: 1}', 's', name), ruleOf('s: {a: 2}', 's', name))).toEqual([
      'sigma/invalid-attribute uncertain',
    ]);
  });
});

describe('§2 attributes', () => {
  test('unknown keys are kept, and attributes of older versions are remarks at most', () => {
    const head =
      'date: 2023/01/31\nstatus: testing\nrelated: [{id: 3c1f8f8e-6a55-4c43-9d60-3a6d4b7f1e10, type: obsoletes}]\ntags: [attack.lateral_movement]\nmine: {a: [1]}\nscope: [server]\nlicense: MIT\n';
    const { rules } = loadTexts(ruleOf('s: {a: 1}', 's', head));
    expect(rules[0]!.diagnostics.filter(({ severity }) => severity === 'fails')).toEqual([]);
    expect(rules[0]!.head.document.entries.map(({ key }) => key)).toContain('mine');
  });
});

describe('§3 types of scalars', () => {
  test.each<[string, readonly unknown[], readonly unknown[]]>([
    ['0x3e7', ['0x3e7', 999, '999'], ['0x3e8']],
    ['010', ['010', '10', 10], ['8', 8]],
    ['1:30', ['1:30'], ['90', 90]],
    ['yes', ['yes', 'YES'], [true, 'true']],
    ['on', ['on'], [true]],
    ['true', [true, 'true', 'TRUE'], ['yes', 1]],
    ['2024-01-31', ['2024-01-31'], []],
    ['1e3', ['1e3', 1000], ['1e4']],
    ['1_000', ['1_000'], [1000]],
    ['1.10', ['1.10', 1.1], ['1.100.']],
    ["'1'", ['1', 1], ['01']],
    ['"\\t"', ['\t'], ['\\t']],
    ["'it''s'", ["it's"], ["it''s"]],
  ])('%s', (written, matches, misses) => {
    for (const x of matches) expect(takes(entry(`x: ${written}`), { x }), JSON.stringify(x)).toBe(true);
    for (const x of misses) expect(takes(entry(`x: ${written}`), { x }), JSON.stringify(x)).toBe(false);
  });

  test('a byte order mark and line ends of Windows are taken', () => {
    expect(takes(`\ufeff${entry('a: x').replaceAll('\n', '\r\n')}`, { a: 'X' })).toBe(true);
  });
});

describe('§4 values', () => {
  test('a wildcard stands for nothing, and for line ends too', () => {
    for (const x of ['ab', 'a\r\nb', 'a--b']) expect(takes(entry("x: 'a*b'"), { x })).toBe(true);
  });

  test('affix modifiers add no second wildcard, but one beside a literal star', () => {
    expect(takes(entry("x|contains: '*a'"), { x: 'xay' })).toBe(true);
    expect(takes(entry("x|startswith: 'a\\*'"), { x: 'a*b' })).toBe(true);
    expect(takes(entry("x|startswith: 'a\\*'"), { x: 'aXb' })).toBe(false);
  });

  test('an object of an event is there, and compares with nothing', () => {
    const event = { x: { y: 'v' } };
    expect(takes(entry('x|exists: true'), event)).toBe(true);
    expect(takes(entry("x: 'v'"), event)).toBe(false);
  });
});

describe('§5 selections', () => {
  test.each<[string, Fields[], Fields[]]>([
    ['s: {a: 1, b: 2}', [{ a: 1, b: 2 }], [{ a: 1 }]],
    ['s: [{a: 1}, {b: 2, c: 3}]', [{ a: 1 }, { b: 2, c: 3 }], [{ b: 2 }]],
    ['s: [word, {a: 1}]', [{ z: 'a word' }, { a: 1 }], [{ a: 2 }]],
    ['s: [[{a: 1}], [{b: 2}]]', [{ a: 1 }, { b: 2 }], [{ c: 1 }]],
    ['s: word', [{ z: 'a WORD here' }], [{ word: 'x' }]],
    ["s: {'|all': [one, two], a: 1}", [{ a: 1, z: 'two', y: 'one' }], [{ a: 1, z: 'one' }]],
    ['s: {a: [[1, 2], 3]}', [{ a: 2 }, { a: 3 }], [{ a: 4 }]],
    ["s: {a: [1, 'x', null]}", [{ a: 'X' }, { b: 1 }], [{ a: 2 }]],
    ["s: {'Feature Name': 1, 'a-b:c': 2}", [{ 'Feature Name': 1, 'a-b:c': 2 }], [{ FeatureName: 1 }]],
    ['s: {p.name: 1}', [{ 'p.name': 1 }], [{ p: 1 }]],
  ])('%s', (detection, matches, misses) => {
    for (const event of matches) expect(takes(ruleOf(detection), event), JSON.stringify(event)).toBe(true);
    for (const event of misses) expect(takes(ruleOf(detection), event), JSON.stringify(event)).toBe(false);
  });

  test('null among values is remarked on', () => {
    expect(codesOf(entry('a: [1, null]'))).toEqual(['sigma/null-in-list uncertain']);
  });
});

describe('§6 conditions', () => {
  test('any white space separates words', () => {
    expect(takes(ruleOf('a: {a: 1}\nb: {b: 1}', '>-\n      a\n      and\tb'), { a: 1, b: 1 })).toBe(true);
  });

  test('quantifiers that other tools do not know are remarked on', () => {
    expect(codesOf(ruleOf('a1: {a: 1}\na2: {b: 1}', '2 of a*'))).toEqual(['sigma/unportable-condition uncertain']);
  });
});

describe('§7 modifiers', () => {
  test.each<[string, unknown[], unknown[]]>([
    ["x|re: ['^a', 'b$']", ['ac', 'cb'], ['ca']],
    ["x|re|all: ['^a', 'b$']", ['a-b'], ['ac', 'cb']],
    ["x|re: '^4\\d+$'", [42, '42'], [52]],
    ["x|re|ignorecase|dotall: 'a.b'", ['A\nB'], ['ab']],
    ["x|re|multiline: '^b'", ['a\nb'], ['ab']],
    ["x|re|i|m|s: '^b.c$'", ['a\nB\nC'], ['bc']],
    ["x|windash: 'x-y'", ['x-y'], ['x/y']],
    ["x|windash: '--s'", ['-/s', '--s'], ['/-s']],
    ["x|windash: ' -'", [' -'], [' /']],
    ["x|windash: 'C:/x -y'", ['C:-x /y'], ['C:/x +y']],
    ["x|windash: ' \u2013a'", [' -a', ' /a', ' \u2015a'], [' +a']],
    ['x|base64: foo', ['Zm9v'], ['foo']],
    ["x|contains|expand: '50\\%'", ['is 50% of'], ['50']],
    ['x|hour|gte: 22', ['2024-05-01 23:10:00.000', '2024-05-01T22:00:00Z'], ['2024-05-01T21:59:59Z', 'x']],
    ['x|week: 1', ['2024-12-30'], ['2024-01-08']],
    ['x|hour: 1', ['2024-05-01T03:00:00+02:00', 1_714_525_200, 1_714_525_200_000], ['2024-05-01T03:00:00Z']],
  ])('%s', (item, matches, misses) => {
    for (const x of matches) expect(takes(entry(item), { x }), JSON.stringify(x)).toBe(true);
    for (const x of misses) expect(takes(entry(item), { x }), JSON.stringify(x)).toBe(false);
  });

  test.each([
    ['x|contains|all: a', 'sigma/doubtful-modifier uncertain'],
    ["x|gt: '5'", 'sigma/doubtful-modifier uncertain'],
    ['x|base64offset|wide|contains: abc', 'sigma/doubtful-modifier uncertain'],
    ['x|wide: abc', 'sigma/doubtful-modifier uncertain'],
  ])('%s runs with a remark', (item, code) => {
    expect(codesOf(entry(item))).toEqual([code]);
  });

  test('the time of an entry is looked at as UTC unless it says otherwise', () => {
    expect(takes(entry('x|day: 1'), { x: '2024-05-01 00:30:00' })).toBe(true);
    expect(takes(entry('x|day: 30'), { x: '2024-05-01T00:30:00+01:00' })).toBe(true);
  });
});

describe('§9 keywords', () => {
  test('are found in each value and in the header, and not over two values', () => {
    expect(
      takes(ruleOf('s: [security]', 's').replace('category: test', 'product: windows'), { Channel: 'Security' }),
    ).toBe(true);
    expect(takes(ruleOf("s: ['a b']"), { x: 'a', y: ' b' })).toBe(false);
    expect(takes(ruleOf('s: [4711]'), { x: 'id 4711.' })).toBe(true);
    expect(takes(ruleOf("s: ['a?c*e']"), { x: '-abcde-' })).toBe(true);
    expect(takes(ruleOf("s: {'|re': 'a\\d+b'}"), { x: '-a12b-' })).toBe(true);
  });
});

describe('§10 log sources', () => {
  const asked = (source: string, event: Fields): boolean =>
    takes(`title: case\nlogsource: ${source}\ndetection: {s: {a: 1}, condition: s}\n`, { a: 1, ...event });
  const sysmon = (id: number): Fields => ({ Channel: 'microsoft-windows-sysmon/OPERATIONAL', EventID: id });

  test('attributes that are missing are any; what is no attribute is not asked', () => {
    expect(asked('{product: windows, definition: needs auditing, mine: x}', { Channel: 'Any' })).toBe(true);
    expect(asked('{category: file_delete}', sysmon(23))).toBe(true);
    expect(asked('{category: file_delete}', sysmon(26))).toBe(true);
    expect(asked('{category: file_delete}', sysmon(11))).toBe(false);
  });

  test('a service narrows a category', () => {
    expect(asked('{product: windows, category: process_creation, service: security}', sysmon(1))).toBe(false);
    expect(
      asked('{product: windows, category: process_creation, service: security}', {
        Channel: 'Security',
        EventID: 4688,
      }),
    ).toBe(true);
    expect(asked('{product: windows, category: dns_query, service: security}', sysmon(22))).toBe(false);
  });
});

describe('§11 correlations', () => {
  const at = (ms: number, fields: Fields): Fields => ({
    TimeCreated: new Date(Date.UTC(2024, 0, 1) + ms).toISOString(),
    ...fields,
  });
  const firings = (text: string, ...events: Fields[]): number =>
    loadTexts(text).rules.reduce((sum, { plan }) => sum + rowsOf(plan, events.map(eventOf), compiledEngine).length, 0);
  const hit = (name: string, item = `k: ${name}`): string =>
    `title: ${name}\nname: ${name}\nlogsource: {category: test}\ndetection: {s: {${item}}, condition: s}\n---\n`;

  test.each([
    ['30s', 30_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['1w', 604_800_000],
    ['1M', 2_629_746_000],
    ['1y', 31_556_952_000],
  ])('a span of %s, both ends included', (span, ms) => {
    const text = `${hit('a')}title: t\ncorrelation: {type: event_count, rules: a, timespan: ${span}, condition: {gte: 2}}\n`;
    expect(firings(text, at(0, { k: 'a' }), at(ms, { k: 'a' }))).toBe(1);
    expect(firings(text, at(0, { k: 'a' }), at(ms + 1, { k: 'a' }))).toBe(0);
  });

  test('generate stands at the top level too', () => {
    const text = `${hit('a')}title: t\ngenerate: true\ncorrelation: {type: event_count, rules: [a], timespan: 1m, condition: {gte: 1}}\n`;
    expect(loadTexts(text).rules).toHaveLength(2);
  });

  test('groups of rules with other names of fields, through a chain', () => {
    const text = `${hit('a')}${hit('b')}${hit('c')}title: inner
name: inner
correlation:
  type: temporal
  rules: [a, b]
  timespan: 1m
  group-by: [ip]
  aliases: {ip: {a: src, b: dst}}
---
title: outer
correlation:
  type: temporal_ordered
  rules: [inner, c]
  timespan: 5m
  group-by: [address]
  aliases: {address: {inner: ip, c: host}}
`;
    const events = (host: string): Fields[] => [
      at(0, { k: 'a', src: 'X', dst: 'no' }),
      at(1000, { k: 'b', dst: 'x', src: 'no' }),
      at(2000, { k: 'c', host, ip: 'no' }),
    ];
    expect(firings(text, ...events('x'))).toBe(1);
    expect(firings(text, ...events('no'))).toBe(0);
  });

  test('an alias does not change a rule that it does not name', () => {
    const text = `${hit('a')}${hit('b')}title: t\ncorrelation: {type: temporal, rules: [a, b], timespan: 1m, group-by: [ip], aliases: {ip: {a: src}}}\n`;
    expect(firings(text, at(0, { k: 'a', src: '1' }), at(1, { k: 'b', ip: '1' }))).toBe(1);
    expect(firings(text, at(0, { k: 'a', ip: '1' }), at(1, { k: 'b', ip: '1' }))).toBe(0);
  });

  test('remarks: a range, and a percentile that is not named', () => {
    const of = (body: string): string => `${hit('a')}title: t\ncorrelation: {rules: [a], timespan: 1m, ${body}}\n`;
    expect(codesOf(of('type: event_count, condition: {gt: 1, lte: 5}'))).toEqual([
      'sigma/doubtful-correlation uncertain',
    ]);
    expect(codesOf(of('type: value_percentile, condition: {field: x, gt: 1}'))).toEqual([
      'sigma/doubtful-correlation uncertain',
    ]);
    expect(codesOf(of('type: value_avg, condition: {field: x, gt: 1.5}'))).toEqual([]);
    expect(codesOf(of('type: event_count, condition: {gt: 1.5}'))).toEqual(['sigma/invalid-correlation fails']);
    expect(codesOf(of('type: event_count, condition: a'))).toContain('sigma/invalid-correlation fails');
  });
});

describe('§12 filters', () => {
  const rule = (head = '', source = '{category: test, product: p}'): string =>
    `title: case\n${head}logsource: ${source}\ndetection: {s: {a: 1}, condition: s}\n`;
  const filter = (rules: string, source = '{category: test}', body = 's: {b: 1}\n  condition: not s'): string =>
    `title: f\nlogsource: ${source}\nfilter:\n  rules: ${rules}\n  ${body}\n`;
  const both = (one: string, other: string, event: Fields): boolean => takes(`${one}---\n${other}`, event);

  test.each(['any', '[]', 'r', '[r]'])('with rules: %s it applies', (rules) => {
    expect(both(rule('name: r\n'), filter(rules), { a: 1, b: 1 })).toBe(false);
    expect(both(rule('name: r\n'), filter(rules), { a: 1 })).toBe(true);
  });

  test('it does not apply to other rules, and a rule that is not there is no error', () => {
    expect(both(rule('name: r\n'), filter('[other]'), { a: 1, b: 1 })).toBe(true);
    expect(both(rule(), filter('any', '{category: test, service: x}'), { a: 1, b: 1 })).toBe(true);
    expect(both(rule(), filter('any', '{product: other}'), { a: 1, b: 1 })).toBe(true);
  });

  test('its selections are not those of the rule, whatever they are called', () => {
    const own = 'title: case\nlogsource: {category: test}\ndetection: {s_1: {a: 1}, condition: 1 of s*}\n';
    const other = filter('any', '{category: test}', 's_2: {b: 1}\n  condition: not 1 of them');
    expect(both(own, other, { b: 1 })).toBe(false);
    expect(both(own, other, { a: 1 })).toBe(true);
    expect(both(own, other, { a: 1, b: 1 })).toBe(false);
  });

  test('it holds beside each of several conditions', () => {
    const own = 'title: case\nlogsource: {category: test}\ndetection: {x: {a: 1}, y: {c: 1}, condition: [x, y]}\n';
    for (const field of ['a', 'c']) {
      expect(both(own, filter('any'), { [field]: 1 })).toBe(true);
      expect(both(own, filter('any'), { [field]: 1, b: 1 })).toBe(false);
    }
  });

  test('without `not` it keeps only what it names, with a remark; several conditions are refused', () => {
    const keeping = filter('any', '{category: test}', 's: {b: 1}\n  condition: s');
    expect(both(rule(), keeping, { a: 1 })).toBe(false);
    expect(both(rule(), keeping, { a: 1, b: 1 })).toBe(true);
    expect(codesOf(keeping)).toEqual(['sigma/filter-without-not uncertain']);
    expect(codesOf(filter('any', '{category: test}', 's: {b: 1}\n  condition: [not s, s]'))).toContain(
      'sigma/invalid-filter fails',
    );
  });
});

describe('§13 old aggregations', () => {
  test('without a timeframe the window is all of the input', () => {
    const { rules } = loadTexts(ruleOf('s: {a: 1}', 's | count() > 1'));
    const events = ['2024-01-01T00:00:00Z', '2025-01-01T00:00:00Z'].map((TimeCreated) =>
      eventOf({ TimeCreated, a: 1 }),
    );
    expect(rowsOf(rules[0]!.plan, events, compiledEngine)).toHaveLength(1);
    expect(rowsOf(rules[0]!.plan, events.slice(1), compiledEngine)).toHaveLength(0);
  });
});

describe('§18 vectors', () => {
  test.each<[string, unknown, boolean]>([
    ["x: 'abc'", 'ABC', true],
    ["x: 'abc'", 'xabc', false],
    ["x: '*'", '', true],
    ["x: '?'", '\u{1f600}', true],
    ["x: 'a\\\\*'", 'a\\zz', true],
    ["x: 'a\\*'", 'a*', true],
    ["x|contains: '*x'", '1x2', true],
    ["x|endswith: '\\cmd.exe'", 'C:\\W\\CMD.EXE', true],
    ["x|endswith: '\\cmd.exe'", 'cmd.exe', false],
    ["x|startswith: 'a?'", 'ab1', true],
    ["x|contains|cased: 'Ab'", 'xab', false],
    ["x|re: '^\\d+$'", '12a', false],
    ["x|re|i: 'POWER'", 'power', true],
    ["x|cidr: '192.168.0.0/23'", '192.168.1.255', true],
    ["x|cidr: '192.168.0.0/23'", '192.168.2.0', false],
    ["x|windash: ' -enc'", ' \u2013enc', true],
    ["x|contains|windash: ' -f'", 'x.exe /f y', true],
    ["x|contains|windash: ' -f'", 'x.exe -F y', true],
    ["x|base64offset|contains: 'foobar'", '-Zvb2Jhc-', true],
    ['x|gte: 10', '10', true],
    ['x|gte: 10', 'ten', false],
    ['x|hour|gte: 22', '2024-05-01 23:10:00.000', true],
    ['x|exists: false', undefined, true],
  ])('%s on %j: %s', (item, x, expected) => {
    expect(takes(entry(item), x === undefined ? { y: 1 } : { x })).toBe(expected);
  });

  test('a condition that is no single test beside what does not exist', () => {
    expect(
      takes(ruleOf('sel_a: {a: 1}\nsel_b: {b: 1}\nflt: {c: 1}', 'sel_a or sel_b and not flt'), { a: 1, c: 1 }),
    ).toBe(true);
  });
});
