import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from './alert.ts';
import { AlertTexts } from './alert-text.ts';

const ODD = [
  '',
  '"\\/',
  '\ud800',
  'a\udc00b',
  '\u0000\u001f\u007f\u2028',
  'é😀',
  '__proto__',
  '12',
  -0,
  1e21,
  0.1,
  null,
  false,
];
const text = fc.oneof(fc.constantFrom('', 'a', 'C:\\x"', '\ud83d', 'ü\n'), fc.string({ unit: 'binary' }));
const value = fc.oneof(
  fc.constantFrom<unknown>(...ODD, 2 ** 53 + 2, Number.NaN, Number.POSITIVE_INFINITY, undefined),
  fc.jsonValue(),
  fc.array(text),
);
const fields = fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', '7', 'User')), value);
const event = fc.record({ file: text, record: fc.oneof(fc.nat(), text), channel: text }, { requiredKeys: ['file'] });
const rule = fc.record({ id: text, path: text });

/** Few values of each kind, so that alerts in succession share some; the keys of an alert are as it has them. */
const alerts = fc
  .record({
    rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
    lists: fc.array(fc.array(text), { minLength: 1, maxLength: 2 }),
    objects: fc.array(fields, { minLength: 1, maxLength: 3 }),
    events: fc.array(fc.array(event), { minLength: 1, maxLength: 3 }),
    texts: fc.array(text, { minLength: 1, maxLength: 3 }),
  })
  .chain(({ rules, lists, objects, events, texts }) => {
    const of = <T>(list: readonly T[]) => fc.constantFrom(...list);
    const some = fc.oneof(of(texts), fc.constant(undefined));
    const one = fc.record(
      {
        ...{ v: fc.constant(1 as const), detection: of(texts), rule: of(rules), title: some, severity: some },
        ...{ attack: of(lists), form: fc.constant('as-written'), branch: some, time: some, host: some, user: some },
        ...{ fields: of(objects), events: of(events), count: fc.nat(3), repairs: of(lists) },
      },
      { requiredKeys: ['v', 'attack', 'form', 'fields', 'events', 'count', 'repairs'], noNullPrototype: true },
    );
    return fc.array(one, { maxLength: 12 });
  });

test('the text of an alert is what JSON.stringify makes of it, whatever the alerts before share with it', () => {
  fc.assert(
    fc.property(alerts, (list) => {
      const texts = new AlertTexts();
      for (const one of list) expect(texts.of(one as Alert)).toBe(JSON.stringify(one));
    }),
  );
});

test('of more values than are remembered the text is right', () => {
  const texts = new AlertTexts();
  for (let i = 0; i < 12_000; i++) {
    const alert = { v: 1, attack: [`T${i}`], host: `h${i % 7000}`, user: `u${i % 3}` } as unknown as Alert;
    if (texts.of(alert) !== JSON.stringify(alert)) expect(texts.of(alert)).toBe(JSON.stringify(alert));
  }
});
