import { expect, test } from 'vitest';
import type { Event, Raw } from '../../src/event/index.ts';
import { ndjson } from '../../src/formats/ndjson.ts';
import { describeShared, readAll, sharedBytes, sharedText } from './shared-data.ts';

const folder = 'evtx/golden';

async function eventsOf(path: string): Promise<readonly Event[]> {
  return (await readAll(path, sharedBytes(path))).events;
}

/** Velocidex prints GUIDs bare and upper-case (binary ones), hex as decimal numbers, and trims nothing. */
function plain(value: Raw): unknown {
  if (typeof value !== 'string') return value;
  if (/^0x[0-9a-f]+$/.test(value)) return Number(value);
  return /^\{[0-9a-fA-F-]{36}\}$/.test(value) ? value.slice(1, -1).toUpperCase() : value.trimEnd();
}

function plainFields(fields: readonly (readonly [string, Raw])[]): Record<string, unknown> {
  return Object.fromEntries(fields.map(([name, value]) => [name, plain(value)]));
}

describeShared(folder, () => {
  test('velocidex: the first logon, and a UserData event whose values are attributes', async () => {
    const events = await eventsOf(`${folder}/velocidex-evtx/Security.evtx`);
    const logon = events.find((event) => event.header.eventId === 4624)!;
    const expected = JSON.parse(sharedText(`${folder}/velocidex-evtx/Event4624_no_messages.expected.json`));
    expect(plainFields(logon.payload())).toEqual(expected.EventData);
    expect(plainFields(logon.system())).toMatchObject({
      EventID: expected.System.EventID.Value,
      EventRecordID: expected.System.EventRecordID,
      Keywords: expected.System.Keywords,
      Correlation_ActivityID: expected.System.Correlation.ActivityID,
      Execution_ProcessID: expected.System.Execution.ProcessID,
      Provider_Guid: expected.System.Provider.Guid,
    });
    expect(logon.time!.ms / 1000).toBeCloseTo(expected.System.TimeCreated.SystemTime, 3);

    const path = `${folder}/velocidex-evtx/Microsoft-Windows-CAPI2_Operational_EventID70.evtx`;
    const [capi, ...others] = await eventsOf(path);
    const inner = JSON.parse(sharedText(`${folder}/velocidex-evtx/CAPI2_Operational.expected.json`)).UserData;
    const [[root, leaves]] = Object.entries(inner) as [[string, Record<string, Record<string, string>>]];
    const flat = Object.entries(leaves).flatMap(([leaf, attributes]) =>
      Object.entries(attributes).map(([name, value]) => [`${leaf}.@${name}`, value]),
    );
    expect(others).toEqual([]);
    expect(capi!.payload()).toEqual(flat);
    expect(capi!.get('UserData_Name')).toBe(root);
    expect(capi!.payloadKind).toBe('UserData');
  });

  test('python-evtx: first record, odd records, and what it refuses', async () => {
    const [first] = await eventsOf(`${folder}/python-evtx/system.evtx`);
    expect(first!.header).toEqual({ channel: 'System', provider: 'Microsoft-Windows-Eventlog', eventId: 105 });
    expect(first!.origin.record).toBe(12_049);
    expect(first!.payload()).toEqual([
      ['Channel', 'System'],
      ['BackupPath', 'C:\\Windows\\System32\\Winevt\\Logs\\Archive-System-2012-03-14-04-17-39-932.evtx'],
    ]);
    expect(first!.original()).toContain("<TimeCreated SystemTime='2012-03-14T04:17:43.35456");

    const dns = await readAll('dns', sharedBytes(`${folder}/python-evtx/dns_log_malformed.evtx`));
    expect([dns.events.length, dns.damage.length]).toEqual([5, 0]);

    const [logon] = await eventsOf(`${folder}/python-evtx/issue_38.evtx`);
    expect(Number(logon!.get('SubjectLogonId'))).toBe(0x19d3af);

    const times = (await eventsOf(`${folder}/python-evtx/issue_39.evtx`)).map((event) =>
      new Date(event.time!.ms).toISOString(),
    );
    expect(times).toContain('2017-04-21T07:41:17.003Z');
  });

  test('plaso: strings of a classic event, and a truncated file', async () => {
    const events = await eventsOf('evtx/winrm/plaso/System.evtx');
    expect(events).toHaveLength(5009);
    const first = events[0]!;
    expect(first.get('Qualifiers')).toBe(16_384);
    expect(first.payload().map(([, value]) => value)).toEqual([
      'Windows Event Log',
      'stopped',
      '6500760065006E0074006C006F0067002F0031000000',
    ]);
    const truncated = await eventsOf(`${folder}/plaso/System2.evtx`);
    expect(truncated[178]!.header.eventId).toBe(4624);
    expect(truncated[178]!.original()).toContain('2015-08-09T09:15:48.4341250Z');
  });

  test('velociraptor: Kerberos tickets, a cleared log', async () => {
    const expected = sharedText(`${folder}/velociraptor/expected/kerberoasting.out.yaml`);
    const rows = JSON.parse(expected.slice(expected.indexOf('['))) as Record<string, string | number>[];
    const events = await eventsOf(`${folder}/velociraptor/EID4769_Kerberoasting.evtx`);
    for (const row of rows) {
      const event = events.find(
        (one) => one.get('ServiceName') === row.ServiceName && one.get('IpPort') === row.IpPort,
      )!;
      for (const [name, value] of Object.entries(row)) {
        if (['OSPath', 'EventTime', '_Source'].includes(name)) continue;
        expect(event.get(name), name).toBe(value);
      }
    }
    const [cleared] = await eventsOf(`${folder}/velociraptor/DE_104_system_log_cleared.evtx`);
    expect(cleared!.payload()).toEqual([
      ['SubjectUserName', 'user01'],
      ['SubjectDomainName', 'EXAMPLE'],
      ['Channel', 'System'],
      ['BackupPath', ''],
    ]);
  });

  test('chainsaw: the separate form of JSON reads as the EVTX does', async () => {
    const events = await eventsOf(`${folder}/chainsaw/security_sample.evtx`);
    const text = sharedBytes(`${folder}/chainsaw/clo_search_q_jsonl_simple_string.txt`);
    const found = await readAll('chainsaw', text, ndjson);
    expect(found.damage).toEqual([]);
    expect(found.events.length).toBeGreaterThan(0);
    for (const event of found.events) {
      expect(event.shape).toBe('evtx-json');
      const same = events.find((one) => one.origin.record === event.get('EventRecordID'))!;
      expect(event.header).toEqual(same.header);
      expect(plainFields(event.payload())).toEqual(plainFields(same.payload()));
    }
  });
});
