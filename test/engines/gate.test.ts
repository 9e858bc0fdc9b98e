import { expect, test } from 'vitest';
import { compiledEngine } from '../../src/engines/js/compile/compile.ts';
import { gateOf } from '../../src/engines/js/compile/gate.ts';
import { interpreter } from '../../src/engines/js/interpret.ts';
import { foldName, RecordEvent } from '../../src/event/index.ts';
import { Random } from '../../src/languages/sumo/testing/random.ts';
import { metadataReader } from '../../src/scan/index.ts';
import { observe, planOf } from './agreement.ts';

const CHANNELS = ['Security', 'System', 'Microsoft-Windows-Sysmon/Operational'];
const IDS = [1, 3, 4688, 104];
const metadata = metadataReader([]);

function randomCondition(random: Random, depth: number): string {
  const kind = depth === 0 ? random.below(6) : random.below(9);
  switch (kind) {
    case 0:
      return `EventID ${random.pick(['=', '!=', '<', '>='])} ${random.pick(['1', '"1"', '4688', '"104"'])}`;
    case 1:
      return `EventCode in ("1", "3")`;
    case 2:
      return `Channel matches "${random.pick(['Sec*', '*Sysmon*', 'security'])}"`;
    case 3:
      return `${random.pick(['EventID', 'Channel', 'Image', 'Provider_Name'])} = "${random.pick(['1', 'Security', 'x', 'P'])}"`;
    case 4:
      return `isNull(EventCode)`;
    case 5:
      return `_sourceCategory matches "${random.pick(['windows/sec*', '*sysmon', 'win'])}"`;
    case 6:
      return `!(${randomCondition(random, depth - 1)})`;
    default:
      return `(${randomCondition(random, depth - 1)} ${kind === 7 ? 'and' : 'or'} ${randomCondition(random, depth - 1)})`;
  }
}

function randomEvent(random: Random): RecordEvent {
  const [channel, eventId, provider] = [random.pick(CHANNELS), random.pick(IDS), random.pick(['P', 'Q'])];
  const payload: [string, string][] = [['Image', random.pick(['x', 'y'])]];
  if (random.chance(0.15))
    payload.push([
      random.pick(['EventID', 'eventcode', 'Channel', 'Provider_Name']),
      random.pick(['1', 'Security', '9']),
    ]);
  return new RecordEvent({
    header: { channel, eventId, provider },
    origin: { file: 'f', record: 1, offset: 0 },
    time: { ms: 0, ticks: 0 },
    shape: 'evtx',
    payloadKind: 'EventData',
    system: [
      ['EventID', eventId],
      ['Channel', channel],
      ['Provider_Name', provider],
    ],
    payload,
  });
}

test('what a gate turns down no engine would have let through; what it lets through it may', () => {
  let turnedDown = 0;
  for (let seed = 1; seed <= (process.env.SPOOR_FULL ? 20_000 : 2000); seed++) {
    const random = new Random(seed);
    const scope = random.pick([
      '*',
      '_sourceCategory=windows/sysmon',
      '_sourceCategory=*sec* or EventID=1',
      '!_sourceName=Security',
    ]);
    const query = `${scope} | where ${randomCondition(random, 2)}`;
    const plan = planOf(query);
    if (!plan) continue;
    const gate = gateOf(plan, metadata);
    const event = randomEvent(random);
    const names = new Set(event.payload().map(([name]) => foldName(name)));
    if (!gate || gate(event.header, (folded) => names.has(folded))) continue;
    turnedDown++;
    for (const engine of [interpreter, compiledEngine])
      expect(observe(engine, plan, [event]).rows, `seed ${seed}: ${query}`).toEqual([]);
  }
  expect(turnedDown).toBeGreaterThan(500);
});
