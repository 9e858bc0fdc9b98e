import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventOf } from '../../languages/sigma/testing/run-rule.ts';
import { SourceText } from '../../source/index.ts';
import { DEFAULT_CHECK } from '../check-query.ts';
import { checkSigma, fixSigma } from './check-sigma.ts';
import { foundBy } from './testing/random-rule.ts';

const ruleOf = (logSource: string, detection: string): SourceText =>
  new SourceText(
    '1.yml',
    `title: T\nid: 6f6d1c32-6d0f-4d6e-9c4b-0f4b1f3d2a11\nlogsource: {product: windows, ${logSource}}\ndetection:\n${detection}`,
  );

/** What is found in a rule whose selection has some lines: code, severity and place. */
function found(logSource: string, lines: string, condition = 'selection'): string[] {
  const source = ruleOf(logSource, `  selection:\n    ${lines}\n  f:\n    User: x\n  condition: ${condition}\n`);
  const [checked] = checkSigma([source], DEFAULT_CHECK);
  return checked!.findings
    .filter(({ code }) => code !== 'lint/missing-metadata' && code !== 'sigma/unused-selection')
    .map(({ code, severity, span }) => `${code} ${severity} ${source.text.slice(span.start, span.end)}`);
}

/** The lines after all fixes. */
function mended(logSource: string, lines: string, condition = 'selection and not f'): string {
  const source = ruleOf(
    logSource,
    `  selection:\n    ${lines}\n  b:\n    User: y\n  f:\n    User: x\n  condition: ${condition}\n`,
  );
  const { text } = fixSigma(source, ['suggested'], DEFAULT_CHECK).source;
  return text
    .slice(text.indexOf('selection:\n') + 11)
    .replace(/\n {2}b:[\s\S]*(?=\n {2}condition)/, '')
    .trim();
}

const SECURITY = 'service: security';

describe('how heavy what is wrong with Windows values is', () => {
  it.each([
    ['service: sysmon', 'EventID: 4688', 'lint/impossible-value never 4688'],
    ['service: sysmon', 'EventID: [1, 4688]', 'lint/impossible-value misses 4688'],
    ['category: process_creation', 'EventID: 11', 'lint/condition-never-holds never 11'],
    [SECURITY, 'EventID: 4624\n    KeyLength|gt: 10\n    KeyLength|lt: 5', 'lint/condition-never-holds never 5'],
    [SECURITY, 'EventID: 4624\n    KeyLength|gt: 10\n    KeyLength|lt: 10', 'lint/condition-never-holds never 10'],
    [SECURITY, 'EventID: 4624\n    KeyLength|gte: 1.5\n    KeyLength: 1', 'lint/condition-never-holds never 1'],
    ['category: registry_set', "TargetObject|startswith: 'HKCU\\A'", "lint/registry-root never 'HKCU\\A'"],
    ['category: registry_set', "TargetObject: ['HKCU\\A', 'HKLM\\A']", "lint/registry-root misses 'HKCU\\A'"],
    ['category: registry_set', "TargetObject|contains: 'HKCU\\A'", "lint/registry-root uncertain 'HKCU\\A'"],
    ['category: process_access', "GrantedAccess: '10'", "lint/missing-hex-prefix never '10'"],
    ['category: process_access', 'GrantedAccess: 16', 'lint/missing-hex-prefix uncertain 16'],
    ['category: process_access', "GrantedAccess: ['10', '0x40']", "lint/missing-hex-prefix misses '10'"],
    ['category: process_access', "GrantedAccess: ['10', '0x10']", "lint/missing-hex-prefix style '10'"],
    [SECURITY, "EventID: 4663\n    AccessMask: '1'", "lint/missing-hex-prefix never '1'"],
    [SECURITY, "AccessMask: '1'", "lint/missing-hex-prefix uncertain '1'"],
  ])('%s: %s', (logSource, lines, finding) => {
    expect(found(logSource, lines)).toEqual([finding]);
  });

  it.each([
    ['service: sysmon', 'EventID: [1, 29, 100, 255]'],
    [SECURITY, 'EventID: 4111'],
    [SECURITY, 'EventID: 4624\n    KeyLength|gt: 10\n    KeyLength|lt: 10.5'],
    [SECURITY, 'EventID: 4624\n    KeyLength|gt: 10\n    KeyLength|cased: "0x10"'],
    [SECURITY, "EventID: [4663, 4674]\n    AccessMask: '1'"],
    ['category: process_access', "GrantedAccess: '0x1410'"],
  ])('nothing in %s: %s', (logSource, lines) => {
    expect(found(logSource, lines)).toEqual([]);
  });

  it('a number in hexadecimal without quotes is only told to be read in several ways', () => {
    const told = 'lint/loader-dependent-value uncertain 0x1410';
    expect(found('category: process_access', 'GrantedAccess: 0x1410')).toEqual([told]);
    expect(found('category: process_access', "GrantedAccess: [0x1410, 'z']")).toContain(
      "lint/impossible-value misses 'z'",
    );
  });

  it('a filter that leaves nothing out hides no attack', () => {
    const lines = "Image: '\\a.exe'\n  selection_f:\n    Image|endswith: '\\\\\\\\b.exe'";
    expect(found('category: process_creation', lines, 'selection and not selection_f')).toContain(
      "lint/doubled-separator style '\\\\\\\\b.exe'",
    );
  });
});

describe('what is proposed instead', () => {
  it.each([
    ['category: process_access', 'GrantedAccess: 4112', "GrantedAccess: '0x1010'"],
    ['category: registry_set', "TargetObject: 'HKEY_USERS\\A'", "TargetObject: 'HKU\\A'"],
    ['category: process_creation', "Image|endswith: '\\\\\\\\cmd.exe'", "Image|endswith: '\\\\cmd.exe'"],
    [SECURITY, 'EventID: 5156\n    SourcePort|lt: 0xffff', 'EventID: 5156\n    SourcePort|lt: 65535'],
    [
      'category: process_creation',
      "Image|contains: '\\\\\\\\Temp\\\\\\\\a\\\\'",
      "Image|contains: '\\\\Temp\\\\a\\\\'",
    ],
  ])('%s: %s', (logSource, lines, other) => {
    expect(mended(logSource, lines)).toBe(`${other}\n  condition: selection and not f`);
  });

  it.each([
    ['selection or b and not f', '(selection or b) and not f'],
    ['(selection or b and not f)', '((selection or b) and not f)'],
    ['selection or b and not f and not 1 of f*', '(selection or b) and not f and not 1 of f*'],
    ['selection or (b and not f)', 'selection or (b and not f)'],
    ['selection and not f or b and not f', 'selection and not f or b and not f'],
    ['not f and selection or b', 'not f and selection or b'],
  ])('condition: %s', (condition, other) => {
    expect(mended('category: process_creation', 'User: z', condition)).toBe(`User: z\n  condition: ${other}`);
  });
});

it('no path has what is said to have two backslashes for one', () => {
  const piece = fc.constantFrom('\\', '\\\\', '\\\\\\\\', 'a', 'b', 'C:', '*', '?', '\\*');
  const value = fc.array(piece, { minLength: 1, maxLength: 6 }).map((all) => all.join(''));
  const folders = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 3 });
  const path = fc
    .tuple(fc.constantFrom('C:\\', '\\', '\\\\a\\', '\\\\b\\'), folders)
    .map(([root, names]) => `${root}${names.join('\\')}`);
  const modifier = fc.constantFrom('', '|contains', '|startswith', '|endswith');
  let said = 0;
  fc.assert(
    fc.property(modifier, value, fc.array(path, { minLength: 8, maxLength: 8 }), (name, one, paths) => {
      const source = ruleOf('category: process_creation', `  a:\n    Image${name}: '${one}'\n  condition: a\n`);
      const [checked] = checkSigma([source], DEFAULT_CHECK);
      if (!checked!.findings.some(({ code }) => code === 'lint/doubled-separator')) return;
      said++;
      const Channel = 'Microsoft-Windows-Sysmon/Operational';
      const logs = paths.map((Image) => eventOf({ Channel, EventID: 1, Image }));
      expect(foundBy(source.text, logs), source.text).toBe('');
    }),
    { numRuns: process.env.SPOOR_FULL ? 5000 : 500 },
  );
  expect(said).toBeGreaterThan(30);
});
