import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRegex } from '../../value/index.ts';
import { matchAnchor } from './anchor.ts';
import { prepareExtraction } from './extract.ts';

describe('base names', () => {
  const source = '(?i)(?<name>[^\\\\]+)$';

  test('found without a regex, they are what the regex finds', () => {
    const { regex } = compileRegex(source, { dialect: 'java' });
    const extraction = prepareExtraction({ kind: 'regex', source, dialect: 'java', names: ['name'] }, () => {});
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('\\', 'a', 'B', '.', '\n', '\r\n', 'é', ' '), { maxLength: 12 }),
        (parts) => {
          const text = parts.join('');
          const expected = regex!.find(text)?.groups[1];
          expect(extraction.matches(text, false)).toEqual(
            expected === undefined ? [] : [[{ name: 'name', value: expected }]],
          );
          expect(extraction.matches(text, true)).toEqual(extraction.matches(text, false));
        },
      ),
    );
  });
});

describe('anchors (spec sumo §6.1)', () => {
  test.each([
    [['a=', ';'], 'x a=1; a=2;', ['1']],
    [['a=', ''], 'a=1; rest', ['1; rest']],
    [['', ':'], 'head: tail', ['head']],
    [['a', 'b', 'c'], 'a1b2c', ['1', '2']],
    [['a=', ';'], 'a=1', undefined],
    [['', ''], 'all', ['all']],
  ])('%j in %j', (pieces, text, expected) => {
    expect(matchAnchor(pieces, text)).toEqual(expected);
  });
});
