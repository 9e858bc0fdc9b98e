import { type DataValue, evtxOf } from '../../src/formats/evtx/testing/write-evtx.ts';
import type { Random } from '../../src/languages/sumo/testing/random.ts';
import { randomData } from './pre-query.ts';
import type { PreInput } from './pre-run.ts';

/** EVTX of a few events. */
export const EVTX: PreInput = {
  name: 'random.evtx',
  bytes: (random) =>
    evtxOf(
      Array.from({ length: 8 }, () => ({
        channel: 'Microsoft-Windows-Sysmon/Operational',
        provider: 'Microsoft-Windows-Sysmon',
        eventId: 1,
        computer: 'host',
        day: 154_000 + random.below(3),
        data: randomData(random),
      })),
    ),
};

/** JSON of a text with some characters escaped that need not be. */
function escaped(text: string, random: Random): string {
  return JSON.stringify(text).replace(/\\\\|\\"|[^"\\]/g, (sign) => {
    if (!random.chance(0.03)) return sign;
    const unit = sign.length === 2 ? sign.charCodeAt(1) : sign.charCodeAt(0);
    return unit === 0x2f ? '\\/' : `\\u${unit.toString(16).padStart(4, '0')}`;
  });
}

function jsonOf(value: DataValue, random: Random): string {
  return typeof value === 'string' ? escaped(value, random) : JSON.stringify(value);
}

/** NDJSON of flat events; several share their keys, so that most are read from their bytes. */
export const NDJSON: PreInput = {
  name: 'random.ndjson',
  bytes(random) {
    const head = '"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"Computer":"host"';
    const lines = Array.from({ length: 4 }, () => randomData(random)).flatMap((data) => {
      const isNested = random.chance(0.5);
      return Array.from({ length: 4 }, () => {
        const values = new Map(randomData(random));
        const members = data.map(([name, value]) => `"${name}":${jsonOf(values.get(name) ?? value, random)}`);
        const nested = isNested ? [`"Nested":{"Image":${escaped(random.pick(['C:\\cmd.exe', 'x']), random)}}`] : [];
        return `{${[head, ...members, ...nested].join(',')}}`;
      });
    });
    return new TextEncoder().encode(`${lines.join('\n')}\n`);
  },
};
