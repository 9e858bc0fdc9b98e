import { describe, expect, it } from 'vitest';
import type { FixClass, Severity } from '../diagnostic/index.ts';
import { isRefusal } from '../diagnostic/index.ts';
import { SourceText } from '../source/index.ts';
import { fixSumo } from './fix.ts';
import { lintSumo } from './linter.ts';
import { BROUGHT, type Mistake } from './testing/brought-mistakes.ts';

/** Mistakes seen in the wild, beyond those of `mistakes.test.ts` (spec sumo §16.1). */
const SEEN: readonly Mistake[] = [
  ['M16', 'index=win x', 'lint/splunk-name', 'misses', 'suggested', '_index=win x'],
  ['M16', 'index=win host=dc1', 'lint/splunk-name', 'misses', 'suggested', '_index=win _sourceHost=dc1'],
  ['M16', '4625 | where _time > 5', 'lint/splunk-name', 'misses', 'suggested', '4625 | where _messageTime > 5'],
  ['M17', '_sourceCategory="*sysmon*"', 'lint/quoted-wildcard', 'uncertain', 'suggested', '_sourceCategory=*sysmon*'],
  ['M18', '4625 | parse field=a "*" as b nodrop', 'lint/lone-star', 'style', 'safe', '4625 | a as b'],
  [
    'M21',
    '4625 | where id = "1" | json "EventID" as id',
    'lint/field-before-made',
    'misses',
    'suggested',
    '4625 | json "EventID" as id | where id = "1"',
  ],
  [
    'M22',
    'x | parse "A=*;" as a | parse "B=*;" as b',
    'lint/required-parses',
    'style',
    'suggested',
    'x | parse "A=*;" as a nodrop | parse "B=*;" as b nodrop',
  ],
  [
    'M22',
    'x | parse "User=*;" as a | parse "ParentImage=*;" as b',
    'lint/required-parses',
    'misses',
    'suggested',
    'x | parse "User=*;" as a nodrop | parse "ParentImage=*;" as b nodrop',
  ],
  [
    'M23',
    'x | parse "<Image>*</Image>" as image',
    'lint/data-element',
    'misses',
    'suggested',
    'x | parse "<Data Name=\'Image\'>*</Data>" as image',
  ],
  [
    'M24',
    'x | parse field=Image "*\\\\*" as dir, name',
    'lint/backslash-anchor',
    'misses',
    'suggested',
    'x | parse regex field=Image "^(?<dir>.*)\\\\(?<name>[^\\\\]+)$"',
  ],
  ['M29', 'x | where a != null', 'lint/null-comparison', 'uncertain', 'safe', 'x | where !isNull(a)'],
  ['M29', 'x | if(a = 1, "b", null) as c', 'lint/null-value', 'uncertain', 'suggested', 'x | if(a = 1, "b", "") as c'],
  ['M31', 'a && b || c', 'sumo/scope-operator', 'style', 'safe', 'a AND b OR c'],
  [
    'M32',
    'x | where User = "Administrator"',
    'lint/case-sensitive-comparison',
    'style',
    'suggested',
    'x | where toLowerCase(User) = "administrator"',
  ],
  [
    'M32',
    'x | where Image matches "*\\\\PowerShell.exe"',
    'lint/case-sensitive-comparison',
    'style',
    'suggested',
    'x | where toLowerCase(Image) matches "*\\\\powershell.exe"',
  ],
  [
    'M33',
    'x | where p matches "*\\\\\\\\Temp\\\\\\\\*"',
    'lint/doubled-backslashes',
    'uncertain',
    'suggested',
    'x | where toLowerCase(p) matches "*\\\\temp\\\\*"',
  ],
  ['M34', '"Control\\Services"', 'lint/phrase-backslash', 'uncertain', 'suggested', 'Control Services'],
  [
    'M36',
    'x | parse "A=*;" as h | parse "B=*;" as h',
    'lint/either-parse',
    'misses',
    'suggested',
    'x | parse "A=*;" as h nodrop | parse "B=*;" as h',
  ],
];

/** Further forms, each with the code that the finding has. */
const FORMS: readonly Mistake[] = [
  [
    'SPL',
    'x | stats count(eval(a="b")) as n by c',
    'sumo/aggregate-expression',
    'fails',
    'repair',
    'x | if(a="b", 1, 0) as computed\n| sum(computed) as n by c',
  ],
  [
    'SPL',
    'x | sum(eval(a * 2)) as n',
    'sumo/foreign-function',
    'fails',
    'repair',
    'x | a * 2 as computed\n| sum(computed) as n',
  ],
  [
    'SPL',
    'x | fillnull a, b',
    'sumo/foreign-operator',
    'fails',
    'repair',
    'x | if(isNull(a), 0, a) as a\n| if(isNull(b), 0, b) as b',
  ],
  [
    'two expressions',
    'x | if(a = 1, "b", "c") as d, length(e) as f',
    'sumo/missing-pipe',
    'fails',
    'repair',
    'x | if(a = 1, "b", "c") as d\n| length(e) as f',
  ],
  [
    'M19',
    '_sourceCategory=a | count by x\n// second\n_sourceCategory=b | count by y',
    'sumo/second-query',
    'fails',
    'suggested',
    '_sourceCategory=a | count by x\n// second\n// _sourceCategory=b | count by y',
  ],
  [
    'M19',
    '_index=a\n| where x = "1"\n\n(_index=b OR _index=c)\n| where y = "2"',
    'sumo/second-query',
    'fails',
    'suggested',
    '_index=a\n| where x = "1"\n\n// (_index=b OR _index=c)\n// | where y = "2"',
  ],
  [
    '§7.7',
    '* | count, most_recent(%"a b") as s by c',
    'lint/recent-without-time',
    'misses',
    'suggested',
    '* | withtime %"a b" | count, most_recent(%"a b_withtime") as s by c',
  ],
  [
    '§7.7',
    '* | withtime a | most_recent(a), least_recent(b) as s',
    'lint/recent-without-time',
    'misses',
    'suggested',
    '* | withtime a | withtime b | most_recent(a_withtime), least_recent(b_withtime) as s',
  ],
  [
    'M25',
    'x | parse xml "//EventID" as a',
    'sumo/xml-path',
    'fails',
    'suggested',
    'x | parse xml "/Event/System/EventID/text()" as a',
  ],
  [
    'M25',
    'x | parse xml "//Image" as a',
    'sumo/xml-path',
    'fails',
    'suggested',
    'x | parse xml "/Event/EventData/Data[@Name=\'Image\']/text()" as a',
  ],
  [
    'M25',
    'x | parse xml "EventData/Data[@Name=\'Image\']" as a',
    'sumo/xml-path',
    'fails',
    'suggested',
    'x | parse xml "/Event/EventData/Data[@Name=\'Image\']" as a',
  ],
];

/** What is refused, or finds nothing, and has no single right form: the finding without a fix. */
const UNMENDED: readonly (readonly [id: string, wrong: string, code: string, severity: Severity])[] = [
  ['M20', 'x | where EventCode = "4625"', 'lint/unmade-field', 'uncertain'],
  ['M20', 'EventCode=4625', 'lint/unmade-field', 'uncertain'],
  ['M25', 'x | parse xml field=_raw', 'sumo/xml-path', 'fails'],
  ['M25', 'x | parse xml field=_raw "*" as a', 'sumo/xml-path', 'fails'],
  ['SPL', 'x | eventstats stdev(a) as b', 'sumo/unknown-operator', 'fails'],
  ['KQL', 'let a = 5; x | where b = a', 'sumo/let-statement', 'fails'],
  ['KQL', 'x | union y', 'sumo/unknown-operator', 'fails'],
  ['KQL', 'x | summarize arg_max(t, *) by a', 'sumo/unknown-operator', 'fails'],
  ['SQL', 'SELECT a FROM b WHERE c', 'lint/foreign-scope', 'misses'],
  ['Sigma', '1 of selection*', 'lint/foreign-scope', 'misses'],
  ['Sigma', 'selection and not filter', 'lint/foreign-scope', 'misses'],
];

const source = (text: string): SourceText => new SourceText('<test>', text);

describe('mistakes of the catalog, with code, severity and class', () => {
  it.each([...SEEN, ...BROUGHT, ...FORMS])('%s: %s', (_id, wrong, code, severity, kind, right) => {
    const own = lintSumo(source(wrong)).diagnostics.filter((one) => one.code === code);
    expect(own[0]).toMatchObject({ severity });
    expect(own[0]?.fixes?.[0]?.class).toBe(kind);
    const classes: FixClass[] = kind === 'repair' ? ['repair'] : ['repair', kind];
    const fixed = fixSumo(source(wrong), classes);
    expect(fixed.text).toBe(right);
    expect(fixed.remaining.filter(isRefusal)).toEqual([]);
    expect(fixed.remaining.filter((one) => one.code === code)).toEqual([]);
    expect(fixSumo(source(fixed.text), classes).applied).toEqual([]);
  });

  it.each(UNMENDED)('%s: %s is found', (_id, wrong, code, severity) => {
    const own = lintSumo(source(wrong)).diagnostics.filter((one) => one.code === code);
    expect(own[0]).toMatchObject({ severity });
    expect(own[0]?.fixes ?? []).toEqual([]);
    expect(fixSumo(source(wrong), ['safe', 'repair', 'suggested']).remaining.map((one) => one.code)).toContain(code);
  });
});

describe('several mistakes at once', () => {
  it.each([
    [
      '* | eval low = lower(CommandLine) | where matches(low, "(?i).*mimi.*") | stats count() dc(User) as users by Computer | sort by count',
      '* | toLowerCase(CommandLine) as low | where low matches /(?i)mimi/ | count, count_distinct(User) as users by Computer | sort by _count',
    ],
    [
      '* | rename CommandLine as cmd | rex field=cmd "(?P<arg>-\\w+)" | where isnotnull(arg) and cmd LIKE \'%enc%\' and !match(cmd, "^x") | eval k = coalesce(User, "none") | bin _time span=5m | stats count by _time, k | head 5',
      '* | CommandLine as cmd\n| fields - CommandLine | parse regex field=cmd "(?<arg>-\\w+)" nodrop | where !isNull(arg) and cmd matches "*enc*" and !(cmd matches /^x/) | if(!isEmpty(User), User, "none") as k | timeslice 5m | count by _timeslice, k | limit 5',
    ],
  ])('%s', (wrong, right) => {
    const fixed = fixSumo(source(wrong), ['repair']);
    expect(fixed.text).toBe(right);
    expect(fixed.remaining.filter(isRefusal)).toEqual([]);
    expect(new Set(fixed.applied.map((one) => one.code)).size).toBeGreaterThanOrEqual(5);
    expect(fixSumo(source(fixed.text), ['repair']).applied).toEqual([]);
  });
});
