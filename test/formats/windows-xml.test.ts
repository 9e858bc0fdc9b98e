import { expect, test } from 'vitest';
import type { Event, Raw } from '../../src/event/index.ts';
import { windowsXml } from '../../src/formats/windows-xml.ts';
import { describeShared, readAll, sharedBytes } from './shared-data.ts';

const folder = 'evtx/golden/event-viewer';

/** A value as XML can hold it: text, line ends as `\n`. */
function comparable(value: Raw): unknown {
  return Array.isArray(value) ? value.map(comparable) : String(value).replaceAll('\r\n', '\n');
}

/** Header, time and payload of events by their record id. */
function byRecord(events: readonly Event[]): Map<string, unknown> {
  return new Map(
    events.map((event) => [
      String(event.get('EventRecordID')),
      {
        header: event.header,
        time: event.time,
        payload: event.payload().map(([name, value]) => [name, comparable(value)]),
      },
    ]),
  );
}

describeShared(folder, () => {
  for (const name of ['Security', 'System', 'Application']) {
    test(`${name}: the XML export gives the events of the EVTX file`, async () => {
      const evtx = await readAll(name, sharedBytes(`${folder}/${name}.evtx`));
      const xml = await readAll(name, sharedBytes(`${folder}/${name}.xml`), windowsXml);
      expect(xml.damage).toEqual([]);
      expect(byRecord(xml.events)).toEqual(byRecord(evtx.events));
    });
  }
});
