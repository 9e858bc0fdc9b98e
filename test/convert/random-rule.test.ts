import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventOf } from '../../src/languages/sigma/testing/run-rule.ts';
import { asSigma, asSumo, eventsOf, planOfRule, planOfSearch, withoutScope } from './converted.ts';

const FIELDS = ['Image', 'CommandLine', 'Product Name', 'a.b', 'c-uri', 'LogonType', 'Status'];

/** Characters that some language gives a meaning to. */
const char = fc.constantFrom(
  ...['a', 'B', 'k', 'ſ', 'é', 'É', '1', '0', 'x', ' ', '\\', '/', '*', '?', '.', '$', '^', '|', '(', ')', '[', ']'],
  ...['{', '}', '+', '-', '"', "'", '%', '\n', '\t', '\u00a0', '\u200b', '😀', '#', '&'],
);
const text = fc.array(char, { minLength: 0, maxLength: 6 }).map((parts) => parts.join(''));

const value = fc.oneof(text, text, fc.constantFrom('1', '10', '0x0A', '01', '', 'powershell.exe', '-x', '–x'));

const modifiers = fc.constantFrom(
  ...[
    '',
    '',
    '|contains',
    '|startswith',
    '|endswith',
    '|contains|cased',
    '|cased',
    '|contains|all',
    '|windash|contains',
  ],
);

const entry = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(fc.constantFrom(...FIELDS), modifiers, fc.array(value, { minLength: 1, maxLength: 3 })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...FIELDS), fc.constant(''), fc.constantFrom([null], [1], [10, 'a'])),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...FIELDS), fc.constant('|exists'), fc.constantFrom([true], [false])),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('LogonType'), fc.constantFrom('|gt', '|lte'), fc.constantFrom([1], [9])),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom(...FIELDS),
      fc.constantFrom('|re', '|re|i'),
      fc.constantFrom(['^a.*1$'], ['\\sk'], ['(?!a)[x-z0]'], ['[^\\s]{2}'], ['a/b|\\\\']),
    ),
  },
);

const condition = fc.constantFrom(
  ...[
    's1 and s2',
    's1 or s2',
    's1 and not s2',
    'not s1 and not s2',
    '1 of s*',
    'all of s* and not s3',
    'not (s1 or s2)',
  ],
);

const rule = fc
  .tuple(
    fc.array(fc.uniqueArray(entry, { maxLength: 3, minLength: 1, selector: ([name, flags]) => name + flags }), {
      minLength: 3,
      maxLength: 3,
    }),
    condition,
  )
  .map(([selections, expression]) => {
    const detection = Object.fromEntries(
      selections.map((entries, index) => [
        `s${index + 1}`,
        Object.fromEntries(entries.map(([name, flags, values]) => [`${name}${flags}`, values])),
      ]),
    );
    const content = {
      title: 'random',
      logsource: { product: 'site' },
      detection: { ...detection, condition: expression },
    };
    // JSON is YAML.
    return JSON.stringify(content);
  });

const event = fc
  .dictionary(fc.constantFrom(...FIELDS), value, { noNullPrototype: true })
  // Windows writes types of logons in decimal digits.
  .map(({ LogonType: type, ...fields }) =>
    eventOf({ ...fields, ...(type !== undefined && { LogonType: String(type.length) }) }),
  );

test('random rules, their searches over fields, and the rules of those take the same events', () => {
  let exact = 0;
  let taken = 0;
  fc.assert(
    fc.property(rule, fc.array(event, { minLength: 12, maxLength: 12 }), (source, events) => {
      const wanted = [...eventsOf(planOfRule(source), events)];
      const search = asSumo(source, 'fields');
      expect(search.text, search.notes[0]?.message).toBeDefined();
      expect(new Set(eventsOf(withoutScope(planOfSearch(search.text!)), events)), search.text).toEqual(new Set(wanted));
      const back = asSigma(search.text!.replace('\n*\n', '\n_sourceCategory=site/log\n'));
      // What always or never holds is no rule, nor is what a search took apart.
      if (back.text === undefined) return;
      exact++;
      taken += wanted.length;
      expect(new Set(eventsOf(planOfRule(back.text), events)), `${search.text}\n${back.text}`).toEqual(new Set(wanted));
    }),
    { numRuns: 100 },
  );
  expect(exact).toBeGreaterThan(60);
  expect(taken).toBeGreaterThan(60);
});
