import { describe, expect, test } from 'vitest';
import { compiledPart } from '../../src/engines/js/compile/compiled-part.ts';
import { Readings } from '../../src/engines/js/pre/operand.ts';
import { preOf } from '../../src/engines/js/pre/pre.ts';
import { showing } from '../../src/engines/js/pre/sieve.ts';
import { type FieldTexts, foldName, QUERY_FIELDS, type Raw } from '../../src/event/index.ts';
import { planOf } from './agreement.ts';

/** Fields whose texts stand in one array of units each. */
function textsOf(fields: Readonly<Record<string, Raw>>): FieldTexts {
  const byName = new Map(Object.entries(fields).map(([name, value]) => [foldName(name), value]));
  return {
    fields: QUERY_FIELDS,
    hidesHeader: true,
    allTexts: () => false,
    units(id) {
      const value = byName.get(foldName(QUERY_FIELDS.nameOf(id)));
      if (value === undefined || value === null) return null;
      if (typeof value !== 'string') return undefined;
      return {
        units: Uint16Array.from({ length: value.length }, (_, i) => value.charCodeAt(i)),
        start: 0,
        end: value.length,
      };
    },
  };
}

/** Whether a query drops an event by its units. */
function prepareFor(query: string): (fields: Readonly<Record<string, Raw>>) => boolean {
  const plan = planOf(query);
  if (!plan) throw new Error(`refused: ${query}`);
  const sieve = preOf(compiledPart(plan).nodes);
  const pre = sieve && showing(sieve, new Readings());
  return (fields) => pre?.(textsOf(fields)) ?? false;
}

const IMAGE = { Image: 'C:\\Windows\\CMD.exe', CommandLine: 'cmd /c whoami', User: 'x' };

describe('what units show of an event', () => {
  test.each([
    ['* | where Image matches "*\\\\pwsh.exe"', true],
    ['* | where Image matches "*\\\\CMD.exe"', false],
    ['* | where Image matches /(?i)\\\\cmd\\.exe$/', false],
    ['* | where CommandLine contains "whoami"', false],
    ['* | where toLowerCase(Image) contains "cmd.exe" and User = "y"', true],
    ['* | where User != "x"', true],
    ['* | where !(User = "x")', true],
    ['* | where User in ("a", "b")', true],
    ['* | where isNull(User)', true],
    ['* | where isEmpty(Absent)', false],
    ['* | where Absent = "x"', true],
    ['* | where !(Absent = "x")', false],
    ['User=X', false],
    ['User=Y', true],
    // Through parses and columns.
    ['* | parse regex field=Image "(?<f>[^\\\\]+)$" nodrop | where f = "pwsh.exe"', true],
    ['* | parse regex field=Image "(?<f>[^\\\\]+)$" nodrop | where f = "CMD.exe"', false],
    ['* | toLowerCase(Image) as i | where i matches "*pwsh.exe"', true],
    ['* | User as Image | where Image = "x"', false],
    ['* | User as Image | where Image = "y"', true],
    // What is made of more than one value, or may warn, is left alone.
    ['* | concat(User, "z") as User | where User = "x"', false],
    ['* | substring(User, 2, 1) as s | where User = "y"', false],
    ['* | parse regex field=User "(?=(a+)+b)(?<v>a)" nodrop | where User = "y"', false],
    ['* | count by User | where User = "y"', false],
  ])('%s: dropped %s', (query, dropped) => {
    expect(prepareFor(query)(IMAGE)).toBe(dropped);
  });

  test('a base name that is empty or missing may be the field of the event', () => {
    const isDropped = prepareFor('* | parse regex field=Image "(?<f>[^\\\\]+)$" nodrop | where f = "x"');
    expect([isDropped({ Image: 'C:\\' }), isDropped({}), isDropped({ Image: 'C:\\y' })]).toEqual([false, false, true]);
  });

  test('a value that is no text is left to full evaluation', () => {
    const isDropped = prepareFor('* | where n = "8"');
    expect([isDropped({ n: 8 }), isDropped({ n: ['8'] }), isDropped({ n: null }), isDropped({ n: '9' })]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});
