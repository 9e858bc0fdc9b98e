import { describe, expect, test } from 'vitest';
import { sigmaToSumo } from '../../src/detection/index.ts';
import type { SourceFormat } from '../../src/languages/sumo/index.ts';
import { SourceText } from '../../src/source/index.ts';
import { asSumo, planOfSearch } from './converted.ts';

const rule = (source: string, detection: string): string =>
  `title: t\nlogsource: ${source}\ndetection:\n  a: ${detection}\n  condition: a\n`;

const SECURITY = '{ product: windows, service: security }';

/** The last stage of the search of a rule. */
function lastStage(detection: string, source = SECURITY): string {
  const { text } = asSumo(rule(source, detection));
  planOfSearch(text!);
  return text!.trim().split('\n| ').at(-1)!;
}

describe('tests of a rule', () => {
  test.each([
    ["{ A: '4625' }", 'where A = "4625"'],
    ["{ A: ['1', '2'] }", 'where A in ("1", "2")'],
    ['{ A: root }', 'where A matches /(?i)^root$/'],
    ['{ A|cased: root }', 'where A = "root"'],
    ["{ A|endswith: ['\\a.exe', '\\b.exe'] }", 'where A matches /(?i)(?:\\\\a\\.exe|\\\\b\\.exe)$/'],
    ["{ A: 'a*b?' }", 'where A matches /(?is)^a.*b.$/'],
    ["{ A|contains: 'a/b' }", 'where A matches /(?i)a\\/b/'],
    ['{ A: null }', 'where isNull(A)'],
    ["{ A: '*' }", 'where !isNull(A)'],
    ["{ A: '' }", 'where A = ""'],
    ['{ LogonType: 10 }', 'where LogonType = "10"'],
    ['{ A: 10 }', 'where A matches /(?i)^(?:\\+?0*10|\\+?0x0*a)$/'],
    ['{ DestinationPort|gte: 1024 }', 'where DestinationPort >= 1024'],
    ["{ A|re: '^a\\sb' }", 'where A matches /^a[\\s\\v]b/'],
    ["{ A|re|i: 'a\"/' }", 'where A matches /(?i)a"\\//'],
    ["{ A|re: '(?!b)c' }", 'where !isNull(found1)'],
    ["{ A|cidr: '10.0.0.0/8' }", 'where compareCIDRPrefix(replace(A, /(?i)^::ffff:/, ""), "10.0.0.0", "8")'],
    ['{ A|fieldref: B }', 'where toLowerCase(A) = toLowerCase(B)'],
    ["{ 'a-b c': '1' }", 'where %"a-b c" = "1"'],
    ["{ A: '{{x}}' }", 'where A matches /(?i)^\\{\\{x\\}\\}$/'],
    ['[one, two]', 'where _raw matches /(?i)one|two/'],
  ])('%s', (detection, stage) => {
    expect(lastStage(detection)).toBe(stage);
  });
});

describe('regular expressions that only `parse regex` takes', () => {
  const written = (detection: string) => {
    const { text, fidelity } = asSumo(rule(SECURITY, detection));
    return [fidelity, /^\| parse regex .*$/m.exec(text!)?.[0]];
  };
  test.each([
    // There a dot stops at five line ends; in the rule at the line feed alone.
    ["{ A|re: '^(?!b)c.d[.]\\.$' }", 'exact', '(?<found1>^(?!b)c[^\\n]d[.]\\.$)'],
    ["{ A|re|s: '(?!b)c.d' }", 'exact', '(?s)(?<found1>(?!b)c.d)'],
    ["{ A|re|i: '(?!9)7' }", 'exact', '(?i)(?<found1>(?!9)7)'],
    // There the Kelvin sign is no `k`.
    ["{ A|re|i: '(?!9)k' }", 'approximate', '(?i)(?<found1>(?!9)k)'],
    ["{ A|re|m: '(?!9)7$' }", 'approximate', '(?m)(?<found1>(?!9)7$)'],
  ])('%s', (detection, fidelity, pattern) => {
    expect(written(detection)).toEqual([fidelity, `| parse regex field=A "${pattern}" nodrop`]);
  });
});

describe('names of fields that a search cannot say', () => {
  test.each([
    ['json', '"a\\b"'],
    ['json', "'a\"b'"],
    ['json', "' '"],
    ['fields', '"a\tb"'],
    ['xml', '"a\'b"'],
  ] as const)('%s: %s', (format, name) => {
    const { text, fidelity, notes } = asSumo(rule(SECURITY, `{ ${name}: x }`), format);
    expect([text, fidelity, notes.map(({ data }) => data)]).toEqual([
      undefined,
      'unsupported',
      [{ what: 'field-name' }],
    ]);
  });
});

describe('where fields are read', () => {
  const read = (source: string, detection: string, format?: SourceFormat): string =>
    asSumo(rule(source, detection), format).text!.replace('// t\n', '').split('\n| where')[0]!;
  test.each<[string, string, SourceFormat, string]>([
    [
      SECURITY,
      "{ EventID: 1102, SubjectUserName: '1' }",
      'json',
      '"Security"\n| json "UserData.LogFileCleared.SubjectUserName" as SubjectUserName nodrop\n| json "Channel", "EventID", "EventData.SubjectUserName" as Channel, EventID, SubjectUserName nodrop',
    ],
    [
      SECURITY,
      "{ EventID: 4624, subjectusername: '1' }",
      'json',
      '"Security"\n| json "Channel", "EventID", "EventData.SubjectUserName" as Channel, EventID, subjectusername nodrop',
    ],
    [
      '{ product: windows, category: dns_query }',
      "{ QueryName: '1' }",
      'fields',
      '"Microsoft-Windows-Sysmon/Operational"',
    ],
    [
      '{ product: aws, service: cloudtrail }',
      "{ requestParameters.name: '1' }",
      'json',
      '*\n| json "requestParameters.name" as requestParameters.name nodrop',
    ],
    ['{ product: windows, category: driver_load }', "{ MD5: '1' }", 'fields', '"Microsoft-Windows-Sysmon/Operational"'],
  ])('%s %s as %s', (source, detection, format, text) => {
    expect(read(source, detection, format)).toBe(text);
  });
});

const CORRELATED = `title: Failed
name: failed
logsource: ${SECURITY}
detection:
  a: { EventID: 4625 }
  condition: a
---
title: Logon
name: logon
logsource: ${SECURITY}
detection:
  a: { EventID: 4624 }
  condition: a
---
title: Both
correlation:
  rules: [failed, logon]
  group-by: [TargetUserName]
  timespan: 10m
`;

describe('correlations', () => {
  const stagesOf = (correlation: string): string => {
    const source = new SourceText('c.yml', CORRELATED + correlation);
    const options = { sourceFormat: 'fields', sourceCategory: undefined, pipelines: [] } as const;
    const { conversions, parts } = sigmaToSumo([source], options);
    expect([conversions.length, parts]).toEqual([1, 2]);
    const [{ text, notes, fidelity }] = conversions as [(typeof conversions)[number]];
    if (text === undefined) return notes.map(({ message }) => message).join('\n');
    expect(fidelity).toBe('approximate');
    planOfSearch(text);
    return text.slice(text.indexOf('\n| timeslice') + 1).trim();
  };
  test('hits in a window', () => {
    expect(stagesOf('  type: event_count\n  condition: { gte: 5, lt: 100 }\n')).toBe(
      '| timeslice 10m\n| count as measure by _timeslice, TargetUserName\n| where measure >= 5\n| where measure < 100',
    );
  });
  test('different values in a window', () => {
    expect(stagesOf('  type: value_count\n  condition: { gt: 3, field: IpAddress }\n')).toBe(
      '| timeslice 10m\n| count_distinct(IpAddress) as measure by _timeslice, TargetUserName\n| where measure > 3',
    );
  });
  test('all rules in a window', () => {
    expect(stagesOf('  type: temporal\n')).toBe(
      '| timeslice 10m\n| sum(is_rule_1) as hits_1, sum(is_rule_2) as hits_2 by _timeslice, TargetUserName\n| if(hits_1 > 0, 1, 0) + if(hits_2 > 0, 1, 0) as measure\n| where measure >= 2',
    );
  });
  test('rules in their order cannot be written', () => {
    expect(stagesOf('  type: temporal_ordered\n')).toBe(
      'a search cannot ask in which order the hits of several rules came',
    );
  });
});

test('logs that only running a rule can read are left out, and that is said', () => {
  const text = rule('{ product: windows, category: registry_set }', "{ Details: 'x' }");
  const written = asSumo(text);
  expect(written).toMatchObject({ fidelity: 'exact' });
  expect(written.text).not.toContain('4657');
  expect(written.notes.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "sigma/log-not-written Security 4657 is left out, which stands in for the rule's log where it is run here",
  ]);
  const ended = rule('{ product: windows, category: process_termination }', "{ Image: 'x' }");
  expect(asSumo(ended).text).toContain('4689');
});
