import { describe, expect, test } from 'vitest';
import type { Event } from '../event/index.ts';
import type { Damage } from './format.ts';
import { wmiTime } from './legacy-record.ts';
import { memorySource } from './memory-source.ts';
import { sumoLegacy } from './sumo-legacy.ts';

async function read(text: string): Promise<{ events: Event[]; damage: Damage[] }> {
  const events: Event[] = [];
  const damage: Damage[] = [];
  const sink = { event: (event: Event) => events.push(event) > 0, damage: (one: Damage) => void damage.push(one) };
  await sumoLegacy.read(memorySource('in.txt', new TextEncoder().encode(text)), sink, {});
  return { events, damage };
}

function record(lines: readonly string[]): string {
  return ['instance of Win32_NTLogEvent', '{', ...lines.map((line) => `\t${line}`), '};'].join('\r\n');
}

const CREATED = record([
  'ComputerName = "lab1.example.test";',
  'EventCode = 4688;',
  'EventIdentifier = 4688;',
  'InsertionStrings = {"S-1-5-18", "LAB1$", "EXAMPLE", "0x3e7", "0x1f4", "C:\\\\Windows\\\\cmd.exe", "%%1936", "0x4", "cmd /c \\"a; }\\""};',
  'Logfile = "Security";',
  'Message = "A new process has been created.\r\n\r\n};\r\nNew Process Name:\t\tC:\\\\Windows\\\\cmd.exe";',
  'RecordNumber = 4711;',
  'TimeGenerated = "20240105110302.981000+060";',
  'Type = "Audit Success";',
]);

describe('records (spec windows-telemetry §6.3)', () => {
  test('a record over many lines: System names, strings by position, _raw with its line ends', async () => {
    const { events, damage } = await read(`${CREATED}\r\n\r\n${CREATED}`);
    expect(damage).toEqual([]);
    expect(events).toHaveLength(2);
    const [first, second] = events as [Event, Event];
    expect(first.payload()).toEqual([
      ['SubjectUserSid', 'S-1-5-18'],
      ['SubjectUserName', 'LAB1$'],
      ['SubjectDomainName', 'EXAMPLE'],
      ['SubjectLogonId', '0x3e7'],
      ['NewProcessId', '0x1f4'],
      ['NewProcessName', 'C:\\Windows\\cmd.exe'],
      ['TokenElevationType', '%%1936'],
      ['ProcessId', '0x4'],
      ['CommandLine', 'cmd /c "a; }"'],
    ]);
    expect(first.header).toEqual({ channel: 'Security', provider: undefined, eventId: 4688 });
    expect(first.time!.ms).toBe(Date.UTC(2024, 0, 5, 10, 3, 2, 981));
    expect(first.get('Image')).toBe('C:\\Windows\\cmd.exe');
    expect(first.get('Keywords')).toBe('Audit Success');
    expect(first.raw()).toBe(CREATED);
    expect(second.origin.offset).toBe(CREATED.length + 4);
    expect(second.origin.record).toBe(17);
  });

  test('unknown numbers of strings are Data; event identifiers have qualifiers', async () => {
    const text = record([
      'EventIdentifier = 1073748860;',
      'InsertionStrings = {"a", "b"};',
      'Logfile = "Application";',
    ]);
    const { events } = await read(text);
    expect(events[0]!.get('EventID')).toBe(7036);
    expect(events[0]!.get('Qualifiers')).toBe(16_384);
    expect(events[0]!.payload()).toEqual([['Data', ['a', 'b']]]);
    expect(events[0]!.get('param2')).toBe('b');
  });

  test('Sysmon: the message tells the names, and a line break in a command line none that came before', async () => {
    const message =
      'Process Create:\nRuleName: \nImage: C:\\\\a.exe\nCommandLine: a\nImage: C:\\\\b.exe\nUser: LAB\\\\alice';
    const { events } = await read(
      record(['EventCode = 1;', 'Logfile = "Microsoft-Windows-Sysmon/Operational";', `Message = "${message}";`]),
    );
    expect(events[0]!.payload()).toEqual([
      ['RuleName', ''],
      ['Image', 'C:\\a.exe'],
      ['CommandLine', 'a\nImage: C:\\b.exe'],
      ['User', 'LAB\\alice'],
    ]);
  });

  test.each([
    ['the input ends', CREATED.slice(0, 300), 'the record has no end'],
    ['no value', record(['EventCode = ;']), '`EventCode` has no value'],
    ['no semicolon', record(['Logfile = "a"']), '`;` is missing behind `Logfile`'],
    ['no key', record(['"a";']), '`name = value;` is expected at 34'],
    ['other text', 'hello', 'text between two records'],
  ])('damage: %s', async (_, text, reason) => {
    const { events, damage } = await read(`${text}\r\n${CREATED}`);
    expect(damage.map((one) => one.reason)).toEqual([reason]);
    expect(damage[0]!.line).toBe(1);
    expect(events).toHaveLength(1);
  });

  test.each([
    ['20240105100302.981000-000', Date.UTC(2024, 0, 5, 10, 3, 2, 981), 0],
    ['20240105100302.981234-300', Date.UTC(2024, 0, 5, 15, 3, 2, 981), 2340],
    ['20240105100302.000000+330', Date.UTC(2024, 0, 5, 4, 33, 2), 0],
  ])('time %s', (text, ms, ticks) => {
    expect(wmiTime(text)).toEqual({ ms, ticks });
    expect(wmiTime(text.slice(1))).toBeUndefined();
  });
});
