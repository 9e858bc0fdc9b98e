import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TextShape } from '../../../event/index.ts';
import { compileRegex, compileWildcard, containsText, foldCase } from '../../../value/index.ts';
import type { Change } from './piece.ts';
import { shapeVerdict } from './shape.ts';
import { shapeOfText, shapeOfWildcard } from './shape-of-wildcard.ts';
import { shapesOfRegex } from './shapes-of-regex.ts';
import { MAYBE, NO, type Verdict, YES } from './verdict.ts';

/** Letters in both cases, those beyond ASCII that equal one of them, one that becomes two units, a surrogate pair, signs. */
const CHARS = [...'aAkKsSiIb.\\-\n', '\u212a', '\u017f', '\u0130', '\u0131', 'é', 'É', 'ß', '\u0307', '\ud83d\ude00'];
const text = fc.array(fc.constantFrom(...CHARS), { maxLength: 7 }).map((chars) => chars.join(''));
const plain = fc.array(fc.constantFrom(...'aAkKsSiIb.\\-'), { maxLength: 7 }).map((chars) => chars.join(''));
const rule = fc.constantFrom('sensitive' as const, 'ascii' as const, 'unicode' as const);
const change = fc.constantFrom('none' as const, 'lower' as const);
const changed = (value: string, how: Change): string => (how === 'lower' ? value.toLowerCase() : value);

/** The verdict on a value that stands among other units. */
function verdictOn(shape: TextShape, value: string): Verdict {
  const around = `kA${value}sK`;
  const units = Uint16Array.from({ length: around.length }, (_, i) => around.charCodeAt(i));
  return shapeVerdict(shape, units, 2, 2 + value.length);
}

function expectSound(verdict: Verdict, holds: boolean): void {
  if (verdict !== MAYBE) expect(verdict).toBe(holds ? YES : NO);
}

describe('a verdict that is not maybe is what the full test says', () => {
  test('whole texts and parts, by each case rule', () => {
    fc.assert(
      fc.property(
        text,
        text,
        rule,
        change,
        fc.constantFrom('whole' as const, 'anywhere' as const),
        (value, wanted, cases, how, part) => {
          const shape = shapeOfText(wanted, cases, part, how);
          if (!shape) return;
          const given = changed(value, how);
          const holds =
            part === 'whole' ? foldCase(given, cases) === foldCase(wanted, cases) : containsText(given, wanted, cases);
          expectSound(verdictOn(shape, value), holds);
        },
      ),
      { numRuns: 20_000 },
    );
  });

  test('wildcards, by each case rule', () => {
    const sign = fc.constantFrom(...CHARS, '*', '*', '?');
    const pattern = fc.array(sign, { maxLength: 6 }).map((signs) => signs.join(''));
    fc.assert(
      fc.property(text, pattern, rule, change, fc.boolean(), (value, wanted, cases, how, question) => {
        const shape = shapeOfWildcard(wanted, cases, question, how);
        if (!shape) return;
        expectSound(verdictOn(shape, value), compileWildcard(wanted, { case: cases, question })(changed(value, how)));
      }),
      { numRuns: 20_000 },
    );
  });

  test('regular expressions of both dialects', () => {
    const atom = fc.constantFrom(
      'a',
      'k',
      'S',
      'i',
      '\\.',
      '\\\\',
      '.',
      '^',
      '$',
      '[kK]',
      '[a-c]',
      'K?',
      '(?:a|ks)',
      's+',
      '\\b',
      'é',
      '(i)',
    );
    const pattern = fc.tuple(fc.constantFrom('', '(?i)'), fc.array(atom, { maxLength: 5 }));
    fc.assert(
      fc.property(
        text,
        pattern,
        fc.constantFrom('re2' as const, 'java' as const),
        change,
        (value, [flag, atoms], dialect, how) => {
          const source = flag + atoms.join('');
          const { regex } = compileRegex(source, { dialect });
          const shapes = regex && shapesOfRegex(source, dialect, how);
          if (!regex || !shapes) return;
          const verdicts = shapes.map((shape) => verdictOn(shape, value));
          const verdict = verdicts.includes(YES) ? YES : verdicts.includes(MAYBE) ? MAYBE : NO;
          expectSound(verdict, regex.test(changed(value, how)));
        },
      ),
      { numRuns: 20_000 },
    );
  });
});

describe('of ASCII the shape of an ordinary pattern tells all', () => {
  test('texts and wildcards', () => {
    fc.assert(
      fc.property(plain, plain, rule, (value, wanted, cases) => {
        for (const pattern of [wanted, `*${wanted}`, `${wanted}*`, `*${wanted}*`])
          expect(verdictOn(shapeOfWildcard(pattern, cases, false, 'none')!, value)).not.toBe(MAYBE);
      }),
    );
  });

  test.each([
    ['(?i)^wsmprovhost\\.exe$', 'WsmProvHost.exe', YES],
    ['(?i)^wsmprovhost\\.exe$', 'xwsmprovhost.exe', NO],
    ['(?i)^(powershell|pwsh)\\.exe$', 'PWSH.exe', YES],
    ['(?i)^(powershell|pwsh)\\.exe$', 'cmd.exe', NO],
    ['cmd\\.exe$', 'C:\\cmd.exe', YES],
    ['^C:', 'D:\\', NO],
    ['(?i)Invoke-Command', 'x invoke-COMMAND y', YES],
    ['a.*b', 'b a', NO],
    ['a.*b', 'a b', MAYBE],
    ['(?i)^task', '\u017ftask', MAYBE],
    ['(?i)^task', 'xtask', NO],
  ] as const)('%s on %s', (source, value, expected) => {
    const verdicts = shapesOfRegex(source, 're2', 'none')!.map((shape) => verdictOn(shape, value));
    expect(Math.max(...verdicts)).toBe(expected);
  });
});

test('what becomes ASCII in lower case is one unit, so that lengths tell', () => {
  for (let unit = 0x80; unit < 0x1_0000; unit++) {
    const lower = String.fromCharCode(unit).toLowerCase();
    if (/^[\x00-\x7f]*$/.test(lower)) expect(lower.length, unit.toString(16)).toBe(1);
  }
});
