import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../functions/index.ts';
import { SUMO_AGGREGATES } from './aggregates.ts';
import { functionNamed, functionNames, SUMO_FUNCTIONS } from './functions.ts';
import { parseSumo } from './parser.ts';

describe('functions', () => {
  it('have different names', () => {
    const names = functionNames().map((name) => name.toLowerCase());
    const repeated = names.filter((name, i) => names.indexOf(name) !== i);
    expect(repeated.filter((name) => functionNamed(name) === undefined)).toEqual([]);
    expect(new Set(repeated)).toEqual(new Set(['urldecode', 'urlencode', 'tourl']));
  });

  it.each(SUMO_FUNCTIONS.flatMap((row) => row.examples.map((example) => [row.names[0], example])))(
    '%s has an example that parses: %s',
    (_name, example) => {
      expect(parseSumo(`* | ${example} as result`).diagnostics).toEqual([]);
    },
  );

  it('map to neutral functions that exist', () => {
    expect(SUMO_FUNCTIONS.map(({ ir }) => ir).filter((ir) => !FUNCTIONS.has(ir))).toEqual([]);
  });

  it('refuse a wrong number of arguments', () => {
    expect(parseSumo('* | toUpperCase(a, b) as c').diagnostics.map(({ code }) => code)).toEqual([
      'sumo/argument-count',
    ]);
  });

  it('stand alone only where they replace their argument', () => {
    expect(parseSumo('* | toUpperCase(host)').diagnostics).toEqual([]);
    expect(parseSumo('* | concat(a, b)').diagnostics.map(({ code }) => code)).toEqual(['sumo/missing-alias']);
  });
});

describe('aggregates', () => {
  it.each(SUMO_AGGREGATES.map((row) => [row.example]))('%s parses', (example) => {
    expect(parseSumo(`* | ${example} as result by host`).diagnostics).toEqual([]);
  });
});
