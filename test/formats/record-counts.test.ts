import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { evtx } from '../../src/formats/evtx/evtx.ts';
import { memorySource } from '../../src/formats/memory-source.ts';
import { describeShared, sharedBytes, sharedPath, sharedText } from './shared-data.ts';

interface IndexEntry {
  readonly records: number;
}

interface Counts {
  readonly events: number;
  readonly damage: number;
}

/** Counts without keeping the events, so that memory stays flat. */
async function countsOf(path: string): Promise<Counts> {
  let damage = 0;
  const { events } = await evtx.read(
    memorySource(path, sharedBytes(path)),
    { event: () => undefined, damage: () => void damage++ },
    {},
  );
  return { events, damage };
}

/**
 * Damaged files in which we read more or other than libevtx, the tool that made the index, and why. `crate` is what the evtx
 * crate gives (`evtx-crate/expected.json`): good records and errors.
 */
const DAMAGED: Readonly<
  Record<string, Counts & { readonly crate?: readonly [ok: number, errors: number]; readonly why: string }>
> = {
  '2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx': {
    events: 1975,
    damage: 4,
    crate: [1910, 4],
    why: 'stray sectors in two chunks: the others stop at the first, 65 records follow',
  },
  '2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx': {
    events: 1796,
    damage: 1,
    crate: [1774, 2],
    why: 'a stray sector: 21 records follow it, and the System block of the cut one is readable',
  },
  'E_ShadowCopy6_windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx': {
    events: 459,
    damage: 0,
    crate: [459, 0],
    why: 'libevtx fails on 23 sound records',
  },
  'E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx': {
    events: 340,
    damage: 0,
    crate: [340, 0],
    why: 'libevtx fails on 3 sound records',
  },
  'Microsoft-Windows-HelloForBusiness%4Operational.evtx': {
    events: 5,
    damage: 2,
    crate: [6, 0],
    why: 'a sector of zeros over the values of record 6: the crate makes an event of zeros',
  },
  'Microsoft-Windows-LanguagePackSetup%4Operational.evtx': {
    events: 17,
    damage: 2,
    crate: [17, 0],
    why: 'a sector of zeros behind the System block of the last record: libevtx drops it',
  },
  'sample-with-zero-data-size-event.evtx': {
    events: 449,
    damage: 1,
    why: 'a record of size 0 in chunk 0: 114 records follow it',
  },
  'sample_with_a_bad_chunk_magic.evtx': {
    events: 383,
    damage: 10,
    crate: [270, 2],
    why: 'zeroed sectors, two of them over chunk headers: records behind them are read',
  },
  'System2.evtx': { events: 283, damage: 2, why: 'file ends inside chunk 2: the part that is there is read' },
};

describeShared('evtx', () => {
  for (const set of ['attack', 'benign', 'winrm', 'golden']) {
    test(`${set}: as many records as the index says`, async () => {
      const index = JSON.parse(sharedText(`evtx/${set}/index.json`)) as Record<string, IndexEntry>;
      const wrong: string[] = [];
      for (const [file, { records }] of Object.entries(index)) {
        const base = file.slice(file.lastIndexOf('/') + 1);
        const counts = await countsOf(`evtx/${set}/${file}`);
        const expected = (set === 'golden' && DAMAGED[base]) || { events: records, damage: 0 };
        if (counts.events !== expected.events || counts.damage !== expected.damage) {
          wrong.push(`${file}: ${records} in the index, read ${JSON.stringify(counts)}`);
        }
      }
      expect(wrong).toEqual([]);
    });
  }

  test('the evtx crate counts the same in sound files', async () => {
    const { records } = JSON.parse(sharedText('evtx/golden/evtx-crate/expected.json')) as {
      readonly records: readonly { readonly file: string; readonly ok?: number; readonly errors?: number }[];
    };
    for (const { file, ok, errors } of records) {
      if (ok === undefined) continue;
      const known = DAMAGED[file];
      if (known) expect(known.crate, file).toEqual([ok, errors]);
      else expect(await countsOf(`evtx/golden/evtx-crate/${file}`), file).toEqual({ events: ok, damage: errors });
    }
  });

  test('every event log in the shared data is read without a fault of ours', async () => {
    const files = readdirSync(sharedPath('.'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.evtx') && !name.startsWith('evtx'),
    );
    expect(files.length).toBeGreaterThan(100);
    for (const file of files) expect((await countsOf(file)).events, file).toBeGreaterThan(0);
  });
});
