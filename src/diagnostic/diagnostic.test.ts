import { describe, expect, test } from 'vitest';
import { SourceText } from '../source/index.ts';
import { defineDiagnostic, InvariantError, invariant, isRefusal, renderJson, renderTerminal } from './index.ts';

const unknownWord = defineDiagnostic<{ word: string }>({
  code: 'demo/unknown-word',
  severity: 'fails',
  title: 'Unknown word',
  why: 'Nobody knows it.',
  help: 'Write another one.',
});

const source = new SourceText('demo.txt', 'first line\n\tsecond wrod here\n');
const finding = unknownWord.report({
  span: { start: 19, end: 23 },
  message: 'nobody knows `wrod`',
  data: { word: 'wrod' },
  labels: [{ span: { start: 0, end: 5 }, message: 'known here' }],
  notes: ['a note'],
  fixes: [{ title: 'write word', class: 'suggested', edits: [{ span: { start: 19, end: 23 }, text: 'word' }] }],
});

describe('diagnostics', () => {
  test('the terminal form: code, message, place, line, underline, help, fix', () => {
    expect(renderTerminal(finding, source, unknownWord)).toBe(
      [
        'fails[demo/unknown-word]: nobody knows `wrod`',
        '  ┌ demo.txt:2:9',
        '2 │  second wrod here',
        '  │         ^^^^',
        '  · 1:1 known here',
        '  = a note',
        '  = help: Write another one.',
        '  = suggested fix: write word',
      ].join('\n'),
    );
  });

  test('its sentences are broken at the width of the terminal', () => {
    const message = `${'some words that say what is wrong, '.repeat(6)}and where`;
    const found = { code: 'test/long', severity: 'misses', message, span: { start: 0, end: 3 } } as const;
    const lines = renderTerminal(found, new SourceText('a.sumo', 'abc def'), undefined, undefined, 80).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(
      lines
        .slice(0, -3)
        .map((line) => line.trim())
        .join(' '),
    ).toBe(`misses[test/long]: ${message}`);
  });

  test('a long line is cut around its place', () => {
    const long = new SourceText('long.txt', `${'a'.repeat(500)}WRONG${'b'.repeat(500)}`);
    const text = renderTerminal(
      unknownWord.report({ span: { start: 500, end: 505 }, message: 'm' }),
      long,
      undefined,
      undefined,
      80,
    );
    const [, , line, mark] = text.split('\n');
    expect(line!.length).toBeLessThanOrEqual(80);
    expect(line!.slice(mark!.indexOf('^'), mark!.lastIndexOf('^') + 1)).toBe('WRONG');
  });

  test('the JSON form has the keys of the contract, in order', () => {
    const json = renderJson(finding, source, unknownWord);
    expect(Object.keys(json)).toEqual([
      'code',
      'severity',
      'message',
      'why',
      'help',
      'file',
      'line',
      'column',
      'endLine',
      'endColumn',
      'labels',
      'notes',
      'fixes',
      'url',
    ]);
    expect(json).toMatchObject({
      line: 2,
      column: 9,
      endLine: 2,
      endColumn: 13,
      fixes: [{ title: 'write word', class: 'suggested', edits: [{ start: 19, end: 23, text: 'word' }] }],
    });
  });

  test('only what the platform refuses is a refusal', () => {
    expect(isRefusal(finding)).toBe(true);
    expect(isRefusal({ ...finding, severity: 'never' })).toBe(false);
  });

  test('an invariant that does not hold is a fault of ours', () => {
    expect(() => invariant(false, 'broken')).toThrow(InvariantError);
    expect(() => invariant(1, 'fine')).not.toThrow();
  });
});
