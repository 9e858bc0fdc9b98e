import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Event, type Raw, sourceCategoryOf } from '../../src/event/index.ts';
import type { Format } from '../../src/formats/format.ts';
import { memorySource } from '../../src/formats/memory-source.ts';
import { ndjson } from '../../src/formats/ndjson.ts';
import { describeShared, readAll, sharedBytes, sharedPath } from './shared-data.ts';

/** The line that `events` prints of an event (design cli, Shapes). */
function canonicalLine(event: Event): string {
  return JSON.stringify({
    ...Object.fromEntries(event.system()),
    [event.payloadKind]: Object.fromEntries(event.payload()),
  });
}

/** GUIDs compare on their digits: evtx_dump prints binary ones bare and upper-case (spec windows-telemetry §10.12). */
function comparable(value: Raw): string {
  const text = Array.isArray(value) ? value.map(String).join('\n') : String(value);
  return /^\{?[0-9a-fA-F-]{36}\}?$/.test(text) ? text.replace(/[{}]/g, '').toUpperCase() : text.trimEnd();
}

describeShared('evtx', () => {
  test('canonical lines read back as the same events', async () => {
    const files = [
      'evtx/golden/evtx-crate/2-system-Microsoft-Windows-LiveId%4Operational.evtx',
      'evtx/golden/evtx-crate/E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx',
      'evtx/golden/evtx-crate/MSExchange_Management_wec.evtx',
      'evtx/golden/event-viewer/System.evtx',
      'evtx/golden/event-viewer/Application.evtx',
      'evtx/golden/velociraptor/DE_104_system_log_cleared.evtx',
      'evtx/winrm/evtx-attack-samples/LM_winrm_target_wrmlogs_91_wsmanShellStarted_poorLog.evtx',
      'evtx/winrm/evtx-to-mitre/ID4656-WS Management listener enumeration.evtx',
    ];
    for (const file of files) {
      const { events } = await readAll(file, sharedBytes(file));
      const text = new TextEncoder().encode(events.map(canonicalLine).join('\n'));
      const again = await readAll(file, text, ndjson);
      expect(again.damage).toEqual([]);
      expect([...again.summary.shapes], file).toEqual([['canonical', events.length]]);
      for (const [i, event] of events.entries()) {
        const other = again.events[i]!;
        const at = `${file} ${event.origin.record}`;
        expect(other.header, at).toEqual(event.header);
        expect(other.time, at).toEqual(event.time);
        expect(other.payloadKind, at).toBe(event.payloadKind);
        expect(other.system(), at).toEqual(event.system());
        expect(other.payload(), at).toEqual(event.payload());
        expect(other.raw(), at).toBe(event.raw());
        expect(other.original(), at).toBe(canonicalLine(event));
        for (const [name] of event.payload()) expect(other.get(name.toUpperCase()), at).toEqual(event.get(name));
      }
    }
  });
});

describeShared('sigma/regression', () => {
  test('evtx_dump JSON gives the fields of the EVTX beside it', async () => {
    const names = readdirSync(sharedPath('sigma/regression'), { recursive: true, encoding: 'utf8' });
    let compared = 0;
    for (const name of names.filter((one) => one.endsWith('.evtx'))) {
      if (name.includes('ad691d92-15f2-4181-9aa4-723c74f9ddc3')) continue;
      const { events } = await readAll(name, sharedBytes(`sigma/regression/${name}`));
      const json = await readAll(name, sharedBytes(`sigma/regression/${name.replace(/evtx$/, 'json')}`), ndjson);
      expect(json.damage, name).toEqual([]);
      expect(json.events.length, name).toBe(events.length);
      for (const [i, event] of events.entries()) {
        const other = json.events[i]!;
        expect(other.shape).toBe('evtx-json');
        expect(other.header, name).toEqual(event.header);
        expect(other.time!.ms, name).toBe(event.time!.ms);
        for (const [field, value] of [...event.payload(), ...event.system()]) {
          if (['TimeCreated', 'UserData_Name'].includes(field)) continue;
          compared++;
          expect(comparable(other.get(field)), `${name} ${field}`).toBe(comparable(event.get(field)));
          expect(value).toEqual(value);
        }
      }
    }
    expect(compared).toBeGreaterThan(4000);
  });
});

/** Shapes and damage of an input, without keeping the events. */
async function shapesOf(path: string, format: Format = ndjson): Promise<Record<string, number>> {
  let damage = 0;
  const sink = { event: () => undefined, damage: () => void damage++ };
  const { shapes } = await format.read(memorySource(path, sharedBytes(path)), sink, {});
  return { ...Object.fromEntries(shapes), ...(damage > 0 && { damage }) };
}

describeShared('json', () => {
  test('every Mordor and NXLog file is of that shape to the last line', async () => {
    const files = ['mordor/winrm', 'mordor/other', 'nxlog'].flatMap((folder) =>
      readdirSync(sharedPath(`json/${folder}`)).map((name) => `json/${folder}/${name}`),
    );
    const total: Record<string, number> = {};
    for (const file of files) {
      for (const [shape, count] of Object.entries(await shapesOf(file))) total[shape] = (total[shape] ?? 0) + count;
    }
    expect(Object.keys(total)).toEqual(['nxlog']);
  });

  test('NXLog: System names, the event its own EventType, keywords in hex', async () => {
    const { events } = await readAll(
      'x',
      sharedBytes('json/mordor/winrm/covenant_psremoting_command.ndjson.gz'),
      ndjson,
    );
    const sysmon = events.filter((event) => event.header.channel === 'Microsoft-Windows-Sysmon/Operational');
    expect(sysmon.length).toBeGreaterThan(100);
    const connection = sysmon.find((event) => event.header.eventId === 3)!;
    expect(connection.get('Provider_Name')).toBe('Microsoft-Windows-Sysmon');
    expect(connection.get('EventCode')).toBe(3);
    expect(connection.get('Hostname')).toBe(connection.get('Computer'));
    expect(connection.get('Keywords')).toBe('0x8000000000000000');
    expect(connection.time!.ms).toBeGreaterThan(Date.UTC(2020, 0));
    const pipes = sysmon.filter((event) => event.header.eventId === 18);
    expect(new Set(pipes.map((event) => event.get('EventType')))).toEqual(new Set(['ConnectPipe']));
  });

  test('every other JSON sample is read without a fault of ours', async () => {
    const files = readdirSync(sharedPath('json'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(json|ndjson|ndjson\.gz)$/.test(name),
    );
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) {
      const counts = await shapesOf(`json/${file}`);
      expect(
        Object.values(counts).reduce((sum, count) => sum + count, 0),
        file,
      ).toBeGreaterThan(0);
    }
  });

  test('a Sumo Windows event is known by its objects', async () => {
    const { events } = await readAll('x', sharedBytes('json/sumo/windows-json-1102.json'), ndjson);
    expect(events[0]!.shape).toBe('sumo-windows');
    expect(events[0]!.header).toEqual({ channel: 'Security', provider: 'Microsoft-Windows-Eventlog', eventId: 1102 });
    expect(sourceCategoryOf(events[0]!.header.channel!)).toBe('windows/security');
    expect(events[0]!.get('SubjectUserName')).toBe('Administrator');
    expect(events[0]!.time!.ms).toBe(Date.UTC(2020, 9, 12, 7, 31, 14));
  });
});
