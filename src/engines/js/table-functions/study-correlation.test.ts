import { expect, test } from 'vitest';
import { eventOf, loadTexts } from '../../../languages/sigma/testing/run-rule.ts';
import { CorrelationStudent, type CorrelationStudy, correlationPlan } from './study-correlation.ts';

const hit = (name: string): string =>
  `title: ${name}\nname: ${name}\nlogsource: {category: test}\ndetection: {s: {k: ${name}}, condition: s}\n---\n`;

/** A study of hits at seconds, by the letters of their rules; `most` are kept. */
function studyOf(
  correlation: string,
  hits: readonly (readonly [string, number, string?])[],
  most?: number,
): CorrelationStudy {
  const { rules } = loadTexts(`${hit('a')}${hit('b')}title: t\ncorrelation: {timespan: 1m, ${correlation}}\n`);
  const context = { now: 0, timeZone: 'UTC', params: new Map(), metadata: () => ({}), warn: () => {} };
  const student = new CorrelationStudent(
    correlationPlan(rules.at(-1)!.plan)!,
    { ...context, fieldsAs: 'logged' },
    most,
  );
  for (const [position, [k, second, user]] of hits.entries()) {
    const TimeCreated = new Date(Date.UTC(2024, 0, 1) + second * 1000).toISOString();
    student.add(eventOf({ TimeCreated, k, ...(user !== undefined && { user }) }), 0, position);
  }
  return student.finish();
}

test('the best window is the one that comes nearest, wherever it stands', () => {
  const hits = [0, 100, 110, 130, 300].map((second) => ['a', second] as const);
  const [group] = studyOf('type: event_count, rules: [a], condition: {gte: 4}', hits).groups;
  expect(group).toMatchObject({ hits: [5], firings: 0, best: { holds: false, measure: 3 } });
  expect(group!.best.hits.map(({ ms }) => (ms - Date.UTC(2024, 0, 1)) / 1000)).toEqual([100, 110, 130]);
});

test('a bound from above is nearest where there is least', () => {
  const hits = [0, 1, 2, 100, 101, 102, 103].map((second) => ['a', second] as const);
  const { groups } = studyOf('type: event_count, rules: [a], condition: {eq: 9}', hits);
  expect(groups[0]!.best.measure).toBe(4);
});

test('groups come in the order of their nearness; those that fire first, those without a value not at all', () => {
  const { groups, ungrouped, hits } = studyOf('type: temporal, rules: [a, b], group-by: [user]', [
    ['a', 0, 'x'],
    ['a', 1, 'y'],
    ['b', 2, 'y'],
    ['b', 3],
  ]);
  expect(groups.map(({ values, firings }) => [values[0], firings])).toEqual([
    ['y', 1],
    ['x', 0],
  ]);
  expect([ungrouped, hits]).toEqual([1, [2, 2]]);
});

test('hits beyond the bound are counted', () => {
  const hits = [0, 1, 2].map((second) => ['a', second] as const);
  const study = studyOf('type: event_count, rules: [a], condition: {gte: 3}', hits, 2);
  expect([study.hits, study.beyond]).toEqual([[2], 1]);
});
