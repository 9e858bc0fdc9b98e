import { describe, expect, test } from 'vitest';
import { sumoToSigma } from '../../src/detection/index.ts';
import { readCorpus, withOpenParameters } from '../../src/languages/sumo/testing/corpus.ts';
import { SourceText } from '../../src/source/index.ts';
import { describeShared } from '../formats/shared-data.ts';
import { asSigma, planOfRule } from './converted.ts';

const detectionOf = (text: string): string => /^detection:\n([\s\S]*?)\n\w/m.exec(text)![1]!.replace(/^ {4}/gm, '');
const written = (where: string): string => {
  const { text, notes } = asSigma(`_sourceCategory=windows/sysmon\n| ${where}`);
  return text === undefined ? notes.map(({ message }) => message).join('\n') : detectionOf(text);
};

describe('conditions', () => {
  test.each([
    ['where User = "SYSTEM"', "selection:\n    User|cased: 'SYSTEM'\ncondition: selection"],
    ['where toLowerCase(User) = "system"', "selection:\n    User: 'system'\ncondition: selection"],
    [
      'where LogonType in ("3", "10")',
      "selection:\n    LogonType:\n        - '3'\n        - '10'\ncondition: selection",
    ],
    ['where Image matches "*\\\\Temp\\\\*"', "selection:\n    Image|contains|cased: '\\Temp\\'\ncondition: selection"],
    [
      'where Path matches /(?i)^C:\\\\(?:a|b)\\\\/',
      "selection:\n    Path|startswith:\n        - 'C:\\a\\'\n        - 'C:\\b\\'\ncondition: selection",
    ],
    [
      'where CommandLine matches /(?i)-e[nc]+\\s/',
      "selection:\n    CommandLine|re|i: '-e[nc]+\\s'\ncondition: selection",
    ],
    ['where CommandLine contains "*?"', "selection:\n    CommandLine|contains: '\\*\\?'\ncondition: selection"],
    ['where DestinationPort >= 1024', 'selection:\n    DestinationPort|gte: 1024\ncondition: selection'],
    ['where isEmpty(User)', "selection:\n    User:\n        - null\n        - ''\ncondition: selection"],
    [
      'where User != "a1"',
      "selection:\n    User: '*'\nfilter:\n    User|cased: 'a1'\ncondition: selection and not filter",
    ],
    [
      'where compareCIDRPrefix(replace(Ip, /(?i)^::ffff:/, ""), "10.0.0.0", "8")',
      "selection:\n    Ip|cidr: '10.0.0.0/8'\ncondition: selection",
    ],
    [
      'if(User = "7", "high", "low") as level | where level = "high"',
      "selection:\n    User: '7'\ncondition: selection",
    ],
    [
      'if(A = "1", 2, 0) as a | if(B = "1", 1, 0) as b | if(C = "1", 1, 0) as c | where a + b + c >= 3',
      "selection:\n    - A: '1'\n      B: '1'\n    - A: '1'\n      C: '1'\ncondition: selection",
    ],
    ['where length(CommandLine) > 500', "selection:\n    CommandLine|re|s: '^.{501,}'\ncondition: selection"],
  ])('%s', (where, detection) => {
    expect(written(where)).toBe(detection);
  });

  test.each([
    ['DestinationPort = 443', 'exact'],
    ['toLong(EventID) > 4000', 'exact'],
    // A rule takes 0x10 for 16, a search 16.0.
    ['CommandLine = 16', 'approximate'],
    ['NewProcessId >= 16', 'approximate'],
  ])('numbers: %s', (condition, fidelity) => {
    const scope = '_sourceCategory=windows/sysmon | where Channel = "Microsoft-Windows-Sysmon/Operational"';
    expect(asSigma(`${scope} | where ${condition}`).fidelity).toBe(fidelity);
  });

  test.each([
    ['parse "user=*;" as user | where user = "x"', /drops messages without this text/],
    ['where Image matches concat("*", User)', /a rule compares two fields of events/],
    ['where length(concat(User, Image)) > 3', /a rule cannot compare the length/],
    ['count by User | where _count > 5', /counts over its whole time range/],
    [
      'lookup owner from path://"/Library/t" on User=name | where owner = "x"',
      /taken out of a text by a parse or a table/,
    ],
    ['where User = "a" and User = "b" and false', /can never hold/],
  ])('%s cannot be written, and why', (where, reason) => {
    const { text, notes, fidelity } = asSigma(`_sourceCategory=windows/sysmon\n| ${where}`);
    expect([text, fidelity]).toEqual([undefined, 'unsupported']);
    expect(notes.map(({ message }) => message).join('\n')).toMatch(reason);
    expect(notes.every(({ span }) => span.start > 0 || /never hold/.test(reason.source))).toBe(true);
  });
});

describe('log sources', () => {
  test.each([
    [
      '_sourceCategory=windows/sysmon | where EventCode = "1" and Image = "7"',
      'category: process_creation\n    product: windows\n    service: sysmon',
    ],
    [
      'Security | json "EventID", "Channel" as id, c nodrop | where c = "Security" and id = "4625"',
      'product: windows\n    service: security',
    ],
    [
      '_sourceCategory=windows/security | where EventID = 4688 and NewProcessName = "1"',
      'product: windows\n    service: security',
    ],
    ['_sourceCategory=aws/cloudtrail | where eventName = "1"', 'product: aws\n    service: cloudtrail'],
    ['_sourceCategory=x_winlogs* | where EventID = "1"', 'product: windows'],
  ])('%s', (text, source) => {
    const made = asSigma(text).text!;
    expect(/^logsource:\n {4}([\s\S]*?)\n\w/m.exec(made)![1]).toBe(source);
  });
});

describeShared('sumo-queries', () => {
  test('real queries are written, or not with the reason; what is written loads', () => {
    const counts: Record<string, number> = {};
    const faults: string[] = [];
    const logSource = { product: 'site' };
    for (const [index, { id, query }] of (readCorpus() ?? []).entries()) {
      if (index % 30 !== 0) continue;
      const source = new SourceText(id, withOpenParameters(query));
      const { text, fidelity, notes } = sumoToSigma(source, { logSource, head: undefined });
      counts[fidelity] = (counts[fidelity] ?? 0) + 1;
      if (fidelity !== 'exact' && notes.length === 0) faults.push(`${id}: no reason`);
      try {
        if (text !== undefined) planOfRule(text);
      } catch (error) {
        faults.push(`${id}: ${(error as Error).message}`);
      }
    }
    expect(faults).toEqual([]);
    expect(counts).toMatchInlineSnapshot(`
      {
        "approximate": 44,
        "unsupported": 74,
      }
    `);
  });
});

test.each([
  ['toLowerCase(User) matches "*σ*"', 1],
  ['toUpperCase(User) matches "*STRASSE*"', 1],
  ['toLowerCase(User) matches "*strasse*"', 0],
  ['toUpperCase(User) matches "*ADMIN*"', 0],
])('what changing letters makes otherwise than folding is approximate: %s', (condition, count) => {
  const { notes } = asSigma(`_sourceCategory=windows/sysmon\n| where ${condition}`);
  expect(notes.filter(({ message }) => message.includes('letters by folding'))).toHaveLength(count);
});
