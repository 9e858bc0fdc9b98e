import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIKE_LETTERS, likeOf } from './case.ts';
import { BEHIND, type SignWidth, TextScreen } from './text-screen.ts';

const MEMORY = new WebAssembly.Memory({ initial: 1 });
const BYTES = new Uint8Array(MEMORY.buffer);
const TEXTS = ['sekurlsa::', 'misc::skeleton', 'kiwi legit printer', 'a/b "quoted" \\path', '-enc jab'];

/** Puts a text at an offset, as signs of a width. */
function put(text: string, at: number, width: SignWidth): number {
  BYTES.fill(0);
  for (let i = 0; i < text.length; i++) {
    BYTES[at + width * i] = text.charCodeAt(i) & 255;
    if (width === 2) BYTES[at + 2 * i + 1] = text.charCodeAt(i) >> 8;
  }
  return at + width * text.length;
}

const isIn = (screen: TextScreen, width: SignWidth, text: string, at = 0): boolean =>
  screen.on(MEMORY, width)!(at, put(text, at, width)) !== 0;

/** Texts that hold one of the texts, in any letter case, or are near it. */
const around = fc.tuple(
  fc.string({ maxLength: 40 }),
  fc.constantFrom(...TEXTS),
  fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
  fc.string({ maxLength: 40 }),
);

describe('a screen of texts', () => {
  it.each([1, 2] as const)('never misses a text that stands in the bytes (signs of %i bytes)', (width) => {
    const screen = new TextScreen(TEXTS);
    const property = fc.property(around, fc.nat(70), ([before, text, upper, behind], at) => {
      const cased = [...text].map((sign, i) => (upper[i] ? sign.toUpperCase() : sign)).join('');
      const written = width === 1 ? JSON.stringify(cased).slice(1, -1) : cased;
      expect(isIn(screen, width, `${before}${written}${behind}`, at)).toBe(true);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it('finds an escaped slash in JSON, and letters that stand for one of ASCII in UTF-16', () => {
    const screen = new TextScreen(TEXTS);
    expect(isIn(screen, 1, 'xx a\\/b \\"quoted\\" \\\\path xx')).toBe(true);
    expect(isIn(screen, 2, 'xx \u017fekurl\u017fa::')).toBe(true);
    expect(isIn(screen, 2, 'm\u0130\u017fc::\u017f\u212aeleton')).toBe(true);
  });

  it('knows the letters that stand for one of ASCII', () => {
    const letters = new Set<string>();
    for (let unit = 128; unit < 65_536; unit++) if (likeOf(unit) >= 0) letters.add(String.fromCharCode(likeOf(unit)));
    expect([...letters].sort().join('')).toBe(LIKE_LETTERS);
  });

  it('lets nearly all other bytes pass', () => {
    const screen = new TextScreen(TEXTS);
    const others = [
      '',
      '::1',
      'misc',
      'printer',
      'C:\\Windows\\System32\\cmd.exe',
      'fe80::5efe:10.0.0.1%ek',
      'sekur lsa',
    ];
    for (const width of [1, 2] as const)
      expect(others.filter((text) => isIn(screen, width, text.repeat(20), 3))).toEqual([]);
  });

  it('reads no further than it says', () => {
    const end = BYTES.length - BEHIND;
    for (const width of [1, 2] as const) {
      const run = new TextScreen(TEXTS).on(MEMORY, width)!;
      for (let from = end - 40; from < end; from++) expect(run(from, end)).toBe(0);
    }
  });

  it('is not to be had for texts that are too short, or too many', () => {
    expect(new TextScreen(['abc']).on(MEMORY, 1)).toBeUndefined();
    expect(new TextScreen(['kiss', 'longer text']).on(MEMORY, 2)).toBeUndefined();
    expect(new TextScreen(['na\u00efve text']).on(MEMORY, 1)).toBeUndefined();
    const many = Array.from({ length: 65 }, (_, i) => `number ${i} of them`);
    expect(new TextScreen(many).on(MEMORY, 1)).toBeUndefined();
  });

  it('tells of a text whether it may hold one', () => {
    const screen = new TextScreen(TEXTS);
    expect(screen.mayHold('The command was SEKURLSA::logonpasswords')).toBe(true);
    expect(screen.mayHold('na\u00efve')).toBe(true);
    expect(screen.mayHold('The command was whoami')).toBe(false);
  });
});
