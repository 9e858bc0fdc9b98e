import { describe, expect, test } from 'vitest';
import { loadSigma, parseSigma } from '../../languages/sigma/index.ts';
import { SourceText } from '../../source/index.ts';
import { runnableRule } from '../sigma-rule.ts';
import { StoredRules, storeRules } from './stored-rules.ts';

const TEXTS = [
  `title: one kind
logsource: {product: windows, service: security}
detection:
  selection: {EventID: 4625, origin: here, TargetUserName|endswith: [a, b]}
  condition: selection
`,
  `title: two kinds
name: two
logsource: {product: windows, category: process_creation}
detection:
  selection: {Image|endswith: x.exe}
  other: {User: system}
  condition: selection and not other
`,
  `title: many
correlation:
  type: event_count
  generate: true
  rules: [two]
  group-by: [User]
  timespan: 5m
  condition: {gte: 3}
`,
];

const { rules } = loadSigma(
  TEXTS.flatMap((text, number) => parseSigma(new SourceText(`${number}.yml`, text))),
  [],
);
const made = rules.map(runnableRule);
const stored = StoredRules.of(storeRules(made, { word: 'kept' }))!;

/** A value without the places of its parts in the text of the rule. */
const withoutPlaces = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, part) => {
      if (typeof part?.origin !== 'object') return part;
      const { origin: _place, ...rest } = part;
      return rest;
    }),
  );

describe('stored rules', () => {
  test('are the rules that were stored, but for places in their texts', () => {
    expect(made).toHaveLength(3);
    expect(stored.remarks).toEqual({ word: 'kept' });
    for (const [number, rule] of stored.rules.entries()) {
      const { plan, ...about } = made[number]!;
      expect(rule).toMatchObject(about);
      expect(rule.plan).toEqual(withoutPlaces(plan));
    }
  });

  test('that read the same logs share what says so', () => {
    const again = StoredRules.of(storeRules([made[0]!, made[1]!, made[0]!]))!.rules;
    expect(again[2]!.reads).toBe(again[0]!.reads);
    expect(again[1]!.reads).not.toBe(again[0]!.reads);
  });

  test('are not read from other bytes', () => {
    expect(StoredRules.of(new Uint8Array(0))).toBeUndefined();
    expect(StoredRules.of(new TextEncoder().encode('SPRULES0 and more of it'))).toBeUndefined();
  });
});
