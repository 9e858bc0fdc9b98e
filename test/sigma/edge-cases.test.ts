import { describe, expect, test } from 'vitest';
import { loadTexts, matchingRules } from '../../src/languages/sigma/testing/run-rule.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A rule of one selection over any log that is none of Windows. */
function ruleOf(selection: string, condition = 'selection'): string {
  const indented = selection.replace(/^/gm, '    ');
  return `title: case\nlogsource: {category: test}\ndetection:\n${indented}\n    condition: ${condition}\n`;
}

const entry = (item: string): string => ruleOf(`selection:\n    ${item}`);

function codesOf(...texts: readonly string[]): string[] {
  const { rules, refused } = loadTexts(...texts);
  return [...rules, ...refused].flatMap(({ diagnostics }) => diagnostics.map((one) => `${one.code} ${one.severity}`));
}

const failsWith = (text: string): string[] => codesOf(text).filter((code) => code.endsWith(' fails'));

/** Cases of spec sigma §16 that one entry and events show: number, entry, events that match, events that do not. */
const ENTRIES: readonly (readonly [
  number: string,
  item: string,
  matches: readonly Fields[],
  misses: readonly Fields[],
])[] = [
  ['1', "Image|endswith: '\\'", [{ Image: 'C:\\a\\' }], [{ Image: 'C:\\a' }]],
  ['2', "P|contains: '\\Tools\\'", [{ P: 'D:\\Tools\\x' }], [{ P: 'D:\\Tools*' }]],
  ['3', "S: '\\\\srv\\c$'", [{ S: '\\srv\\c$' }], [{ S: '\\\\srv\\c$' }]],
  ['4', "S: '\\\\\\\\srv\\c$'", [{ S: '\\\\srv\\c$' }], [{ S: '\\srv\\c$' }]],
  ['5', "C: 'a\\*b'", [{ C: 'a*b' }], [{ C: 'aXb' }]],
  ['6', "C: 'a*b'", [{ C: 'aXb' }], [{ C: 'zaXbz' }]],
  ['7', "C: 'a?c'", [{ C: 'abc' }], [{ C: 'ac' }, { C: 'abbc' }]],
  ['8', "C|contains: 'x*y'", [{ C: '1x2y3' }], [{ C: '1y2x3' }]],
  ['9', "ScriptBlockText|contains: 'a*b'", [{ ScriptBlockText: 'a\nb' }], [{ ScriptBlockText: 'b\na' }]],
  ['10', 'EventCode: 4624', [{ EventCode: '4624' }, { EventCode: 4624 }], [{ EventCode: '' }, { EventCode: '46240' }]],
  ['11', "Mask: '0x100'", [{ Mask: '0x100' }], [{ Mask: '256' }, { Mask: 256 }]],
  ['12', 'LogonId: 0x3e7', [{ LogonId: '0x3e7' }, { LogonId: '999' }, { LogonId: 999 }], [{ LogonId: '0x3e8' }]],
  ['13', "x: ''", [{ x: '' }], [{ y: 1 }, { x: null }, { x: ' ' }]],
  ['20', 'C|contains|all: [a, a2]', [{ C: 'a2' }], [{ C: 'a' }]],
  ['21', 'C|all|contains: [a, b]', [{ C: 'b a' }], [{ C: 'a' }]],
  ['22', "C|contains|all|windash: ['-a', '-b']", [{ C: '/a -b' }], [{ C: '-a /a' }]],
  ['23', "C|windash: '-a -b'", [{ C: '/a -b' }, { C: '-a \u2015b' }], [{ C: 'a b' }]],
  ['24', 'C|neq: [x, y]', [{ C: 'z' }, {}], [{ C: 'x' }, { C: 'y' }]],
  ['25', "C|re: 'ab'", [{ C: 'xab' }], [{ C: 'xAB' }]],
  ['26', "C|re: '(?i)ab'", [{ C: 'xAB' }], [{ C: 'xA' }]],
  ['27', "C|re: '\\\\Temp\\\\'", [{ C: 'C:\\Temp\\a' }], [{ C: 'C:\\Tempa' }]],
  ['28', "Ip|cidr: 'fe80::/10'", [{ Ip: 'FE80::1' }, { Ip: 'fe80:0:0:0:0:0:0:1%5' }], [{ Ip: 'fe80' }]],
  ['29', "Ip|cidr: '10.0.0.0/8'", [{ Ip: '10.1.2.3' }], [{ Ip: '10.1.2.3:445' }, { Ip: '-' }]],
  ['30', "Ip|cidr: '10.0.0.0/8'", [{ Ip: '::ffff:10.1.2.3' }], [{ Ip: '::ffff:11.1.2.3' }]],
  ['31', 'C|wide|base64offset|contains: x', [{ C: 'aeAB4AHgA' }], [{ C: 'x' }]],
  [
    '32',
    "C|base64offset|contains: '\u00fc'",
    ['\u00fcx', 'x\u00fcx', 'xx\u00fcx'].map((text) => ({ C: Buffer.from(text).toString('base64') })),
    [{ C: '-' }],
  ],
  ['33', 'x: [null, a]', [{ y: 1 }, { x: 'a' }, { x: null }], [{ x: 'null' }, { x: 'b' }]],
  ['34', 'x|exists: true', [{ x: null }], [{ y: 1 }]],
  ['35', 'A|fieldref: B', [{ A: 'x', B: 'X' }], [{ y: 1 }, { A: null, B: null }]],
  ['36', "Initiated: 'true'", [{ Initiated: true }, { Initiated: 'True' }], [{ Initiated: false }]],
  ['36', 'Initiated: true', [{ Initiated: true }, { Initiated: 'true' }], [{ Initiated: 'false' }, { Initiated: 1 }]],
  ['37', "C: '%APPDATA%'", [{ C: '%appdata%' }], [{ C: 'x' }]],
  ['44', "x: '\u0130STANBUL'", [{ x: '\u0130STANBUL' }], [{ x: 'istanbul' }]],
  ['44', "x|contains: 'a'", [{ x: '\u0130\u0130\u0130a' }], [{ x: '\u0130' }]],
  ['47', "IpAddress: '-'", [{ IpAddress: '-' }], [{ y: 1 }, { IpAddress: '' }]],
];

describe('entries', () => {
  for (const [number, item, matches, misses] of ENTRIES) {
    test.each(matches.map((event) => [event]))(`case ${number}: ${item} takes %j`, (event) => {
      expect(matchingRules(entry(item), event)).toEqual(['case']);
    });
    test.each(misses.map((event) => [event]))(`case ${number}: ${item} does not take %j`, (event) => {
      expect(matchingRules(entry(item), event)).toEqual([]);
    });
  }
});

const ABC = 'sel_a: {a: 1}\nsel_b: {b: 1}\nflt: {c: 1}\n_x: {x: 1}';
const TRUTH: Fields = { a: 1, c: 1, x: 1 };

describe('conditions', () => {
  test.each([
    ['sel_a or sel_b and not flt', true],
    ['(sel_a or sel_b) and not flt', false],
    ['1 of sel_*', true],
    ['any of sel_*', true],
    ['all of sel_*', false],
    ['all of them', false],
    ['1 of them', true],
    ['not not sel_a', true],
    ['1 of _*', true],
    ['_x', true],
    ['1 of *_a', true],
    ['1 of s*l_b', false],
    ['2 of *', true],
    ['3 of *', false],
    ['sel_a AND NOT sel_b', true],
  ])('%s is %s', (condition, holds) => {
    expect(matchingRules(ruleOf(ABC, condition), TRUTH)).toEqual(holds ? ['case'] : []);
  });

  test.each([
    ['case 15', '1 of sel'],
    ['case 18', 'sel_a and not 1 of nope*'],
    ['a misspelt name', 'sel_a or sel_c'],
    ['more than there are', '5 of sel_*'],
  ])('%s: %s names no selection', (_, condition) => {
    expect(failsWith(ruleOf(ABC, condition))).toEqual(['sigma/unknown-selection fails']);
  });

  test.each([
    'sel_a sel_b',
    'sel_a and',
    '(sel_a',
    'sel_a)',
    'sel_*',
    '1 of (sel_a, sel_b)',
    '0 of sel_*',
    'and sel_a',
    "''",
  ])('%s cannot be read', (condition) => {
    expect(failsWith(ruleOf(ABC, condition))).toEqual(['sigma/invalid-condition fails']);
  });

  test('case 14: `all of` a list of keywords does not ask for all of them', () => {
    expect(matchingRules(ruleOf('kw: [alpha, beta]', 'all of kw'), { x: 'an alpha' })).toEqual(['case']);
    expect(matchingRules(ruleOf("kw: {'|all': [alpha, beta]}", 'kw'), { x: 'an alpha' })).toEqual([]);
    expect(matchingRules(ruleOf("kw: {'|all': [alpha, beta]}", 'kw'), { x: 'alpha', y: 'beta' })).toEqual(['case']);
  });

  test('case 16: words that begin with a keyword are names', () => {
    const selections = 'notepad: {a: 1}\norder: {b: 1}\nandroid: {a: 1}\nthem_x: {b: 1}\nall_ok: {a: 1}\n1sel: {a: 1}';
    const condition = 'notepad and android and all_ok and 1sel and not (order or them_x)';
    expect(matchingRules(ruleOf(selections, condition), { a: 1 })).toEqual(['case']);
  });

  test('case 19: `them` leaves out names that begin with `_`', () => {
    expect(matchingRules(ruleOf('a: {a: 1}\n_helper: {b: 1}', 'all of them'), { a: 1 })).toEqual(['case']);
  });

  test('case 39: a list of conditions is any of them', () => {
    const text = ruleOf('a: {a: 1}\nb: {b: 1}', '[a, b]');
    expect(matchingRules(text, { b: 1 })).toEqual(['case']);
    expect(matchingRules(text, { c: 1 })).toEqual([]);
  });

  test('capitals and unused selections are remarked on', () => {
    expect(codesOf(ruleOf('a: {a: 1}\nb: {b: 1}\nc: {c: 1}', 'a AND b'))).toEqual([
      'sigma/unportable-condition uncertain',
      'sigma/unused-selection uncertain',
    ]);
  });
});

describe('rules that do not load', () => {
  test('case 38: a placeholder without a value', () => {
    expect(failsWith(entry("C|expand: '%Unknown%'"))).toEqual(['sigma/unknown-placeholder fails']);
  });

  test('case 48: no condition', () => {
    const text = 'title: x\nlogsource: {category: test}\ndetection: {selection: {a: 1}}\n';
    expect(failsWith(text)).toEqual(['sigma/missing-key fails']);
  });

  test.each([
    ['contains|re', 'x'],
    ['contains|cidr', '10.0.0.0/8'],
    ['i', 'x'],
    ['contains|fieldref', 'x'],
    ['gt|hour', '5'],
    ['gte|hour', '5'],
    ['contains', 'null'],
    ['exists', "'true'"],
    ['exists', '[true, false]'],
    ['exists', '1'],
    ['fieldref|cased', 'x'],
    ['contains|base64', 'x'],
    ['base64', "'a*'"],
    ['cidr', '10.0.0.1/8'],
    ['cidr', 'x'],
    ['re', "'('"],
    ['re', "'a{2,1}'"],
    ['gt', 'x'],
    ['gt', 'true'],
    ['all|exists|contains', 'true'],
  ])('%s on %s', (modifiers, value) => {
    expect(new Set(failsWith(entry(`x|${modifiers}: ${value}`))).size).toBe(1);
  });

  test.each(['', 'Contains', 'containz', 'regex'])('the unknown modifier %j', (modifier) => {
    expect(failsWith(entry(`x|${modifier}: a`))).toEqual(['sigma/unknown-modifier fails']);
  });
});

describe('other cases', () => {
  test('case 45: a list of thousands is quick', () => {
    const values = Array.from({ length: 4432 }, (_, i) => `'v${i}x'`).join(', ');
    const text = entry(`x|contains: [${values}]`);
    // The least of three, since the machine may be busy.
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      expect(matchingRules(text, { x: `${'y'.repeat(2000)}v4431x` })).toEqual(['case']);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(2000);
  });

  test('a list of texts at different places, on one field and beside others', () => {
    const many = Array.from({ length: 20 }, (_, i) => `'*m${i}m*'`).join(', ');
    const text = ruleOf(`s:\n    - x: ['a*', '*b', c, 'd*e', ${many}]\n    - y|cased: [A, B]\n    - y: a`, 's');
    for (const x of ['Abc', 'xB', 'C', 'dxE', '--M19m--', ['no', 'c']])
      expect(matchingRules(text, { x })).toEqual(['case']);
    for (const x of ['xa', 'bx', 'cc', 'dx', 'm20m', '', null, ['no', 'nor']])
      expect(matchingRules(text, { x })).toEqual([]);
    for (const y of ['A', 'B', 'a']) expect(matchingRules(text, { y })).toEqual(['case']);
    expect(matchingRules(text, { y: 'b' })).toEqual([]);
  });

  test('case 46: of a key that stands twice the last counts', () => {
    const text = ruleOf('selection:\n    a: 1\n    a: 2');
    expect(codesOf(text)).toEqual(['sigma/duplicate-key uncertain']);
    expect(matchingRules(text, { a: 2 })).toEqual(['case']);
    expect(matchingRules(text, { a: 1 })).toEqual([]);
  });

  test('case 49: a field that 4688 lacks makes its part false, not the rule', () => {
    const text = `title: case
logsource: {category: process_creation, product: windows}
detection:
    selection:
        - OriginalFileName: x.exe
        - Image|endswith: '\\x.exe'
    condition: selection
`;
    const event = { Channel: 'Security', EventID: 4688, NewProcessName: 'C:\\x.exe' };
    expect(matchingRules(text, event)).toEqual(['case']);
    expect(matchingRules(text, { ...event, NewProcessName: 'C:\\y.exe' })).toEqual([]);
  });

  test('case 50: other roots of the registry are not guessed at', () => {
    const text = entry("TargetObject|contains: 'HKLM\\'");
    expect(matchingRules(text, { TargetObject: '\\REGISTRY\\MACHINE\\x' })).toEqual([]);
  });

  test('`\u00e9` and others beyond ASCII compare without letter case', () => {
    expect(matchingRules(entry("x: '\u00c9T\u00c9'"), { x: '\u00e9t\u00e9' })).toEqual(['case']);
  });

  test('`?` is one character, of two units too', () => {
    expect(matchingRules(entry("x: '?'"), { x: '\u{1f600}' })).toEqual(['case']);
    expect(matchingRules(entry("x: '?'"), { x: 'ab' })).toEqual([]);
  });

  test('a field of several values matches by any, and is negated as a whole', () => {
    expect(matchingRules(entry('x: b'), { x: ['a', 'b'] })).toEqual(['case']);
    expect(matchingRules(entry('x|neq: b'), { x: ['a', 'b'] })).toEqual([]);
  });
});

describe('null, empty, exists, missing (spec sigma §8)', () => {
  const VALUES: readonly (readonly [string, Fields])[] = [
    ['missing', { other: 'o' }],
    ['null', { x: null }],
    ['empty', { x: '' }],
    ['blank', { x: ' ' }],
    ['dash', { x: '-' }],
  ];
  test.each([
    ['x: null', 'missing null'],
    ['x: []', 'missing null'],
    ["x: ''", 'empty'],
    ["x: '*'", 'empty blank dash'],
    ["x|contains: ''", 'empty blank dash'],
    ["x: '?*'", 'blank dash'],
    ['x|exists: true', 'null empty blank dash'],
    ['x|exists: false', 'missing'],
    ["x|neq: 'abc'", 'missing null empty blank dash'],
    ['x|gt: 5', ''],
  ])('%s holds for %j', (item, expected) => {
    const found = VALUES.filter(([, event]) => matchingRules(entry(item), event).length > 0).map(([name]) => name);
    expect(found.join(' ')).toBe(expected);
  });

  test('a negated selection holds for all of them', () => {
    for (const [, event] of VALUES) expect(matchingRules(ruleOf("s: {x: 'abc'}", 'not s'), event)).toEqual(['case']);
  });
});
