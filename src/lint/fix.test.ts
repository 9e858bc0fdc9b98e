import { describe, expect, it } from 'vitest';
import { isRefusal } from '../diagnostic/index.ts';
import { Random } from '../languages/sumo/testing/random.ts';
import { randomQuery } from '../languages/sumo/testing/random-query.ts';
import { SourceText } from '../source/index.ts';
import { fixSumo } from './fix.ts';
import { lintSumo } from './linter.ts';

const source = (text: string): SourceText => new SourceText('<test>', text);

const FAULTY = [
  '* | eval a = coalesce(b, c), d = case(x = 1, "y", true(), "z") | stats dc(u) as n, sum(if(a, 1, 0)) as m by k | head 3',
  '* | where !matches(a, "(?i).*x.*") and b =~ "y.*z" or isnotnull(c) and d between 1 and 5 | rename a as b | rex "(?P<y>z)"',
  'index=x “curly” | where a like \'%x%\' and not matches(b, "*\\temp\\*") | pct(50, x) | count() by a | project-away c',
  '* | extend q = iff(a in (1, 2), strcat("a", b), len(c)) | toLowerCase user | count by a | sort by count | where count > 3 |',
];
const BROUGHT = [
  'index=x [ search y | fields ip ] a && b || /c.*d/ | spath input=a path=b.c output=d | bin _time span=5m | timechart span=1h count by u | nulls',
  '* | where a has_any ("b", "c") and d in~ ("E") or f !startswith "g" and h|contains "i" | summarize n=count(), m=countif(x == 1) by k, bin(t, 1h)',
  '* | extend v = extract("a(b)", 1, c), w = parse_json(d).e | x := y + 1 | groupBy([a], function=[count(as=n)]) | where n=/re/i having n > 1',
  '* | search a=b* NOT c | eval x = "a" . b . "c" | chart count over a by b | sort by a desc nulls last | top limit=5 u | tail 3 | rare u | distinct a, b',
  '* | streamstats window=5 avg(x) as m | transaction u maxspan=5m | lookup t.csv a AS b OUTPUT c | project a = b, c | substr(x, 1, 3) as y | median(x)',
  '* | parse "A=*;" as h | parse "B=*;" as h | where h in (1, 2) and isNull(h) | sum(a), sum(b) by c | formatDate(_sum, "YYYY hh") as d | sort by sum',
];
const BITS = [
  '"',
  '(',
  ')',
  '|',
  '[',
  ']',
  '%',
  '`',
  "'",
  '/',
  '\\',
  ' as ',
  ' eval ',
  '{{',
  '}}',
  ' by ',
  ',',
  '=',
  '!',
  '//',
  '“',
];

const RUNS = process.env.SPOOR_FULL ? 6000 : 400;

/** A faulty or a random query, with a few characters dropped, put in or doubled. */
function damagedQuery(seed: number): string {
  const random = new Random(seed);
  let text = random.chance(0.6) ? random.pick(random.chance(0.5) ? FAULTY : BROUGHT) : randomQuery(seed);
  for (let i = random.below(4); i > 0; i--) {
    const at = random.below(text.length + 1);
    const bit = random.pick([random.pick(BITS), text.slice(at, at + 20), '']);
    text = text.slice(0, at) + bit + text.slice(at + (bit === '' ? 1 + random.below(9) : 0));
  }
  return text;
}

describe('fixSumo', () => {
  it('lists what it did by pass', () => {
    const fixed = fixSumo(source('* | sum(a + b) | sum(c + d)'), ['repair']);
    expect(fixed.applied.map(({ code, pass }) => [code, pass])).toEqual([
      ['sumo/aggregate-expression', 1],
      ['sumo/aggregate-expression', 1],
    ]);
  });

  it('applies only the classes asked for', () => {
    const text = '* | eval a = b | where FileName = "X.exe" | where not (c = null)';
    expect(fixSumo(source(text), ['repair']).text).toBe('* | b as a | where FileName = "X.exe" | where not (c = null)');
    expect(fixSumo(source(text), ['safe']).text).toBe('* | eval a = b | where FileName = "X.exe" | where !(isNull(c))');
    expect(fixSumo(source(text), []).text).toBe(text);
  });

  it.each([
    ['* | where b = 1 and not matches(x, "a*")', '* | where b = 1 and !(x matches "a*")'],
    ['* | where !matches(x, "a*") and not matches(y, "(?i)b")', '* | where !(x matches "a*") and !(y matches /(?i)b/)'],
    ['* | where not contains(x, "a") or y = 1', '* | where !(contains(x, "a")) or y = 1'],
  ])('reads `not` before a call (M15): %s', (wrong, right) => {
    expect(fixSumo(source(wrong), ['repair', 'safe']).text).toBe(right);
    expect(fixSumo(source(right), ['repair', 'safe']).applied).toEqual([]);
  });

  it('does not trust a repair in a stage that cannot be read', () => {
    const text = '* | where matches(a, "b") ( c';
    expect(fixSumo(source(text), ['repair']).text).toBe(text);
  });

  it('ends, keeps places inside the text, and is done once, whatever the text', () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const text = damagedQuery(seed);
      for (const { span, code } of lintSumo(source(text)).diagnostics) {
        expect(span.start <= span.end && span.start >= 0 && span.end <= text.length, `${code} in ${text}`).toBe(true);
      }
      const fixed = fixSumo(source(text), ['safe', 'repair']);
      expect(fixSumo(source(fixed.text), ['safe', 'repair']).text, text).toBe(fixed.text);
      const wasWhole = !lintSumo(source(text)).diagnostics.some(isRefusal);
      if (wasWhole) expect(fixed.remaining.filter(isRefusal), text).toEqual([]);
    }
  });

  it('is done once with guesses too', () => {
    for (let seed = 1; seed <= RUNS / 3; seed++) {
      const text = damagedQuery(seed);
      const fixed = fixSumo(source(text), ['safe', 'repair', 'suggested']);
      expect(fixSumo(source(fixed.text), ['safe', 'repair', 'suggested']).text, text).toBe(fixed.text);
    }
  });
});
