import { expect, test } from 'vitest';
import {
  bucketOf,
  formulaSources,
  isCertain,
  planOf as planNumber,
  showsHeader,
} from '../../src/engines/js/detector/detector.ts';
import { interpreter } from '../../src/engines/js/interpret.ts';
import { evtxOf } from '../../src/formats/evtx/testing/write-evtx.ts';
import { memorySource, recognizeFormat } from '../../src/formats/index.ts';
import type { Plan } from '../../src/ir/index.ts';
import { loadSigma, parseSigma } from '../../src/languages/sigma/index.ts';
import { Random } from '../../src/languages/sumo/testing/random.ts';
import { SourceText } from '../../src/source/index.ts';
import { observe } from '../engines/agreement.ts';
import { askedOf } from '../engines/asked-of.ts';

const VOLUMES = ['\\device\\harddiskvolume1', '\\Device\\HarddiskVolume12', 'C:', '\\device\\harddiskvolume', ''];
const PATHS = [
  '\\windows\\system32\\cmd.exe',
  '\\harddiskvolume1\\a',
  '\\users\\\u017fvc\\tool.exe',
  'system',
  '\\c',
  '',
];

/** What the events of a kind that stands in for one of Sysmon may hold, by field. */
interface Kind {
  readonly eventId: number;
  readonly category: string;
  readonly values: Readonly<Record<string, readonly (string | readonly string[])[]>>;
  /** What rules ask for, by field; parts of paths beside. */
  readonly asked: Readonly<Record<string, readonly string[]>>;
}

const paths = VOLUMES.flatMap((volume) => PATHS.map((path) => volume + path));

const KINDS: readonly Kind[] = [
  {
    eventId: 5156,
    category: 'network_connection',
    values: {
      Application: [...paths, ['\\device\\harddiskvolume1\\a.exe', 'b.exe']],
      Direction: ['%%14593', '%%14592', 'Outbound', 'inbound', 'other', ['%%14593', 'x']],
      Protocol: ['6', '17', '1', ''],
    },
    asked: {
      Image: [...paths, '\\d', '\\h', '\\device', 'c', 'C:', '\\', 'harddiskvolume', '2\\windows', '.exe', '\u017f'],
      Initiated: ['true', 'false', 'other', '%%14593', 't*'],
      Protocol: ['tcp', 'udp', '6', '1', ''],
    },
  },
  {
    eventId: 4688,
    category: 'process_creation',
    values: {
      NewProcessName: paths,
      MandatoryLabel: ['S-1-16-12288', 's-1-16-16384', 'S-1-16-8192', 'High', ''],
      TargetUserName: ['-', 'bob', ''],
      TargetDomainName: ['-', 'CORP', ''],
      SubjectUserName: ['alice', '-', ''],
      SubjectDomainName: ['NT AUTHORITY', ''],
    },
    asked: {
      Image: ['\\cmd.exe', 'C:\\windows\\system32\\cmd.exe', '\\windows\\', ''],
      IntegrityLevel: ['High', 'System', 'S-1-16-12288', 'S-1-16-99', 'M*', '*'],
      User: ['AUTHORI', 'CORP\\bob', 'bob', '\\', 'alice', '-'],
    },
  },
  {
    eventId: 4657,
    category: 'registry_set',
    values: {
      ObjectName: ['\\REGISTRY\\MACHINE\\SOFTWARE\\A', '\\REGISTRY\\USER\\S-1-5-18', 'x'],
      ObjectValueName: ['B', ''],
      OperationType: ['%%1904', '%%1905', '%%1906'],
      NewValue: ['1', 'text'],
      NewValueType: ['%%1876', '%%1873'],
    },
    asked: {
      EventType: ['SetValue', 'DeleteValue', 'CreateKey', '%%1905'],
      TargetObject: ['HKLM\\SOFTWARE\\A\\B', '\\A', 'HKU'],
      Details: ['DWORD (0x00000001)', 'text'],
    },
  },
];

function logOf(random: Random, { eventId, values }: Kind): { readonly name: string; readonly bytes: Uint8Array } {
  const events = Array.from({ length: 8 }, () =>
    Object.entries(values).flatMap(([name, choices]) =>
      random.chance(0.9) ? [[name, random.pick(choices)] as const] : [],
    ),
  );
  if (random.chance(0.5)) {
    const header = { channel: 'Security', provider: 'Microsoft-Windows-Security-Auditing', eventId, computer: 'h' };
    return { name: 'mapped.evtx', bytes: evtxOf(events.map((data) => ({ ...header, day: 154_000, data }))) };
  }
  const lines = events.map((data) =>
    JSON.stringify({ Channel: 'Security', EventID: eventId, ...Object.fromEntries(data) }),
  );
  return { name: 'mapped.ndjson', bytes: new TextEncoder().encode(`${lines.join('\n')}\n`) };
}

const RUNS = process.env.SPOOR_FULL ? 600 : 30;

const MODIFIERS = ['', '|contains', '|startswith', '|endswith', '|re', '|cased', '|contains|cased'];

function planFor(
  random: Random,
  { category, asked }: Kind,
): { readonly plan: Plan; readonly text: string } | undefined {
  const selection = (): Record<string, unknown> =>
    Object.fromEntries(
      Array.from({ length: 1 + random.below(2) }, () => {
        const [field, texts] = random.pick(Object.entries(asked));
        const whole = random.pick(texts);
        const from = random.chance(0.3) ? random.below(whole.length + 1) : 0;
        const part = random.chance(0.2) ? whole.slice(from).toUpperCase() : whole.slice(from);
        const modifier = random.pick(MODIFIERS);
        const value = modifier === '|re' ? part.replaceAll(/[^\w]/g, '.') || 'x' : part;
        return [field + modifier, random.chance(0.1) ? null : value];
      }),
    );
  const detection = { s: selection(), f: selection(), condition: random.pick(['s', 'not s', 's and not f', 's or f']) };
  const text = JSON.stringify({ title: 't', logsource: { product: 'windows', category }, detection });
  const plan = loadSigma(parseSigma(new SourceText('rule.yml', text))).rules[0]?.plan;
  return plan && { plan, text };
}

test('fields that stand for those of Sysmon are seen through: no row is missed, and what is certain gives one', async () => {
  const counts = new Map(KINDS.map(({ category }) => [category, { refused: 0, certain: 0, rows: 0 }]));
  for (let seed = 1; seed <= RUNS; seed++) {
    const random = new Random(seed);
    const kind = KINDS[seed % KINDS.length]!;
    const count = counts.get(kind.category)!;
    const { name, bytes } = logOf(random, kind);
    const rules = Array.from({ length: 60 }, () => planFor(random, kind)).filter((one) => one !== undefined);
    const sources = formulaSources(rules.map(({ plan }) => plan));
    const found = recognizeFormat(bytes, name);
    if (!found || typeof found !== 'object') throw new Error('the log is not known');
    await found.format.read(
      memorySource(name, bytes),
      {
        event: (event) => {
          const all = [...rules.keys()];
          const asked = askedOf(
            bucketOf(all, (number) => sources[number]!, event.header, showsHeader(event)),
            event,
          );
          const named = new Set(asked.map(planNumber));
          const certain = new Set(asked.filter(isCertain).map(planNumber));
          for (const [number, { plan, text }] of rules.entries()) {
            const rows = observe(interpreter, plan, [event]).rows.length;
            const what = `seed ${seed}: ${text} on ${JSON.stringify(event.payload())}`;
            if (rows > 0) expect(named.has(number), what).toBe(true);
            if (certain.has(number)) expect(rows, what).toBe(1);
            if (!named.has(number)) count.refused++;
            if (certain.has(number)) count.certain++;
            if (rows > 0) count.rows++;
          }
          return true;
        },
        damage: ({ reason }) => {
          throw new Error(reason);
        },
      },
      {},
    );
  }
  for (const [category, met] of counts)
    for (const count of Object.values(met)) expect(count, category).toBeGreaterThan(3 * RUNS);
}, 300_000);
