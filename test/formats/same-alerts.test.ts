import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prepareQuery } from '../../src/detection/index.ts';
import { DEFAULT_BOUNDS } from '../../src/engines/engine.ts';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { catalogFields, type Event, formatTime } from '../../src/event/index.ts';
import { type RecognizedFormat, recognizeFormat } from '../../src/formats/index.ts';
import { ndjson } from '../../src/formats/ndjson.ts';
import { metadataReader, parseSourceCategory, rowObject } from '../../src/scan/index.ts';
import { SourceText } from '../../src/source/index.ts';
import { type SysmonEvent, WRITERS } from './shape-writers.ts';
import { describeShared, readAll, sharedBytes } from './shared-data.ts';

const PAGE = '../../detections/t1021.006-windows-remote-management/queries/sumo-search.sumo';
const text = readFileSync(resolve(import.meta.dirname, PAGE), 'utf8');
const query = prepareQuery(new SourceText('sumo-search.sumo', text), { strict: true });

/** Modelled on recorded events of OTRF and evtx-attack-samples: a remoting child, a remoting client, winrs. */
function processCreation(record: number, values: Readonly<Record<string, string>>): SysmonEvent {
  return {
    record,
    time: `2024-01-05T10:03:0${record}.9810001Z`,
    computer: 'lab1.example.test',
    fields: {
      RuleName: '-',
      UtcTime: `2024-01-05 10:03:0${record}.979`,
      ProcessGuid: `{12e49f92-82bd-66f1-362b-00000002019${record}}`,
      ProcessId: `320${record}`,
      Image: 'C:\\Windows\\System32\\cmd.exe',
      FileVersion: '10.0.20348.1 (WinBuild.160101.0800)',
      Description: 'Windows Command Processor',
      Product: 'Microsoft® Windows® Operating System',
      Company: 'Microsoft Corporation',
      OriginalFileName: 'Cmd.Exe',
      CommandLine: 'cmd /c whoami',
      CurrentDirectory: 'C:\\Users\\alice\\',
      User: 'LAB\\alice',
      LogonGuid: '{6a63ac0b-894f-bdd7-c3be-18f1604b1cc7}',
      LogonId: '0x5a0c21',
      TerminalSessionId: '0',
      IntegrityLevel: 'High',
      Hashes: 'SHA256=3FE9887845170CA1D3E1EF8E250EB609E22D3E5E59BACB714F7C354C5C16C200',
      ParentProcessGuid: '{12e49f92-6492-66f1-0a28-00000002c57f}',
      ParentProcessId: '664',
      ParentImage: 'C:\\Windows\\System32\\wsmprovhost.exe',
      ParentCommandLine: 'C:\\Windows\\system32\\wsmprovhost.exe -Embedding',
      ParentUser: 'LAB\\alice',
      ...values,
    },
  };
}

const EVENTS: readonly SysmonEvent[] = [
  processCreation(1, {
    CommandLine: '"C:\\Windows\\system32\\cmd.exe" /c echo "a, b" & type C:\\new\\table.txt <nul ',
  }),
  processCreation(2, {
    Image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    CommandLine: 'powershell.exe -Command "Invoke-Command -ComputerName srv1 { Get-Date }"',
    ParentImage: 'C:\\Windows\\explorer.exe',
    ParentCommandLine: 'C:\\Windows\\Explorer.EXE',
    User: 'LAB\\Jürgen Groß',
  }),
  processCreation(3, {
    Image: 'C:\\Windows\\System32\\winrs.exe',
    CommandLine: 'winrs  -r:srv1 ipconfig',
    ParentImage: 'C:\\Windows\\System32\\cmd.exe',
  }),
  processCreation(4, { ParentImage: 'C:\\Windows\\explorer.exe' }),
];

async function readText(
  written: string,
): Promise<{ events: readonly Event[]; found: RecognizedFormat; shapes: string[] }> {
  const bytes = new TextEncoder().encode(written);
  const found = recognizeFormat(bytes, 'input') as RecognizedFormat;
  const { events, damage, summary } = await readAll('input', bytes, found.format);
  expect(damage).toEqual([]);
  return { events, found, shapes: [...summary.shapes.keys()] };
}

function alerts(events: readonly Event[]): readonly object[] {
  if (query.status !== 'ready') throw new Error('the query does not run');
  const hasChannel = events.every((event) => event.header.channel !== undefined);
  const run = compiledEngine.start(query.plan, {
    now: 0,
    timeZone: 'UTC',
    range: { from: 0, to: 1 },
    params: new Map(),
    bounds: DEFAULT_BOUNDS,
    metadata: metadataReader(hasChannel ? [] : [parseSourceCategory('windows/sysmon')]),
    warn: () => undefined,
  });
  for (const [position, event] of events.entries()) run.push(event, 0, position);
  const result = run.finish();
  return result.rows.map((row) => rowObject(row, result.schema));
}

/** What the query must show of an event. */
function expected({ time, computer, fields }: SysmonEvent, alertType: string): Record<string, unknown> {
  const fileOf = (path = ''): string => path.slice(path.lastIndexOf('\\') + 1);
  return {
    _messageTime: `${time.slice(0, 23)}Z`,
    Computer: computer,
    User: fields.User,
    FileName: fileOf(fields.Image),
    CommandLine: fields.CommandLine,
    ParentFileName: fileOf(fields.ParentImage),
    AlertType: alertType,
  };
}

describe("the page's detection gives the same alerts on the same events in every shape", () => {
  test.each(WRITERS)('%s', async (_, format, shape, write) => {
    const { events, found, shapes } = await readText(write(EVENTS));
    expect(found.format.name).toBe(format);
    expect(found.reason).not.toBe('');
    expect(shapes).toEqual([shape]);
    expect(events).toHaveLength(EVENTS.length);
    expect(alerts(events)).toEqual([
      expected(EVENTS[2]!, 'WinRM_DirectTool'),
      expected(EVENTS[1]!, 'WinRM_PSRemoting'),
      expected(EVENTS[0]!, 'WinRM_RemoteExec'),
    ]);
  });

  test.each(WRITERS.filter(([, , shape]) => !['ecs', 'csv'].includes(shape)))(
    '%s: every field of the event, by its name',
    async (_, __, ___, write) => {
      const { events } = await readText(write(EVENTS));
      for (const [i, { fields }] of EVENTS.entries()) {
        const read = Object.fromEntries(events[i]!.payload().map(([name, value]) => [name, value]));
        expect(read).toEqual(fields);
        expect(events[i]!.header).toMatchObject({ channel: 'Microsoft-Windows-Sysmon/Operational', eventId: 1 });
        expect(events[i]!.lossy).toBe(false);
      }
    },
  );
});

describeShared('json/mordor/winrm', () => {
  const files = ['covenant_com_wsman_automation', 'covenant_psremoting_command', 'empire_psremoting_stager'];

  test('three recorded process creations, written in every shape, give the alert of the recording', async () => {
    const recorded: Event[] = [];
    for (const file of files) {
      const { events } = await readAll(file, sharedBytes(`json/mordor/winrm/${file}.hits.ndjson`), ndjson);
      recorded.push(...events.filter(({ header }) => header.eventId === 1 && header.channel?.includes('Sysmon')));
    }
    expect(recorded).toHaveLength(3);
    const names = catalogFields(recorded[0]!.header.channel!, 1)!;
    const written = recorded.map((event, i): SysmonEvent => {
      const values = new Map(event.payload());
      const fields = names.filter((name) => values.has(name)).map((name) => [name, String(values.get(name))]);
      return {
        record: i + 1,
        time: formatTime(event.time!),
        computer: String(event.get('Computer')),
        fields: Object.fromEntries(fields),
      };
    });
    const wanted = alerts(recorded);
    expect(wanted).toHaveLength(1);
    for (const [name, , , write] of WRITERS) {
      const { events } = await readText(write(written));
      expect(alerts(events), name).toEqual(wanted);
    }
  });
});
