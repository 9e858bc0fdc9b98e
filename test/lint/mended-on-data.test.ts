import { describe, expect, it } from 'vitest';
import { fixSumo } from '../../src/lint/index.ts';
import { SourceText } from '../../src/source/index.ts';
import { runQuery } from './run-query.ts';

const EVENTS = [
  {
    _messageTime: '2024-01-01T00:01:00Z',
    _sourceCategory: 'windows/sysmon',
    _sourceHost: 'ws1',
    EventID: '1',
    Computer: 'ws1',
    User: 'alice',
    Image: 'C:\\Windows\\System32\\cmd.exe',
    CommandLine: 'cmd /c whoami',
    ms: 40,
    ip: '10.1.2.3',
    text: "user=alice code=7; <Data Name='Image'>x</Data>",
    properties: '{"user":{"name":"alice"}}',
  },
  {
    _messageTime: '2024-01-01T00:03:00Z',
    _sourceCategory: 'windows/sysmon',
    _sourceHost: 'ws2',
    EventID: '1',
    Computer: 'ws2',
    User: 'bob',
    Image: 'C:\\temp\\mimi.exe',
    CommandLine: 'powershell -enc AAAA',
    ms: 10,
    ip: '192.168.0.9',
    text: 'user=bob',
    properties: '{"user":{"name":"bob"}}',
  },
  {
    _messageTime: '2024-01-01T00:07:00Z',
    _sourceCategory: 'linux/auth',
    _sourceHost: 'web',
    EventID: '4625',
    Computer: 'web',
    User: 'Alice',
    CommandLine: 'ssh a/b',
    ms: 100,
    ip: '8.8.8.8',
    text: 'code=9;',
    properties: '{"user":{"name":"carol"}}',
  },
];

type Case = readonly [id: string, wrong: string, rows: readonly Record<string, unknown>[]];

/** Repairs, made by themselves before a query runs. */
const REPAIRED: readonly Case[] = [
  [
    'M01',
    '* | eval k = if(EventID = "1", "start", "other") | count as n by k | sort by n',
    [
      { k: 'start', n: 2 },
      { k: 'other', n: 1 },
    ],
  ],
  ['M02', '* | where CommandLine matches "(?i).*(WHOAMI|mimi).*" | fields User', [{ User: 'alice' }]],
  ['M03', '* | where !matches(Image, "*cmd.exe") and EventID = "1" | fields User', [{ User: 'bob' }]],
  ['M04', '* | where CommandLine matches "*(-enc|-e )*" | fields User', [{ User: 'bob' }]],
  ['M05', '* | stats count as n, max(ms) as slowest by EventID | where n > 1', [{ EventID: '1', n: 2, slowest: 40 }]],
  [
    'M06',
    '* | dcount(User) as users by EventID | sort by users',
    [
      { EventID: '1', users: 2 },
      { EventID: '4625', users: 1 },
    ],
  ],
  ['M07', '* | sum(if(EventID = "1", 1, 0)) as starts', [{ starts: 2 }]],
  ['M08', '* | where User = "bob" | table User, ms', [{ User: 'bob', ms: '10' }]],
  ['M09', '* | coalesce(Image, "none") as image | where EventID = "4625" | fields image', [{ image: 'none' }]],
  ['M10', '* | where lower(User) = "alice" | count as n', [{ n: 2 }]],
  ['M11', '* | where CommandLine =~ "who.*i$" | fields User', [{ User: 'alice' }]],
  ['M12', '* | parse regex field=text "user=(?P<who>\\w+)" | count as n', [{ n: 2 }]],
  ['M13', '* | toLowerCase User | count as n by User | where n > 1', [{ User: 'alice', n: 2 }]],
  ['M14', '* | parse regex field=text "code=(\\d+)" as code | fields code', [{ code: '9' }, { code: '7' }]],
  ['M15', '* | where !Image matches "*cmd.exe" and EventID = "1" | fields User', [{ User: 'bob' }]],
  ['M26', '* | pct(50, ms) as middle', [{ middle: 40 }]],
  ['M27', '* | count by EventID | where count > 1', [{ EventID: '1', _count: 2 }]],
  ['M28', '* | count() as n', [{ n: 3 }]],
  ['M33', '* | where Image matches "*\\temp\\*" | fields User', [{ User: 'bob' }]],
  ['search', '* | search whoami user=A* | fields User', [{ User: 'alice' }]],
  ['search with a comparison', '* | search ms > 50 | fields ms', [{ ms: '100' }]],
  ['rename', '* | rename Computer as host | where host = "web" | fields host', [{ host: 'web' }]],
  ['head', '* | head 1 | fields Computer', [{ Computer: 'web' }]],
  ['tail', '* | tail 1 | fields Computer', [{ Computer: 'ws1' }]],
  ['rex', '* | rex field=text "user=(?<who>\\w+)" | where isNull(who) | fields Computer', [{ Computer: 'web' }]],
  [
    'spath',
    '* | spath input=properties path=user.name output=who | where who = "carol" | fields Computer',
    [{ Computer: 'web' }],
  ],
  ['bin', '* | bin _time span=5m | stats count as n by _time | fields n', [{ n: 2 }, { n: 1 }]],
  ['timechart', '* | timechart span=5m count as n | fields n', [{ n: 2 }, { n: 1 }]],
  [
    'chart',
    '* | chart count as n by EventID | sort by n',
    [
      { EventID: '1', n: 2 },
      { EventID: '4625', n: 1 },
    ],
  ],
  ['top', '* | top limit=1 EventID', [{ EventID: '1', _count: 2 }]],
  ['rare', '* | rare limit=1 EventID', [{ EventID: '4625', _count: 1 }]],
  [
    'case',
    '* | case(ms < 20, "fast", ms < 50, "usual", true(), "slow") as speed | fields speed',
    [{ speed: 'slow' }, { speed: 'fast' }, { speed: 'usual' }],
  ],
  ['match', '* | where match(CommandLine, "^ssh") | count as n', [{ n: 1 }]],
  ['like', '* | where CommandLine LIKE "%enc%" | fields User', [{ User: 'bob' }]],
  ['isnotnull', '* | where isnotnull(Image) | count as n', [{ n: 2 }]],
  ['len', '* | where len(User) = 3 | fields User', [{ User: 'bob' }]],
  ['substr', '* | where substr(CommandLine, 1, 3) = "cmd" | fields User', [{ User: 'alice' }]],
  [
    'strftime',
    '* | strftime(_messageTime, "%H:%M") as at | fields at',
    [{ at: '00:07' }, { at: '00:03' }, { at: '00:01' }],
  ],
  ['strptime', '* | strptime("2024-01-01", "%Y-%m-%d") as t | count as n by t', [{ t: 1704067200000, n: 3 }]],
  ['cidrmatch', '* | where cidrmatch("10.0.0.0/8", ip) | fields ip', [{ ip: '10.1.2.3' }]],
  ['dot', '* | where User = "bob" | User . "@" . Computer as who | fields who', [{ who: 'bob@ws2' }]],
  ['plus', '* | where User = "bob" | User + "@" + Computer as who | fields who', [{ who: 'bob@ws2' }]],
  ['latest', '* | latest(Computer) as now_on, earliest(Computer) as was_on', [{ now_on: 'web', was_on: 'ws1' }]],
  ['extend', '* | extend seconds = ms / 1000 | where seconds < 0.02 | fields seconds', [{ seconds: 0.01 }]],
  ['project', '* | where ms = 10 | project who = User, ms', [{ who: 'bob', ms: '10' }]],
  [
    'summarize',
    '* | summarize n=count(), users=dcount(User) by bin(TimeGenerated, 5m) | fields n, users',
    [
      { n: 2, users: 2 },
      { n: 1, users: 1 },
    ],
  ],
  ['countif', '* | summarize starts=countif(EventID == "1")', [{ starts: 2 }]],
  ['has_any', '* | where CommandLine has_any ("whoami", "-enc") | count as n', [{ n: 2 }]],
  ['in~', '* | where User in~ ("ALICE") | count as n', [{ n: 2 }]],
  ['!startswith', '* | where User !startswith "al" | fields User', [{ User: 'Alice' }, { User: 'bob' }]],
  [
    'extract',
    '* | extend code = extract("code=([0-9]+)", 1, text) | where code = "7" | fields User',
    [{ User: 'alice' }],
  ],
  [
    'parse_json',
    '* | extend who = tostring(parse_json(properties).user.name) | fields who',
    [{ who: 'carol' }, { who: 'bob' }, { who: 'alice' }],
  ],
  ['ago', '* | where _messageTime > ago(24h) | count as n', [{ n: 3 }]],
  ['distinct', '* | distinct EventID | sort by EventID asc', [{ EventID: '1' }, { EventID: '4625' }]],
  ['between', '* | where ms between 20 and 50 | fields ms', [{ ms: '40' }]],
  ['not between', '* | where ms not between 20 and 500 | fields ms', [{ ms: '10' }]],
  ['in brackets', '* | where User in ["bob"] | fields User', [{ User: 'bob' }]],
  ['is null', '* | where Image is null | fields User', [{ User: 'Alice' }]],
  ['having', '* | count as n by EventID having n > 1', [{ EventID: '1', n: 2 }]],
  ['single quotes', "* | where User = 'bob' | fields User", [{ User: 'bob' }]],
  ['sigma', '* | where CommandLine|contains "enc" | fields User', [{ User: 'bob' }]],
  [
    'logscale',
    '* | groupBy([EventID], function=count(as=n)) | sort by n',
    [
      { EventID: '1', n: 2 },
      { EventID: '4625', n: 1 },
    ],
  ],
  ['assignment', '* | double_ms := ms * 2 | where double_ms = 20 | fields double_ms', [{ double_ms: 20 }]],
  ['regex behind =', '* | where User=/^ALI/i | count as n', [{ n: 2 }]],
  ['regex in the scope', '/who.*i/ | fields User', [{ User: 'alice' }]],
  ['star inside a term', 'who*mi.x*y | count as n', []],
  [
    'numbers in a list',
    '* | json field=properties "user.name" as who | parse field=text "code=*;" as code | where code in (7) | fields User',
    [{ User: 'alice' }],
  ],
  [
    'formatDate of a double',
    '* | max(_messageTime) as newest | formatDate(newest, "HH:mm") as at | fields at',
    [{ at: '00:07' }],
  ],
  [
    'two sums',
    '* | sum(ms), sum(EventID) by EventID | where _sum > 90',
    [{ EventID: '4625', _sum: 100, sum_EventID: 4625 }],
  ],
  ['median', '* | median(ms) | where _median > 1', [{ _median: 40 }]],
  ['a field twice', '* | where ms = 10 | fields ms, User, ms', [{ ms: '10', User: 'bob' }]],
  ['another space', '*\u00a0| where\u00a0ms = 10 | fields ms', [{ ms: '10' }]],
  [
    'five at once',
    '* | eval low = lower(CommandLine) | where matches(low, "(?i).*whoami.*") or low LIKE \'%-enc%\' | stats count() dc(User) as users by EventID | sort by count',
    [{ EventID: '1', _count: 2, users: 2 }],
  ],
  [
    'eight at once',
    '* | rename CommandLine as cmd | rex field=cmd "(?P<first>\\w+)" | where isnotnull(first) and !match(cmd, "^ssh") and Computer in [\'ws1\', \'ws2\'] | eval who = coalesce(User, "none") . "@" . Computer | stats latest(who) as who, pct(50, ms) as middle by first | head 5 | sort by first asc',
    [
      { first: 'cmd', who: 'alice@ws1', middle: 40 },
      { first: 'powershell', who: 'bob@ws2', middle: 10 },
    ],
  ],
];

/** Fixes that are made on demand: what the text says without them, and what it says with them. */
const ON_DEMAND: readonly (readonly [id: string, wrong: string, before: number, after: number])[] = [
  ['M16', 'index=x sourcetype=windows/sysmon | count by User', 0, 0],
  ['M17', '_sourceCategory="*sysmon*" | fields User', 0, 2],
  ['M21', '* | where code = "7" | parse field=text "code=*;" as code | fields code', 0, 1],
  ['M22', '* | parse "user=*;" as a | parse "code=*;" as b', 1, 3],
  ['M24', '* | parse field=Image "*\\\\*" as folder, file | where file = "mimi.exe"', 0, 1],
  ['M32', '* | where User = "ALICE"', 0, 2],
  ['M34', '"windows\\sysmon" | fields User', 0, 2],
  ['M36', '* | parse field=text "user=*" as v | parse field=text "code=*;" as v', 1, 3],
  ['a dropped field', '* | count as starts by EventID | where start > 1', 0, 1],
  ['a limit before the order', '* | count as n by User | limit 1 | sort by n', 1, 1],
];

describe('a repaired query does on data what was meant', () => {
  it.each(REPAIRED)('%s: %s', async (_id, wrong, rows) => {
    const outcome = await runQuery(wrong, EVENTS);
    expect(outcome.form).toBe('repaired');
    expect(outcome.rows).toEqual(rows);
  });

  it.each(REPAIRED)('%s: strict, it is refused or gives something else', async (_id, wrong, rows) => {
    const outcome = await runQuery(wrong, EVENTS, true);
    if (outcome.form !== 'refused' && rows.length > 0) expect(outcome.rows).not.toEqual(rows);
  });
});

describe('a fix made on demand changes what is found', () => {
  it.each(ON_DEMAND)('%s: %s', async (_id, wrong, before, after) => {
    const { text } = fixSumo(new SourceText('query', wrong), ['safe', 'repair', 'suggested']);
    expect(text).not.toBe(wrong);
    expect((await runQuery(wrong, EVENTS)).rows.length).toBe(before);
    expect((await runQuery(text, EVENTS)).rows.length).toBe(after);
  });
});
